// Media types (RFC 9110 section 8.3.1) against the ranges that a contract declares (OpenAPI 3.1, Response Object: the most specific key
// applies).
import { listOf } from '../lib/suggest.ts';
import type { CompiledContent } from '../model.ts';

/** Type and subtype in lower case, without parameters; undefined where the text is no media type. */
export function essenceOf(contentType: string): string | undefined {
  const end = contentType.indexOf(';');
  const essence = (end < 0 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
  return ESSENCE.test(essence) ? essence : undefined;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9a-z-]+";
const ESSENCE = new RegExp(`^${TOKEN}/${TOKEN}$`);

/** The charset parameter in lower case (RFC 9110 section 8.3.2), or undefined. */
export function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]*))/i
    .exec(contentType)
    ?.slice(1)
    .find(Boolean)
    ?.toLowerCase();
}

export function isJson(essence: string): boolean {
  return essence === 'application/json' || essence === 'text/json' || essence.endsWith('+json');
}

/** The declared content that this media type falls under: exact, then its structured suffix's range, then `type/*`, then the full range. */
export function contentFor(
  content: readonly CompiledContent[],
  essence: string,
): CompiledContent | undefined {
  for (const declared of content) if (declared.mediaType === essence) return declared;
  const type = essence.slice(0, essence.indexOf('/'));
  const suffix = essence.includes('+') ? essence.slice(essence.lastIndexOf('+')) : undefined;
  const ranges = [suffix === undefined ? undefined : `${type}/*${suffix}`, `${type}/*`, '*/*'];
  for (const range of ranges) {
    const found = range === undefined ? undefined : content.find(({ mediaType }) => mediaType === range);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The declared keys, for messages. */
export function declaredMediaTypes(content: readonly Pick<CompiledContent, 'mediaType'>[]): string {
  return listOf(content.map(({ mediaType }) => mediaType));
}
