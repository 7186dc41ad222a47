// OpenAPI discriminators as tables from tag value to schema, in two forms: on a union, where the branches are the answers, and on a base
// schema, where the schemas that extend it by allOf are (OpenAPI 3.2, Discriminator Object).
// A tag value names a schema by the mapping, or by the schema's name, or where the schema itself lists the value as enum or const.
import { isEqualJson } from '../json/equal.ts';
import { asObject, isObject } from '../lib/objects.ts';
import { escapeToken, pointerTokens, valueAt } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import { listedValues, type SchemaObject } from '../schema/words.ts';
import { pointerOfRef, type Resolve, targetOf } from './references.ts';
import { alwaysApplied, list } from './shape.ts';

export type Tagged = {
  readonly value: string;
  /** undefined: the owner itself, nothing more. */
  readonly source: JsonPointer | undefined;
};

export type Discriminator = {
  readonly propertyName: string;
  readonly mapping: readonly Tagged[];
  /** What a value without a tag of `mapping` is (OpenAPI 3.2). */
  readonly defaultMapping?: Pick<Tagged, 'source'>;
};

/** A schema that a tag may name. */
type Candidate = { readonly name: string; readonly source: JsonPointer; readonly schema: unknown };

/** The discriminator of a union whose branches are references. */
export function unionDiscriminator(owner: SchemaObject, resolve: Resolve): Discriminator | undefined {
  const propertyName = propertyNameOf(owner);
  if (propertyName === undefined) return undefined;
  const candidates = [...list(owner.oneOf), ...list(owner.anyOf)].flatMap((branch): Candidate[] => {
    if (!isObject(branch) || typeof branch.$ref !== 'string') return [];
    const source = pointerOfRef(branch.$ref);
    return [{ name: pointerTokens(source).at(-1) ?? '', source, schema: branch }];
  });
  if (candidates.length === 0) return undefined;
  const fallback = defaultOf(owner);
  const isBranch = candidates.some(({ source }) => source === fallback);
  return {
    propertyName,
    mapping: mappingOf(owner, propertyName, candidates, resolve),
    ...(fallback !== undefined && { defaultMapping: { source: isBranch ? fallback : undefined } }),
  };
}

/** The discriminator of a base schema that is used without a union: itself and all that extend it. */
export function heirDiscriminator(
  used: SchemaObject,
  document: unknown,
  resolve: Resolve,
): Discriminator | undefined {
  const base = targetOf(document, used, '')?.value ?? used;
  const owner = alwaysApplied(base, resolve).find((member) => propertyNameOf(member) !== undefined);
  if (owner === undefined || owner.oneOf !== undefined || owner.anyOf !== undefined) return undefined;
  const propertyName = propertyNameOf(owner) ?? '';
  const family = familyOf(base, document, resolve);
  if (family.every(({ schema }) => schema === base)) return undefined;
  const isOfFamily = ({ source }: Tagged): boolean =>
    source !== undefined && alwaysApplied(valueAt(document, source), resolve).includes(base);
  const mapping = mappingOf(owner, propertyName, family, resolve).filter(isOfFamily);
  // Values that the base lists and no heir claims mean the base itself.
  const own = (literalsOf(base, propertyName, resolve) ?? []).filter((value) => typeof value === 'string');
  const unclaimed = own.filter((value) => !mapping.some((entry) => entry.value === value));
  const fallback = defaultOf(owner);
  const isHeir = family.some(({ source, schema }) => source === fallback && schema !== base);
  return {
    propertyName,
    ...(fallback !== undefined && { defaultMapping: { source: isHeir ? fallback : undefined } }),
    mapping: [
      ...mapping.map(({ value, source }) => ({
        value,
        source: valueAt(document, source ?? '') === base ? undefined : source,
      })),
      ...unclaimed.map((value) => ({ value, source: undefined })),
    ],
  };
}

/** The base and the schemas that extend it, by name: the base first. */
function familyOf(base: SchemaObject, document: unknown, resolve: Resolve): Candidate[] {
  const components = isObject(document) ? document.components : undefined;
  const schemas = asObject(asObject(components).schemas);
  const family = Object.entries(schemas).filter(([, schema]) =>
    alwaysApplied(schema, resolve).includes(base),
  );
  return family
    .map(([name, schema]) => ({ name, source: pointerOf(name), schema }))
    .sort((a, b) => Number(b.schema === base) - Number(a.schema === base));
}

function mappingOf(
  owner: SchemaObject,
  propertyName: string,
  candidates: readonly Candidate[],
  resolve: Resolve,
): readonly Tagged[] {
  const mapping = new Map<string, JsonPointer>();
  const add = (value: unknown, source: JsonPointer): void => {
    if (typeof value === 'string' && !mapping.has(value)) mapping.set(value, source);
  };
  const { mapping: explicit } = owner.discriminator as SchemaObject;
  for (const [value, target] of Object.entries(asObject(explicit))) add(value, pointerOf(String(target)));
  const listed = candidates.map((candidate) => ({
    ...candidate,
    values: literalsOf(candidate.schema, propertyName, resolve),
  }));
  // A name that the schema's own list excludes is not the value of its tag.
  for (const { name, source, values } of listed)
    if (values === undefined || values.some((value) => isEqualJson(value, name))) add(name, source);
  for (const { source, values } of listed) if (values?.length === 1) add(values[0], source);
  return [...mapping].map(([value, source]) => ({ value, source }));
}

/** The values that a schema lists for its property: the shortest of the lists that apply. */
function literalsOf(schema: unknown, propertyName: string, resolve: Resolve): readonly unknown[] | undefined {
  const lists = alwaysApplied(schema, resolve)
    .flatMap(({ properties }) =>
      isObject(properties) && Object.hasOwn(properties, propertyName)
        ? alwaysApplied(properties[propertyName], resolve)
        : [],
    )
    .map(listedValues)
    .filter((values) => values !== undefined);
  return lists.sort((a, b) => a.length - b.length)[0];
}

function propertyNameOf(schema: SchemaObject): string | undefined {
  const discriminator = schema.discriminator;
  return isObject(discriminator) && typeof discriminator.propertyName === 'string'
    ? discriminator.propertyName
    : undefined;
}

function defaultOf({ discriminator }: SchemaObject): JsonPointer | undefined {
  const target = isObject(discriminator) ? discriminator.defaultMapping : undefined;
  return typeof target === 'string' ? pointerOf(target) : undefined;
}

/** A mapping value is a reference or, where it is none, a component's name. */
function pointerOf(target: string): JsonPointer {
  return target.startsWith('#') ? pointerOfRef(target) : `/components/schemas/${escapeToken(target)}`;
}
