// A table of bodies and what the strict reading says of each, through the generated validator and through the explainer, which the helper
// holds against each other. All rows of a file share one compiled contract.
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonSchema } from '../../src/model.ts';
import { bodyContract, type Compiled, compiled, issuesOf, json } from '../verdict/compiled.ts';

export type Row = readonly [name: string, schema: JsonSchema, body: unknown, issues: readonly string[]];

export const text = { type: 'string' } as const;
export const count = { type: 'integer' } as const;

export function object(
  properties: Record<string, JsonSchema>,
  more: Record<string, unknown> = {},
): JsonSchema {
  return { type: 'object', properties, ...more };
}

export function ref(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

export function testRows(tables: Record<string, readonly Row[]>, schemas: Record<string, JsonSchema>): void {
  const rows = Object.entries(tables).flatMap(([group, list]) => list.map((row) => ({ group, row })));
  let contract: Compiled;

  beforeAll(async () => {
    const base = bodyContract(true, schemas) as { paths: Record<string, unknown> };
    const paths = Object.fromEntries(
      rows.map(({ row: [, schema] }, index) => [
        `/${index}`,
        (bodyContract(schema) as typeof base).paths['/'],
      ]),
    );
    for (const [path, item] of Object.entries(paths))
      (item as { get: { operationId: string } }).get.operationId = path;
    contract = await compiled({ ...base, paths });
  });

  describe.each(Object.keys(tables))('%s', (group) => {
    const indexed = rows
      .map((entry, index) => ({ ...entry, index }))
      .filter((entry) => entry.group === group);
    test.each(indexed.map(({ row, index }) => [row[0], row, index] as const))(
      '%s',
      (_, [, , body, issues], index) => {
        expect(issuesOf(contract, { url: `/${index}`, body: json(body) }).sort()).toEqual([...issues].sort());
      },
    );
  });
}
