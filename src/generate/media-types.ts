// The keys of a `content` map, and what a schema says of a body that is not JSON (OpenAPI 3.0 and 3.1, Media Type Object).
import type { Resolve } from '../contract/references.ts';
import { alwaysApplied, isAnnotation } from '../contract/shape.ts';
import { isJson, mediaTypeOf } from '../lib/media-type.ts';
import type { CompiledContent } from '../model.ts';
import { KEYWORDS_OF, type SchemaObject, typesOf } from '../schema/words.ts';

type Key = Pick<CompiledContent, 'mediaType' | 'parameters'>;

/** Keys in one spelling; parameters are part of the name only where they tell two keys apart, so that a lone key keeps its plain name. */
export function mediaTypeKeys(keys: readonly string[]): readonly Key[] {
  const all = keys.map((key) => mediaTypeOf(key) ?? { essence: key.trim().toLowerCase(), parameters: [] });
  return all.map(({ essence, parameters }, index) => {
    const rivals = all.filter((other, at) => at !== index && other.essence === essence);
    const isApart = rivals.some((rival) => String(rival.parameters) !== String(parameters));
    const name = isApart ? essence + parameters.map(([one, value]) => `; ${one}=${value}`).join('') : essence;
    return { mediaType: name, ...(parameters.length > 0 && { parameters }) };
  });
}

type OtherThanJson = Pick<CompiledContent, 'isOctets' | 'textTypes'>;

/** How a body is read whose media type is not JSON. */
export function otherThanJson(schema: unknown, key: string, resolve: Resolve): OtherThanJson {
  const essence = mediaTypeOf(key)?.essence ?? key;
  if (isJson(essence)) return {};
  if (schema === undefined || schema === true) return { isOctets: true };
  const members = alwaysApplied(schema, resolve);
  if (members.length === 0) return {};
  const isText = essence.startsWith('text/');
  if (members.some(isBinary) || members.every(saysNothing) || (!isText && members.every(isPlainString)))
    return { isOctets: true };
  const types = [...new Set(members.flatMap((member) => typesOf(member) ?? []))];
  if (types.length > 0) {
    const scalar = types.filter((type) => type !== 'object' && type !== 'array');
    return scalar.length > 0 ? { textTypes: scalar } : {};
  }
  return members.some(isStructured) ? {} : { textTypes: [] };
}

/** OpenAPI 3.0: `format: binary`; 3.1: contentMediaType or contentEncoding, which say that the string stands for other octets. */
function isBinary(member: SchemaObject): boolean {
  return member.format === 'binary' || 'contentMediaType' in member || 'contentEncoding' in member;
}

function assertionsOf(member: SchemaObject): string[] {
  return Object.keys(member).filter((name) => !isAnnotation(name) && !name.startsWith('x-'));
}

function saysNothing(member: SchemaObject): boolean {
  return assertionsOf(member).every((name) => name === '$ref' || name === 'allOf');
}

/** A string without limits, of a media type that is not text: octets, in contracts that say no more. */
function isPlainString(member: SchemaObject): boolean {
  return (
    assertionsOf(member).every((name) => name === 'type' || name === '$ref' || name === 'allOf') &&
    (typesOf(member) ?? ['string']).every((type) => type === 'string')
  );
}

/** Without a type, what an object or array is made of. */
function isStructured(member: SchemaObject): boolean {
  return [...KEYWORDS_OF.object, ...KEYWORDS_OF.array].some((name) => name in member);
}
