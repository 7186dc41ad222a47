// A body that fits its strict schema. Every decision on the way is a numbered choice: which branch, which value of a list, present or
// absent, how many items. Changing one choice at a time covers them all (bodies.ts).
import { isObject } from '../lib/objects.ts';
import { appendToken, valueAt } from '../lib/pointer.ts';
import type { ContractDetail, JsonPointer, JsonSchema } from '../model.ts';
import { explainerAccepts } from '../schema/explain.ts';
import { isSchemaObject, type SchemaObject } from '../schema/words.ts';
import {
  dependentParts,
  isNeverPresent,
  itemParts,
  listOf,
  namesOf,
  type ObjectPart,
  type Part,
  partsOf,
  possibleTypes,
} from './parts.ts';
import { numberCandidates, numbers, textMatching, texts } from './sample-scalar.ts';

export type Sampler = {
  readonly detail: Pick<ContractDetail, 'schemas' | 'formats'>;
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

export function sample(sampler: Sampler, parts: readonly Part[], pointer: JsonPointer, depth = 0): unknown {
  if (depth > DEEP * 6) throw new Unreachable('the schema has no finite value');
  const members = expand(sampler, parts, pointer);
  const listed = listedValues(members);
  if (listed !== undefined)
    return pick(
      sampler,
      `${pointer} value`,
      listed.filter((value) => fits(sampler, members, value)),
    );
  const types = possibleTypes(members);
  if (types.length === 0) throw new Unreachable('the types exclude each other');
  const type = types[choose(sampler, `${pointer} type`, types.length)] ?? 'string';
  if (type === 'object') return sampleObject(sampler, members, pointer, depth);
  if (type === 'array') return sampleArray(sampler, members, pointer, depth);
  return sampleScalar(sampler, members, type);
}

function choose(sampler: Sampler, key: string, options: number, preferred = 0): number {
  if (options > 1) sampler.met.set(key, options);
  return sampler.choices.get(key) ?? preferred;
}

function pick(sampler: Sampler, key: string, values: readonly unknown[]): unknown {
  if (values.length === 0) throw new Unreachable(`no value fits at ${key}`);
  return values[choose(sampler, key, values.length)] ?? values[0];
}

/** Everything that applies to the same value, with one branch taken of each union. */
function expand(sampler: Sampler, parts: readonly Part[], pointer: JsonPointer): ObjectPart[] {
  const members: ObjectPart[] = [];
  const queue = [...parts];
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    const { schema, at } = part;
    if (schema === false) throw new Unreachable('false');
    if (!isSchemaObject(schema)) continue;
    if (members.length > 500) throw new Unreachable('the schema applies itself');
    members.push({ schema, at });
    queue.push(...inPlace(sampler, schema, at, pointer));
  }
  return members;
}

function inPlace(sampler: Sampler, schema: SchemaObject, at: JsonPointer, pointer: JsonPointer): Part[] {
  const parts: Part[] = [];
  const under = (keyword: string): Part => ({
    schema: schema[keyword] as JsonSchema,
    at: `${at}/${keyword}`,
  });
  if (typeof schema.$ref === 'string') parts.push(target(sampler, schema.$ref.slice(1)));
  for (const [index, part] of listOf(schema.allOf).entries())
    parts.push({ schema: part, at: `${at}/allOf/${index}` });
  const tagged = [schema.discriminator, schema['x-heirs']].filter(isTagged);
  for (const tag of tagged) parts.push(...tagParts(sampler, tag, at, pointer));
  if (tagged.length === 0)
    for (const keyword of ['oneOf', 'anyOf']) {
      const branches = listOf(schema[keyword]);
      const index = choose(sampler, `${pointer} ${at}/${keyword}`, branches.length);
      if (branches[index] !== undefined)
        parts.push({ schema: branches[index], at: `${at}/${keyword}/${index}` });
    }
  if (schema.if !== undefined) {
    const holds = choose(sampler, `${pointer} ${at}/if`, 2) === 0;
    if (holds) parts.push(under('if'));
    if (schema[holds ? 'then' : 'else'] !== undefined) parts.push(under(holds ? 'then' : 'else'));
  }
  return parts;
}

type Tag = { readonly propertyName: string; readonly mapping: Readonly<Record<string, string | true>> };

function isTagged(tag: unknown): tag is Tag {
  return isObject(tag) && isObject(tag.mapping);
}

function tagParts(
  sampler: Sampler,
  { propertyName, mapping }: Tag,
  at: JsonPointer,
  pointer: JsonPointer,
): Part[] {
  const values = Object.keys(mapping);
  const value = values[choose(sampler, `${pointer} ${at}/discriminator`, values.length)];
  if (value === undefined) return [];
  const tag = { required: [propertyName], properties: { [propertyName]: { const: value } } };
  const found = mapping[value];
  return [{ schema: tag, at: '' }, ...(typeof found === 'string' ? [target(sampler, found)] : [])];
}

function target(sampler: Sampler, at: JsonPointer): Part {
  return { schema: valueAt(sampler.detail.schemas, at) as JsonSchema, at };
}

/** Synthetic members have no place: their constants are looked at by listedValues. */
function fits(sampler: Sampler, members: readonly ObjectPart[], value: unknown): boolean {
  return members.every(({ schema, at }) =>
    at === ''
      ? !Object.hasOwn(schema, 'const') || schema.const === value
      : explainerAccepts(sampler.detail, at, value),
  );
}

function listedValues(members: readonly ObjectPart[]): readonly unknown[] | undefined {
  const lists = members.flatMap(({ schema }) => {
    if (Object.hasOwn(schema, 'const')) return [[schema.const]];
    return Array.isArray(schema.enum) ? [schema.enum] : [];
  });
  return lists.sort((a, b) => a.length - b.length)[0];
}

function sampleScalar(sampler: Sampler, members: readonly ObjectPart[], type: string): unknown {
  const schemas = members.map(({ schema }) => schema);
  const candidates: readonly unknown[] =
    type === 'string'
      ? texts(schemas)
      : type === 'boolean'
        ? [true, false]
        : type === 'null'
          ? [null]
          : numberCandidates(schemas);
  const found = candidates.find((value) => fits(sampler, members, value));
  if (found === undefined) throw new Unreachable(`no ${type} fits`);
  return found;
}

function sampleObject(
  sampler: Sampler,
  members: readonly ObjectPart[],
  pointer: JsonPointer,
  depth: number,
): unknown {
  const all = [...members];
  const object: [string, unknown][] = [];
  const names = new Set(members.flatMap(({ schema }) => namesOf(schema)));
  const present = [...names].filter((name) => isPresent(sampler, all, name, pointer, depth));
  // What depends on a present property applies too, and may require or describe more.
  for (const name of present) {
    const dependents = all.flatMap(({ schema, at }) => dependentParts(schema, at, name));
    for (const member of expand(sampler, dependents, pointer)) {
      all.push(member);
      for (const more of listOf(member.schema.required) as unknown as string[])
        if (!present.includes(more)) present.push(more);
    }
  }
  for (const name of present) {
    const parts = all.flatMap((member) => partsOf(member, name));
    if (parts.some(({ schema }) => isNeverPresent(schema))) continue;
    object.push([name, sample(sampler, parts, appendToken(pointer, name), depth + 1)]);
  }
  object.push(...furtherEntries(sampler, all, pointer, { depth, count: object.length }));
  return Object.fromEntries(object);
}

function isPresent(
  sampler: Sampler,
  members: readonly ObjectPart[],
  name: string,
  pointer: JsonPointer,
  depth: number,
): boolean {
  if (members.some(({ schema }) => (listOf(schema.required) as unknown as string[]).includes(name)))
    return true;
  const parts = members.flatMap((member) => partsOf(member, name));
  if (parts.some(({ schema }) => isNeverPresent(schema))) return false;
  const isLeftOut = depth > DEEP || sampler.optional >= MOST_OPTIONAL;
  const key = `${appendToken(pointer, name)} present`;
  const found = choose(sampler, key, isLeftOut ? 1 : 2, isLeftOut || sampler.sparse ? 1 : 0) === 0;
  if (found) sampler.optional += 1;
  return found;
}

/** Entries of maps and of patterns: one of each, and as many as minProperties asks for. */
function furtherEntries(
  sampler: Sampler,
  members: readonly ObjectPart[],
  pointer: JsonPointer,
  { depth, count }: { readonly depth: number; readonly count: number },
): [string, unknown][] {
  const least = Math.max(
    0,
    ...numbers(
      members.map(({ schema }) => schema),
      'minProperties',
    ),
  );
  const isMap = members.some(
    ({ schema }) => schema.additionalProperties !== undefined && schema.additionalProperties !== false,
  );
  const patterns = members.flatMap(({ schema }) =>
    isObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : [],
  );
  const keyParts = members.flatMap(({ schema, at }) =>
    schema.propertyNames === undefined
      ? []
      : [{ schema: schema.propertyNames as JsonSchema, at: `${at}/propertyNames` }],
  );
  const key = keyParts.length > 0 ? String(sample(sampler, keyParts, `${pointer} name`, depth)) : 'key';
  const wanted = depth > DEEP ? [] : [...patterns.map(textMatching), ...(isMap ? [key] : [])];
  const names = [...new Set(wanted.filter((name) => name !== undefined))];
  while (count + names.length < Math.min(least, 50)) names.push(`${key}${names.length}`);
  return names.flatMap((name) => {
    const parts = members.flatMap((member) => partsOf(member, name));
    if (parts.some(({ schema }) => isNeverPresent(schema))) return [];
    return [[name, sample(sampler, parts, appendToken(pointer, name), depth + 1)]];
  });
}

function sampleArray(
  sampler: Sampler,
  members: readonly ObjectPart[],
  pointer: JsonPointer,
  depth: number,
): unknown {
  const schemas = members.map(({ schema }) => schema);
  const least = Math.max(0, ...numbers(schemas, 'minItems'));
  const most = Math.min(Number.POSITIVE_INFINITY, ...numbers(schemas, 'maxItems'));
  const prefix = Math.max(0, ...schemas.map((schema) => listOf(schema.prefixItems).length));
  const usual = Math.max(least, depth > DEEP ? 0 : Math.max(1, prefix));
  const lengths = [...new Set([usual, least, least + 2])].filter(
    (length) => length >= least && length <= most && (depth <= DEEP || length === least),
  );
  const length = lengths[choose(sampler, `${pointer} length`, lengths.length)] ?? least;
  const items = Array.from({ length }, (_, index) => sampleItem(sampler, members, index, { pointer, depth }));
  return schemas.some((schema) => schema.uniqueItems === true) ? distinct(items, least) : items;
}

function sampleItem(
  sampler: Sampler,
  members: readonly ObjectPart[],
  index: number,
  { pointer, depth }: { readonly pointer: JsonPointer; readonly depth: number },
): unknown {
  return sample(
    sampler,
    members.flatMap((member) => itemParts(member, index)),
    `${pointer}/${index}`,
    depth + 1,
  );
}

/** Repeats are dropped, as far as the list may be shorter. */
function distinct(items: readonly unknown[], least: number): readonly unknown[] {
  const seen = new Map(items.map((item) => [JSON.stringify(item), item]));
  if (seen.size < least) throw new Unreachable('no items that are all different');
  return [...seen.values()];
}
