// What the beginning of a recording shows of it, by which its format is found: the names of its first two levels.
import { contentOf, readToken, type TokenKind, tokenAt } from '../json/tokens.ts';
import type { Outline } from './format.ts';

/** Stops where the first value ends; what follows (another line) does not count. */
export function outlineOf(text: string): Outline {
  const token = tokenAt(text);
  const root = readToken(text, token);
  if (root !== '{' && root !== '[') return { root: 'none', names: new Set() };
  const names = new Set<string>();
  // Of the first two levels: the name at hand, `*` in an array.
  const path: string[] = [];
  let depth = 0;
  let name = { ...token };
  for (let kind: TokenKind = root; kind !== 'end'; kind = readToken(text, token)) {
    if (kind === '{' || kind === '[') {
      depth++;
      if (depth <= 2) path[depth - 1] = kind === '[' ? '*' : '';
    } else if (kind === '}' || kind === ']') {
      depth--;
      path.length = Math.min(path.length, depth);
      if (depth === 0) break;
    } else if (kind === 'string' && depth <= 2) name = { ...token };
    else if (kind === ':' && depth <= 2) {
      path[depth - 1] = contentOf(text, name);
      names.add(path.join('/'));
    }
  }
  return { root: root === '{' ? 'object' : 'array', names };
}
