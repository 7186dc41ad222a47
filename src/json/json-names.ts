// Whether a JSON text repeats a name, told by counting: JSON.parse keeps the last of equal names and says nothing.

/** An upper bound of the names in the text: each colon behind a quote that ends or begins a string. An equal count proves that none repeats. */
export function countNamesAtMost(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    let code = text.charCodeAt(before);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(--before);
    if (code === 34 && !isEscaped(text, before)) count += 1;
  }
  return count;
}

function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text.charCodeAt(start - 1) === 92) start -= 1;
  return (at - start) % 2 === 1;
}

/** The names that a parsed value has, in all its objects; for values of bounded depth. */
export function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const element of value) if (typeof element === 'object') count += countNames(element);
    return count;
  }
  for (const name in value) {
    count += 1;
    const member = (value as Record<string, unknown>)[name];
    if (typeof member === 'object') count += countNames(member);
  }
  return count;
}
