// Media types against the keys that a contract declares (OpenAPI 3.1, Response Object: the most specific key applies).
import { formatMediaType, isJson, type MediaType, type Parameters } from '../lib/media-type.ts';
import { listOf } from '../lib/suggest.ts';
import type { CompiledContent } from '../model.ts';

/**
 * The declared content that a media type falls under: the exact type before its structured suffix's range, `type/*` and the full range; of
 * equal ones that with the most parameters, all of which the media type has to have.
 */
export function contentFor(
  content: readonly CompiledContent[],
  { essence, parameters }: MediaType,
): CompiledContent | undefined {
  let best: CompiledContent | undefined;
  let most = -1;
  for (const declared of content) {
    const own = declared.parameters ?? [];
    const rank = rankOf(keyEssence(declared), essence);
    if (rank === undefined || rank * MANY + own.length <= most || !own.every(isAmong(parameters))) continue;
    best = declared;
    most = rank * MANY + own.length;
  }
  return best;
}

/** More parameters than any key has. */
const MANY = 1000;

function rankOf(key: string, essence: string): number | undefined {
  if (key === essence) return 3;
  if (!key.includes('*')) return undefined;
  const type = essence.slice(0, essence.indexOf('/'));
  const suffix = essence.includes('+') ? essence.slice(essence.lastIndexOf('+')) : undefined;
  if (suffix !== undefined && key === `${type}/*${suffix}`) return 2;
  if (key === `${type}/*`) return 1;
  return key === '*/*' || key === '*' ? 0 : undefined;
}

function isAmong(parameters: Parameters): (parameter: Parameters[number]) => boolean {
  return ([name, value]) => parameters.some((other) => other[0] === name && other[1] === value);
}

/** The declared type without its parameters. */
export function keyEssence({ mediaType }: Pick<CompiledContent, 'mediaType'>): string {
  const end = mediaType.indexOf(';');
  return end < 0 ? mediaType : mediaType.slice(0, end);
}

export function isJsonContent(content: Pick<CompiledContent, 'mediaType'>): boolean {
  return isJson(keyEssence(content));
}

/** The observed type as findings name it: with its parameters only where a declared key has the same type, so that they are what differs. */
export function observedName(observed: MediaType, content: readonly CompiledContent[]): string {
  const isOfKey = content.some((declared) => keyEssence(declared) === observed.essence);
  return isOfKey ? formatMediaType(observed) : observed.essence;
}

/** The declared keys, for messages. */
export function declaredMediaTypes(
  content: readonly Pick<CompiledContent, 'mediaType' | 'parameters'>[],
): string {
  return listOf(
    content.map((one) => formatMediaType({ essence: keyEssence(one), parameters: one.parameters ?? [] })),
  );
}
