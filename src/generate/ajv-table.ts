import { isObject } from '../lib/objects.ts';
import type { JsonSchema } from '../model.ts';

type Row = readonly [unknown, unknown];

/** Branches that each fix the same two properties are the rows of a table. */
export function withTable(branches: readonly JsonSchema[]): readonly JsonSchema[] {
  const rows = branches.map(rowOf);
  const first = rows.find((row) => row !== undefined);
  const isRow = (index: number): boolean => rows[index]?.names.join() === first?.names.join();
  const table = rows
    .filter((row, index) => row !== undefined && isRow(index))
    .map((row) => row?.values as Row);
  const distinct = (column: 0 | 1): boolean => new Set(table.map((row) => row[column])).size === table.length;
  if (first === undefined || table.length < 4 || !distinct(0) || !distinct(1)) return branches;
  return [
    { 'x-table': { names: first.names, rows: table } },
    ...branches.filter((_, index) => !isRow(index)),
  ];
}

function rowOf(branch: JsonSchema): { readonly names: readonly string[]; readonly values: Row } | undefined {
  if (
    typeof branch === 'boolean' ||
    Object.keys(branch).join() !== 'properties' ||
    !isObject(branch.properties)
  )
    return undefined;
  const entries = Object.entries(branch.properties);
  const constants = entries.map(([, schema]) =>
    isObject(schema) && Object.keys(schema).join() === 'const' ? schema.const : undefined,
  );
  if (
    entries.length !== 2 ||
    constants.some((value) => typeof value !== 'string' && typeof value !== 'number')
  )
    return undefined;
  return { names: entries.map(([name]) => name), values: [constants[0], constants[1]] };
}
