// A body that fits its strict schema. Every decision on the way is a numbered choice: which branch, which value of a list, present or
// absent, how many items. Changing one choice at a time covers them all (bodies.ts).
import { asObject, isObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import type { Schemas } from '../schema/evaluation.ts';
import { explainerAccepts } from '../schema/explain.ts';
import { isSchemaObject, listedValues } from '../schema/words.ts';
import {
  codeOfUnwanted,
  dependentParts,
  itemParts,
  listed,
  type ObjectPart,
  type Part,
  partAt,
  partsOf,
  possibleTypes,
  requiredIn,
  single,
} from './parts.ts';
import { numberCandidates, numbers, textMatching, texts } from './sample-scalar.ts';

export type Sampler = {
  readonly detail: Schemas;
  readonly choices: ReadonlyMap<string, number>;
  /** Every choice that was met, and how many options it has. */
  readonly met: Map<string, number>;
  /** Optional properties are absent unless chosen. */
  readonly sparse: boolean;
  /** How many optional properties there are so far: from MOST_OPTIONAL on they are absent, as below DEEP. */
  optional: number;
};

/** Schemas that all refer to one another would make a body of n to the power of DEEP properties. */
const MOST_OPTIONAL = 100;

/** No value of the chosen kind satisfies the schema, or none that this sampler finds. */
export class Unreachable extends Error {}

const DEEP = 3;

/** Where a value is sampled. */
type Place = { readonly sampler: Sampler; readonly pointer: JsonPointer; readonly depth: number };

/** The first value that is found of a schema of the detail. */
export function sampleAt(sampler: Sampler, schema: JsonPointer): unknown {
  return sample({ sampler, pointer: '', depth: 0 }, [partAt(sampler.detail, schema)]);
}

function sample(place: Place, parts: readonly Part[]): unknown {
  if (place.depth > DEEP * 6) throw new Unreachable('the schema has no finite value');
  const members = expand(place, parts);
  const lists = members.map(({ schema }) => listedValues(schema)).filter((values) => values !== undefined);
  const [shortest] = lists.sort((a, b) => a.length - b.length);
  if (shortest !== undefined) return pickValue(place, shortest, members);
  const types = possibleTypes(members);
  if (types.length === 0) throw new Unreachable('the types exclude each other');
  const type = types[choose(place, 'type', types.length)] ?? 'string';
  if (type === 'object') return sampleObject(place, members);
  if (type === 'array') return sampleArray(place, members);
  return sampleScalar(place, members, type);
}

function sampleInside(place: Place, token: string | number, parts: readonly Part[]): unknown {
  const inside = { ...place, pointer: appendToken(place.pointer, token), depth: place.depth + 1 };
  return sample(inside, parts);
}

function choose({ sampler, pointer }: Place, what: string, options: number, preferred = 0): number {
  const key = `${pointer} ${what}`;
  if (options > 1) sampler.met.set(key, options);
  return sampler.choices.get(key) ?? preferred;
}

function pickValue(place: Place, values: readonly unknown[], members: readonly ObjectPart[]): unknown {
  const fitting = values.filter((value) => fits(place, members, value));
  if (fitting.length === 0) throw new Unreachable(`no value fits at ${place.pointer}`);
  return fitting[choose(place, 'value', fitting.length)] ?? fitting[0];
}

/** Everything that applies to the same value, with one branch taken of each union. */
function expand(place: Place, parts: readonly Part[]): ObjectPart[] {
  const members: ObjectPart[] = [];
  const queue = [...parts];
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    const { schema, at } = part;
    if (schema === false) throw new Unreachable('false');
    if (!isSchemaObject(schema)) continue;
    if (members.length > 500) throw new Unreachable('the schema applies itself');
    members.push({ schema, at });
    queue.push(...inPlace(place, { schema, at }));
  }
  return members;
}

function inPlace(place: Place, owner: ObjectPart): Part[] {
  const { schema, at } = owner;
  const parts = listed(owner, 'allOf');
  if (typeof schema.$ref === 'string') parts.unshift(partAt(place.sampler.detail, schema.$ref.slice(1)));
  const tags = [schema.discriminator, schema['x-heirs']].filter(isTag);
  for (const tag of tags) parts.push(...tagParts(place, tag, at));
  if (tags.length === 0)
    for (const keyword of ['oneOf', 'anyOf']) {
      const branches = listed(owner, keyword);
      parts.push(...branches.slice(choose(place, `${at}/${keyword}`, branches.length)).slice(0, 1));
    }
  if (schema.if !== undefined) {
    const holds = choose(place, `${at}/if`, 2) === 0;
    for (const keyword of holds ? ['if', 'then'] : ['else']) parts.push(...single(owner, keyword));
  }
  return parts;
}

type Tag = { readonly propertyName: string; readonly mapping: Readonly<Record<string, string | true>> };

function isTag(tag: unknown): tag is Tag {
  return isObject(tag) && isObject(tag.mapping);
}

function tagParts(place: Place, { propertyName, mapping }: Tag, at: JsonPointer): Part[] {
  const values = Object.keys(mapping);
  const value = values[choose(place, `${at}/discriminator`, values.length)];
  if (value === undefined) return [];
  const tag = { required: [propertyName], properties: { [propertyName]: { const: value } } };
  const target = mapping[value];
  return [
    { schema: tag, at: '' },
    ...(typeof target === 'string' ? [partAt(place.sampler.detail, target)] : []),
  ];
}

/** Of members that the selftest makes up, which have no place, the constants alone count. */
function fits({ sampler }: Place, members: readonly ObjectPart[], value: unknown): boolean {
  return members.every(({ schema, at }) =>
    at === ''
      ? !Object.hasOwn(schema, 'const') || schema.const === value
      : explainerAccepts(sampler.detail, at, value),
  );
}

function sampleScalar(place: Place, members: readonly ObjectPart[], type: string): unknown {
  const found = candidatesOf(members, type).find((value) => fits(place, members, value));
  if (found === undefined) throw new Unreachable(`no ${type} fits`);
  return found;
}

function candidatesOf(members: readonly ObjectPart[], type: string): readonly unknown[] {
  const schemas = members.map(({ schema }) => schema);
  if (type === 'string') return texts(schemas);
  if (type === 'boolean') return [true, false];
  return type === 'null' ? [null] : numberCandidates(schemas);
}

function sampleObject(place: Place, members: readonly ObjectPart[]): unknown {
  const all = [...members];
  const object: [string, unknown][] = [];
  const names = new Set(
    members.flatMap(({ schema }) => [...Object.keys(asObject(schema.properties)), ...requiredIn(schema)]),
  );
  const present = [...names].filter((name) => isPresent(place, all, name));
  // What depends on a present property applies too, and may require or describe more.
  for (const name of present) {
    const dependents = all.flatMap((member) => dependentParts(member, name));
    for (const member of expand(place, dependents)) {
      all.push(member);
      for (const more of requiredIn(member.schema)) if (!present.includes(more)) present.push(more);
    }
  }
  const add = (name: string): void => {
    const parts = all.flatMap((member) => partsOf(member, name));
    if (parts.some(({ schema }) => codeOfUnwanted(schema) !== undefined)) return;
    object.push([name, sampleInside(place, name, parts)]);
  };
  present.forEach(add);
  furtherNames(place, all, object.length).forEach(add);
  return Object.fromEntries(object);
}

function isPresent(place: Place, members: readonly ObjectPart[], name: string): boolean {
  const { sampler, pointer, depth } = place;
  if (members.some(({ schema }) => requiredIn(schema).includes(name))) return true;
  const parts = members.flatMap((member) => partsOf(member, name));
  if (parts.some(({ schema }) => codeOfUnwanted(schema) !== undefined)) return false;
  const isLeftOut = depth > DEEP || sampler.optional >= MOST_OPTIONAL;
  const property = { ...place, pointer: appendToken(pointer, name) };
  const preferred = isLeftOut || sampler.sparse ? 1 : 0;
  const found = choose(property, 'present', isLeftOut ? 1 : 2, preferred) === 0;
  if (found) sampler.optional += 1;
  return found;
}

/** Names of entries of maps and of patterns: one of each, and as many as minProperties asks for. */
function furtherNames(place: Place, members: readonly ObjectPart[], count: number): readonly string[] {
  const schemas = members.map(({ schema }) => schema);
  const least = Math.max(0, ...numbers(schemas, 'minProperties'));
  const isMap = schemas.some(
    ({ additionalProperties: further }) => further !== undefined && further !== false,
  );
  const patterns = schemas.flatMap(({ patternProperties }) => Object.keys(asObject(patternProperties)));
  const keyParts = members.flatMap((member) => single(member, 'propertyNames'));
  const name = { ...place, pointer: `${place.pointer} name` };
  const key = keyParts.length > 0 ? String(sample(name, keyParts)) : 'key';
  const wanted = place.depth > DEEP ? [] : [...patterns.map(textMatching), ...(isMap ? [key] : [])];
  const names = [...new Set(wanted.filter((one) => one !== undefined))];
  while (count + names.length < Math.min(least, 50)) names.push(`${key}${names.length}`);
  return names;
}

function sampleArray(place: Place, members: readonly ObjectPart[]): unknown {
  const { depth } = place;
  const schemas = members.map(({ schema }) => schema);
  const least = Math.max(0, ...numbers(schemas, 'minItems'));
  const most = Math.min(Number.POSITIVE_INFINITY, ...numbers(schemas, 'maxItems'));
  const prefix = Math.max(0, ...members.map((member) => listed(member, 'prefixItems').length));
  const usual = Math.max(least, depth > DEEP ? 0 : Math.max(1, prefix));
  const lengths = [...new Set([usual, least, least + 2])].filter(
    (length) => length >= least && length <= most && (depth <= DEEP || length === least),
  );
  const length = lengths[choose(place, 'length', lengths.length)] ?? least;
  const items = Array.from({ length }, (_, index) =>
    sampleInside(
      place,
      index,
      members.flatMap((member) => itemParts(member, index)),
    ),
  );
  return schemas.some((schema) => schema.uniqueItems === true) ? distinct(items, least) : items;
}

/** Repeats are dropped, as far as the list may be shorter. */
function distinct(items: readonly unknown[], least: number): readonly unknown[] {
  const seen = new Map(items.map((item) => [JSON.stringify(item), item]));
  if (seen.size < least) throw new Unreachable('no items that are all different');
  return [...seen.values()];
}
