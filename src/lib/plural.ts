/** `1 property`, `2 properties`: a number and what is counted. */
export function plural(count: number, noun: string): string {
  const several = noun.replace(/y$/, 'ie').replace(/(?:s|x|[cs]h)$/, '$&e');
  return `${count} ${count === 1 ? noun : `${several}s`}`;
}
