// OpenAPI discriminators, as a table from tag value to schema. Two forms: on a union, where the branches are the answers, and on a base
// schema, where the schemas that extend it by allOf are (OpenAPI 3.1, Discriminator Object and Composition and Inheritance).

import { isObject } from '../lib/objects.ts';
import { escapeToken, pointerTokens, valueAt } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import type { SchemaObject } from '../schema/words.ts';
import { pointerOfRef, type Resolve } from './references.ts';
import { alwaysApplied, list } from './shape.ts';

export type Tagged = {
  readonly value: string;
  /** undefined: the owner itself, nothing more. */
  readonly source: JsonPointer | undefined;
};

export type Discriminator = { readonly propertyName: string; readonly mapping: readonly Tagged[] };

/** The discriminator of a union: its branches by name, then the explicit mapping. */
export function unionDiscriminator(owner: SchemaObject): Discriminator | undefined {
  const propertyName = propertyNameOf(owner);
  const branches = [...list(owner.oneOf), ...list(owner.anyOf)];
  if (propertyName === undefined || branches.length === 0) return undefined;
  const refs = branches.flatMap((branch) =>
    isObject(branch) && typeof branch.$ref === 'string' ? [branch.$ref] : [],
  );
  if (refs.length === 0) return undefined;
  return {
    propertyName,
    mapping: withExplicit(
      owner,
      refs.map((ref) => ({ value: nameOf(ref), source: pointerOf(ref) })),
    ),
  };
}

/** The discriminator of a base schema that is used without a union: itself and all that extend it. */
export function heirDiscriminator(
  used: SchemaObject,
  document: unknown,
  resolve: Resolve,
): Discriminator | undefined {
  const base = followRefs(used, resolve);
  const owner = alwaysApplied(base, resolve).find((member) => propertyNameOf(member) !== undefined);
  if (owner === undefined || owner.oneOf !== undefined || owner.anyOf !== undefined) return undefined;
  const components = Object.entries(componentSchemas(document));
  const heirs = components.filter(
    ([, schema]) => schema !== base && alwaysApplied(schema, resolve).includes(base),
  );
  if (heirs.length === 0) return undefined;
  const family = components.filter(([, schema]) => schema === base).concat(heirs);
  const implicit = family.map(([name]) => ({ value: name, source: pointerOf(name) }));
  const mapping = withExplicit(owner, implicit).filter(({ source }) =>
    alwaysApplied(source === undefined ? undefined : valueAt(document, source), resolve).includes(base),
  );
  const isBase = ({ source }: Tagged): boolean =>
    (source === undefined ? undefined : valueAt(document, source)) === base;
  return {
    propertyName: propertyNameOf(owner) ?? '',
    mapping: mapping.map((entry) => (isBase(entry) ? { ...entry, source: undefined } : entry)),
  };
}

function withExplicit(owner: SchemaObject, implicit: readonly Tagged[]): readonly Tagged[] {
  const discriminator = owner.discriminator as SchemaObject;
  const mapping = isObject(discriminator.mapping) ? discriminator.mapping : {};
  const explicit = Object.entries(mapping).map(([value, target]) => ({
    value,
    source: pointerOf(String(target)),
  }));
  return [...explicit, ...implicit.filter(({ value }) => !Object.hasOwn(mapping, value))];
}

function propertyNameOf(schema: SchemaObject): string | undefined {
  const discriminator = schema.discriminator;
  return isObject(discriminator) && typeof discriminator.propertyName === 'string'
    ? discriminator.propertyName
    : undefined;
}

function followRefs(schema: SchemaObject, resolve: Resolve): SchemaObject {
  const seen = new Set<unknown>();
  let current: unknown = schema;
  while (isObject(current) && typeof current.$ref === 'string' && !seen.has(current)) {
    seen.add(current);
    current = resolve(current.$ref);
  }
  return isObject(current) ? current : schema;
}

/** A mapping value is a reference or, where it is none, a component's name. */
function pointerOf(target: string): JsonPointer {
  return target.startsWith('#') ? pointerOfRef(target) : `/components/schemas/${escapeToken(target)}`;
}

function nameOf(ref: string): string {
  return pointerTokens(pointerOfRef(ref)).at(-1) ?? '';
}

function componentSchemas(document: unknown): SchemaObject {
  const components = isObject(document) ? document.components : undefined;
  return isObject(components) && isObject(components.schemas) ? components.schemas : {};
}
