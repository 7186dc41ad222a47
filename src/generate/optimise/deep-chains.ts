// Chains of references may be longer than the stack: their ends are compiled first, so that each function meets finished ones.
import type { Schemas } from '../standalone.ts';
import { REFERENCE } from './schema-facts.ts';

const MOST_NESTED = 100;

/** The keys that a schema refers to, directly or not, each behind all that it refers to; none where no chain is long. */
export function deepestFirst(schemas: Schemas, start: string, isMade: (key: string) => boolean): string[] {
  const order: string[] = [];
  const seen = new Set([start]);
  const path = [{ key: start, left: referencesOf(schemas, start) }];
  let deepest = 0;
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    deepest = Math.max(deepest, path.length);
    const next = step.left.next();
    if (next.done === true) {
      order.push(step.key);
      path.pop();
    } else if (!seen.has(next.value) && !isMade(next.value)) {
      seen.add(next.value);
      path.push({ key: next.value, left: referencesOf(schemas, next.value) });
    }
  }
  return deepest > MOST_NESTED ? order : [];
}

function referencesOf(schemas: Schemas, key: string): Iterator<string, undefined> {
  const text = JSON.stringify(schemas.get(key) ?? true);
  return Array.from(text.matchAll(REFERENCE), ([, target = '']) => target).values();
}
