// JSON equality (JSON Schema core 4.2.2): 1 and 1.0 are one value, the order of properties says nothing.

/** Equal values give equal texts. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  const members = Object.keys(value).sort();
  const object = value as Readonly<Record<string, unknown>>;
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(object[name])}`).join()}}`;
}

/** No two are equal; in linear time, whatever the items are. */
export function areDistinct(items: readonly unknown[]): boolean {
  const scalars = new Set<unknown>();
  const structures = new Set<string>();
  for (const item of items) {
    if (typeof item === 'object') structures.add(canonicalJson(item));
    else scalars.add(item);
  }
  return scalars.size + structures.size === items.length;
}

export function isEqualJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && canonicalJson(a) === canonicalJson(b);
}

/**
 * Exact where the remainder is; elsewhere as decimal fractions are meant, 19.99 being a multiple of 0.01. Of 0.01 every integer is one, also
 * 1e308, whose quotient overflows.
 */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (value % divisor === 0 || (Number.isInteger(1 / divisor) && Number.isInteger(value))) return true;
  const quotient = value / divisor;
  return (
    !Number.isInteger(divisor) && Math.abs(Math.round(quotient) - quotient) <= Math.abs(quotient) * 2 ** -50
  );
}
