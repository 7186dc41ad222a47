// anyOf whose branches each fix the same two properties is a table: looked up, not tried row by row. Built once per schema object.

import { isObject } from '../lib/objects.ts';
import { remember } from '../lib/remember.ts';
import type { JsonSchema } from '../model.ts';

type Table = {
  /** undefined: no branch is a pair. */
  readonly names: readonly [string, string] | undefined;
  readonly rows: ReadonlyMap<unknown, ReadonlySet<unknown>>;
};

/** True where a row holds the value's pair. Anything else says nothing: other branches may fit. */
export function isPairOf(branches: readonly JsonSchema[], value: unknown): boolean {
  if (!isObject(value)) return false;
  const { names, rows } = table(branches);
  if (names === undefined) return false;
  const [first, second] = names;
  if (!Object.hasOwn(value, first) || !Object.hasOwn(value, second)) return false;
  return rows.get(value[first])?.has(value[second]) === true;
}

const table = remember((branches: readonly JsonSchema[]): Table => {
  const rows = new Map<unknown, Set<unknown>>();
  let names: readonly [string, string] | undefined;
  for (const branch of branches) {
    const pair = pairOf(branch);
    if (pair === undefined) continue;
    names ??= pair.names;
    if (names.join() !== pair.names.join()) continue;
    const seconds = rows.get(pair.values[0]) ?? new Set();
    rows.set(pair.values[0], seconds.add(pair.values[1]));
  }
  return { names, rows };
});

type Pair = { readonly names: readonly [string, string]; readonly values: readonly [unknown, unknown] };

function pairOf(branch: JsonSchema): Pair | undefined {
  if (
    typeof branch === 'boolean' ||
    Object.keys(branch).join() !== 'properties' ||
    !isObject(branch.properties)
  )
    return undefined;
  const [first, second, ...more] = Object.entries(branch.properties).map(([name, schema]) => ({
    name,
    value: constantOf(schema),
  }));
  if (first?.value === undefined || second?.value === undefined || more.length > 0) return undefined;
  return { names: [first.name, second.name], values: [first.value, second.value] };
}

function constantOf(schema: unknown): string | number | undefined {
  if (!isObject(schema) || Object.keys(schema).join() !== 'const') return undefined;
  return typeof schema.const === 'string' || typeof schema.const === 'number' ? schema.const : undefined;
}
