import { matchesWildcard } from './wildcard.ts';

/** Whether a name is one of those listed, where `*` stands for any characters: `operation-undocumented: GET /internal/*`. */
export function namePatterns(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names.filter((name) => !name.includes('*')));
  const patterns = names.filter((name) => name.includes('*'));
  return (name) => exact.has(name) || patterns.some((pattern) => matchesWildcard(pattern, name));
}
