// Which names a JSON text has on its first two levels, without parsing it: the head of a recording ends anywhere.
import { isObject } from './fields.ts';
import type { Outline } from './format.ts';

/** Stops where the first value ends; what follows (another line) does not count. */
export function outlineOf(text: string): Outline {
  const first = /\S/.exec(text);
  if (first?.[0] !== '{' && first?.[0] !== '[') return { root: 'none', names: new Set() };
  const names = new Set<string>();
  // Of the first two levels: the name at hand, `*` in an array.
  const path: string[] = [];
  let depth = 0;
  let [stringStart, stringEnd] = [0, 0];
  for (let at = first.index; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      stringStart = at;
      at = endOfString(text, at);
      stringEnd = at + 1;
    } else if (code === 0x7b || code === 0x5b) {
      depth++;
      if (depth <= 2) path[depth - 1] = code === 0x5b ? '*' : '';
    } else if (code === 0x7d || code === 0x5d) {
      depth--;
      path.length = Math.min(path.length, depth);
      if (depth === 0) break;
    } else if (code === 0x3a && depth <= 2) {
      path[depth - 1] = nameOf(text.slice(stringStart, stringEnd));
      names.add(path.join('/'));
    }
  }
  return { root: first[0] === '{' ? 'object' : 'array', names };
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

/** Of the closing quote, or the text's length. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
  return slashes % 2 === 1;
}

function nameOf(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
