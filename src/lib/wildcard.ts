/** `*` in the pattern stands for any characters. Takes each literal part at its first place, so one pass over the text is enough. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === text;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let start = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, start);
    if (at < 0) return false;
    start = at + part.length;
  }
  return start <= text.length - last.length;
}
