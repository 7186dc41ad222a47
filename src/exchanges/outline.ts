// Which names a JSON text has on its first two levels, without parsing it: the head of a recording ends anywhere.
import type { Outline } from './format.ts';

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/** Stops where the first value ends; what follows (another line) does not count. */
export function outlineOf(text: string): Outline {
  const first = /\S/.exec(text)?.[0];
  if (first !== '{' && first !== '[') return { root: 'none', names: new Set() };
  const names = new Set<string>();
  const path: string[] = [];
  let string = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{' || token === '[') {
      path.push(token === '[' ? '*' : '');
    } else if (token === '}' || token === ']') {
      path.pop();
      if (path.length === 0) break;
    } else if (token === ':' && path.length <= 2) {
      path[path.length - 1] = nameOf(string);
      names.add(path.join('/'));
    } else {
      string = token;
    }
  }
  return { root: first === '{' ? 'object' : 'array', names };
}

function nameOf(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
