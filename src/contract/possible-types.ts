// The JSON types that a schema leaves to a value: rather too many than too few, since text is read by them.
import { isObject } from '../lib/objects.ts';
import { type SchemaObject, typeOf, typesOf } from '../schema/words.ts';
import { list, type Resolve } from './shape.ts';

/** undefined: any. What is an integer is a number too. */
export type Types = ReadonlySet<string> | undefined;

export function possibleTypes(schema: unknown, resolve: Resolve, around: readonly unknown[] = []): Types {
  if (schema === false) return new Set();
  if (!isObject(schema) || around.includes(schema)) return undefined;
  const inside = [...around, schema];
  const typesIn = (part: unknown): Types => possibleTypes(part, resolve, inside);
  const unions = [list(schema.oneOf), list(schema.anyOf)].filter((branches) => branches.length > 0);
  const all = [
    statedTypes(schema),
    ...(typeof schema.$ref === 'string' ? [typesIn(resolve(schema.$ref))] : []),
    ...list(schema.allOf).map(typesIn),
    ...unions.map((branches) => unionOf(branches.map(typesIn))),
  ];
  return all.reduce(intersection, undefined);
}

export function unionOf(types: readonly Types[]): Types {
  const known = types.filter((one) => one !== undefined);
  return known.length === types.length ? new Set(known.flatMap((one) => [...one])) : undefined;
}

function intersection(a: Types, b: Types): Types {
  if (a === undefined || b === undefined) return a ?? b;
  return new Set([...a].filter((type) => b.has(type)));
}

function statedTypes(schema: SchemaObject): Types {
  const types = typesOf(schema) ?? typesOfValues(schema);
  return types && new Set(types.flatMap((type) => (type === 'number' ? ['number', 'integer'] : [type])));
}

function typesOfValues(schema: SchemaObject): readonly string[] | undefined {
  if (schema.const === undefined && !Array.isArray(schema.enum)) return undefined;
  return (schema.const === undefined ? list(schema.enum) : [schema.const]).map(typeOf);
}
