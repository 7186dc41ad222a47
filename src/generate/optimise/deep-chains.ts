// Chains of references may be longer than the stack: their ends are compiled first, so that each function meets finished ones.
import { depthFirst } from '../../lib/depth-first.ts';
import type { Schemas } from '../standalone.ts';
import { REFERENCE } from './schema-facts.ts';

const MOST_NESTED = 100;

/** The keys that a schema refers to, directly or not, each behind all that it refers to; none where no chain is long. */
export function deepestFirst(schemas: Schemas, start: string, isMade: (key: string) => boolean): string[] {
  const order: string[] = [];
  let deepest = 0;
  depthFirst(start, {
    seen: new Set<string>(),
    nextOf: (key) => referencesOf(schemas, key).filter((target) => !isMade(target)),
    finish: (key, depth) => {
      order.push(key);
      deepest = Math.max(deepest, depth);
    },
  });
  return deepest > MOST_NESTED ? order : [];
}

function referencesOf(schemas: Schemas, key: string): string[] {
  const text = JSON.stringify(schemas.get(key) ?? true);
  return Array.from(text.matchAll(REFERENCE), ([, target = '']) => target);
}
