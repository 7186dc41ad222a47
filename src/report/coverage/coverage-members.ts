// Everything that applies in place to the same value as a schema does.
import { appendToken, valueAt } from '../../lib/pointer.ts';
import type { ContractDetail, JsonPointer, JsonSchema } from '../../model.ts';
import { isObject } from '../../lib/objects.ts';
import { isSchemaObject, type SchemaObject } from '../../schema/words.ts';

export type Schemas = ContractDetail['schemas'];

/** A schema and where it stands. */
export type Standing = { readonly schema: unknown; readonly at: JsonPointer };

/** `always`: whatever the value is. */
export type Member = {
  readonly schema: SchemaObject;
  /** The names in it: to ask a schema for what it has not takes V8 longer than to look here. */
  readonly keywords: readonly string[];
  readonly at: JsonPointer;
  readonly always: boolean;
};

export function keywordOf({ schema, keywords }: Member, keyword: string): unknown {
  return keywords.includes(keyword) ? schema[keyword] : undefined;
}

/** Added to the others. */
export function membersOf(schemas: Schemas, { schema, at }: Standing, members: Member[] = []): Member[] {
  collect({ schemas, members, seen: new Set() }, schema, at, true);
  return members;
}

type Collect = { readonly schemas: Schemas; readonly members: Member[]; readonly seen: Set<JsonPointer> };

/** Loops and no copies: this runs in each start, before anything is optimised. */
function collect(collected: Collect, schema: unknown, at: JsonPointer, always: boolean): void {
  if (!isSchemaObject(schema as JsonSchema | undefined) || collected.seen.has(at)) return;
  collected.seen.add(at);
  const found = schema as SchemaObject;
  const keywords = Object.keys(found);
  collected.members.push({ schema: found, keywords, at, always });
  for (const keyword of IN_PLACE)
    if (keywords.includes(keyword)) collectFrom(collected, keyword, found[keyword], { at, always });
}

const IN_PLACE = [
  '$ref',
  'allOf',
  'oneOf',
  'anyOf',
  'then',
  'else',
  'dependentSchemas',
  'discriminator',
  'x-heirs',
];

function collectFrom(
  collected: Collect,
  keyword: string,
  value: unknown,
  { at, always }: { readonly at: JsonPointer; readonly always: boolean },
): void {
  const below = `${at}/${keyword}`;
  if (keyword === '$ref') {
    if (typeof value === 'string') collectRef(collected, value.slice(1), always);
  } else if (keyword === 'then' || keyword === 'else') collect(collected, value, below, false);
  else if (keyword === 'discriminator' || keyword === 'x-heirs') collectHeirs(collected, value);
  else if (Array.isArray(value)) collectList(collected, value, below, always && keyword === 'allOf');
  else if (keyword === 'dependentSchemas' && isObject(value))
    for (const [name, dependent] of Object.entries(value))
      collect(collected, dependent, appendToken(below, name), false);
}

function collectRef(collected: Collect, at: JsonPointer, always: boolean): void {
  collect(collected, valueAt(collected.schemas, at), at, always);
}

function collectList(collected: Collect, list: readonly unknown[], at: JsonPointer, always: boolean): void {
  for (const [index, schema] of list.entries()) collect(collected, schema, `${at}/${index}`, always);
}

function collectHeirs(collected: Collect, tag: unknown): void {
  if (!isObject(tag) || !isObject(tag.mapping)) return;
  for (const target of Object.values(tag.mapping))
    if (typeof target === 'string') collectRef(collected, target, false);
}
