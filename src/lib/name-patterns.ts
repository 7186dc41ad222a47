// Names with `*` for any characters.

/** Whether a name is one of those listed, where `*` stands for any characters: `operation-undocumented: GET /internal/*`. */
export function namePatterns(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names.filter((name) => !name.includes('*')));
  const patterns = names.filter((name) => name.includes('*'));
  return (name) => exact.has(name) || patterns.some((pattern) => matchesWildcard(pattern, name));
}

/** `*` in the pattern stands for any characters. */
export function matchesWildcard(pattern: string, text: string): boolean {
  return matchesParts(pattern.split('*'), text, 0);
}

/** Whether the text has these literal parts in order, `least` or more characters apart. Takes the first place of each: one pass is enough. */
export function matchesParts(parts: readonly string[], text: string, least: number): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let start = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = text.indexOf(part, start + least);
    if (at < 0) return false;
    start = at + part.length;
  }
  return start + least <= text.length - last.length;
}
