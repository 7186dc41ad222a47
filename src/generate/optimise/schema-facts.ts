// What the code of a function depends on beyond its own keywords, for all schemas of the books.
import type { Schemas } from '../standalone.ts';

export type SchemaFacts = {
  /** Names that it spoke of count, for unevaluated properties or items of its own or of one that refers to it. */
  readonly isCounting: boolean;
  /** It speaks of a name such as `constructor`, which every object has: only own properties are there. */
  readonly ownProperties: boolean;
  /** A copy of its code costs no more than a call. */
  readonly isSmall: boolean;
};

const DEFINITION = '#/$defs/';

/** In the text of a schema; values of the contract are texts themselves there, with escaped quotes. */
export const REFERENCE: RegExp = /"\$ref":"#\/\$defs\/(\w+)"/g;

/** The key in a reference. */
export function keyIn(reference: unknown): string {
  return String(reference).slice(DEFINITION.length);
}

export function factsOf(schemas: Schemas): ReadonlyMap<string, SchemaFacts> {
  const facts = new Map<string, SchemaFacts>();
  for (const [key, schema] of schemas) facts.set(key, ownFacts(JSON.stringify(schema)));
  const counting = [...facts].filter(([, { isCounting }]) => isCounting).map(([key]) => key);
  const reached = new Set(counting);
  for (const key of reached) {
    const own = facts.get(key);
    if (own !== undefined) facts.set(key, { ...own, isCounting: true });
    for (const target of referencesIn(schemas.get(key))) reached.add(target);
  }
  return facts;
}

const INHERITED = Object.getOwnPropertyNames(Object.prototype).map((name) => JSON.stringify(name));
const SMALL = 200;

function ownFacts(text: string): SchemaFacts {
  const isCounting = text.includes('"unevaluatedProperties":') || text.includes('"unevaluatedItems":');
  const ownProperties = INHERITED.some((name) => text.includes(name));
  const isSimple = !isCounting && !ownProperties && !text.includes('"$ref":');
  return { isCounting, ownProperties, isSmall: isSimple && text.length <= SMALL };
}

function referencesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) =>
    keyword === '$ref' && typeof value === 'string' ? [keyIn(value)] : referencesIn(value),
  );
}
