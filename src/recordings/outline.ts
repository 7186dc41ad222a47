// Which names a JSON text has on its first two levels, without parsing it: the head of a recording ends anywhere.
import { contentOf, readToken, type TokenKind, tokenAt } from '../json/tokens.ts';
import { isObject } from './fields.ts';
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

/** The same of a text that was parsed. */
export function outlineOfValue(value: unknown): Outline {
  if (typeof value !== 'object' || value === null) return { root: 'none', names: new Set() };
  if (Array.isArray(value))
    return { root: 'array', names: new Set(value.flatMap((element) => namesBelow('*', element))) };
  const names = Object.entries(value).flatMap(([name, inner]) => [name, ...namesBelow(name, inner)]);
  return { root: 'object', names: new Set(names) };
}

function namesBelow(name: string, value: unknown): string[] {
  return isObject(value) ? Object.keys(value).map((below) => `${name}/${below}`) : [];
}
