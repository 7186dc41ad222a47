/** Whether a name is one of those listed, where `*` stands for any characters: `operation-undocumented: GET /internal/*`. */
export function namePatterns(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names.filter((name) => !name.includes('*')));
  const patterns = names.filter((name) => name.includes('*')).map((name) => name.split('*'));
  return (name) => exact.has(name) || patterns.some((parts) => matches(parts, name));
}

/** The parts in order, the first at the start and the last at the end; no regular expression, which could run away. */
function matches(parts: readonly string[], name: string): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = name.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
