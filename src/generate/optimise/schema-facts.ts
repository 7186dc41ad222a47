// What the code of a function depends on beyond its own keywords, and what it refers to.
import { depthFirst } from '../../lib/depth-first.ts';
import type { JsonSchema } from '../../model.ts';
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

export type Facts = {
  readonly get: (key: string) => SchemaFacts | undefined;
  /** Takes further schemas; answers those known ones for which something else holds now. */
  readonly add: (more: Schemas) => readonly string[];
};

export function schemaFacts(): Facts {
  const facts = new Map<string, SchemaFacts>();
  const references = new Map<string, readonly string[]>();
  return {
    get: (key) => facts.get(key),
    add: (more) => {
      for (const [key, schema] of more) {
        facts.set(key, ownFacts(JSON.stringify(schema)));
        references.set(key, referencesOf(schema));
      }
      const changed: string[] = [];
      const reached = new Set([...more.keys()].filter((key) => facts.get(key)?.isCounting));
      for (const key of reached) {
        const own = facts.get(key);
        if (own?.isCounting === false) {
          facts.set(key, { ...own, isCounting: true });
          if (!more.has(key)) changed.push(key);
        } else if (!more.has(key)) continue;
        for (const target of references.get(key) ?? []) reached.add(target);
      }
      return changed;
    },
  };
}

const INHERITED = Object.getOwnPropertyNames(Object.prototype).map((name) => JSON.stringify(name));
const SMALL = 200;

function ownFacts(text: string): SchemaFacts {
  const isCounting = text.includes('"unevaluatedProperties":') || text.includes('"unevaluatedItems":');
  const ownProperties = INHERITED.some((name) => text.includes(name));
  const isSimple = !isCounting && !ownProperties && !text.includes('"$ref":');
  return { isCounting, ownProperties, isSmall: isSimple && text.length <= SMALL };
}

const MOST_NESTED = 100;

/**
 * Chains of references may be longer than the stack: their ends are compiled first, so that each function meets finished ones. The keys that a
 * schema refers to, directly or not, each behind all that it refers to; none where no chain is long.
 */
export function deepestFirst(schemas: Schemas, start: string, isMade: (key: string) => boolean): string[] {
  const order: string[] = [];
  let deepest = 0;
  depthFirst(start, {
    seen: new Set<string>(),
    nextOf: (key) => referencesOf(schemas.get(key)).filter((target) => !isMade(target)),
    finish: (key, depth) => {
      order.push(key);
      deepest = Math.max(deepest, depth);
    },
  });
  return deepest > MOST_NESTED ? order : [];
}

function referencesOf(schema: JsonSchema = true): string[] {
  return Array.from(JSON.stringify(schema).matchAll(REFERENCE), ([, target = '']) => target);
}
