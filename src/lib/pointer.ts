// RFC 6901 JSON Pointers.
import type { JsonPointer } from '../model.ts';

/** One reference token, escaped (RFC 6901 section 3). */
export function escapeToken(token: string): string {
  return token.includes('~') || token.includes('/')
    ? token.replaceAll('~', '~0').replaceAll('/', '~1')
    : token;
}

export function unescapeToken(token: string): string {
  return token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;
}

export function appendToken(pointer: JsonPointer, token: string | number): JsonPointer {
  return `${pointer}/${typeof token === 'number' ? token : escapeToken(token)}`;
}

/** '' for the whole document, too. */
export function parentOf(pointer: JsonPointer): JsonPointer {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

export function lastToken(pointer: JsonPointer): string {
  return unescapeToken(pointer.slice(pointer.lastIndexOf('/') + 1));
}

/** The reference tokens, unescaped; [] for ''. */
export function pointerTokens(pointer: JsonPointer): string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeToken);
}

/** The same place as a JSONPath (RFC 9535 section 2.3): an item of a list by its index, a member by its name, quoted where it must be. */
export function jsonPath(root: unknown, pointer: JsonPointer): string {
  let value = root;
  let path = '$';
  for (const token of pointerTokens(pointer)) {
    if (Array.isArray(value)) path += `[${token}]`;
    else path += /^[A-Za-z_]\w*$/.test(token) ? `.${token}` : `['${token.replace(/[\\']/g, '\\$&')}']`;
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[token] : undefined;
  }
  return path;
}

/** The value at the pointer, or undefined where nothing stands there. Only own properties count. */
export function valueAt(root: unknown, pointer: JsonPointer): unknown {
  let value = root;
  for (const token of pointerTokens(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}
