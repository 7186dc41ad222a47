// A body's table and the tables that its rows link to -> fields by pointer.
import { InputError } from '../../lib/input-error.ts';
import { appendToken } from '../../lib/pointer.ts';
import type { JsonPointer, PageField } from '../../model.ts';
import { type PagePlace, placeKey, type Side } from '../places.ts';
import { readConstraints } from './constraints.ts';
import type { ParameterRow, ParameterTable } from './parameter-table.ts';
import { containerLevels } from './types.ts';

const depthLimit = 40;
const fieldLimit = 20_000;

export type TableOf = (row: ParameterRow, pointer: JsonPointer) => ParameterTable | undefined;

export type Expansion = {
  readonly side: Side;
  readonly file: string;
  readonly tableOf: TableOf;
  /** How many `*` a row's children need; the type column decides unless a dialect knows more. */
  readonly levelsOf?: (row: ParameterRow, pointer: JsonPointer) => number;
  readonly places: Record<string, PagePlace>;
};

export function expandFields(root: ParameterTable, expansion: Expansion): readonly PageField[] {
  const fields: PageField[] = [];
  expandTable(root, '', [], expansion, fields);
  return fields;
}

function expandTable(
  table: ParameterTable,
  base: JsonPointer,
  ancestors: readonly ParameterTable[],
  expansion: Expansion,
  fields: PageField[],
): void {
  for (const row of table.rows) {
    const { pointer, childBase } = pointersOf(row, base, expansion);
    fields.push(fieldOf(row, pointer, expansion));
    refuseTooMany(row, fields.length, ancestors.length, expansion.file);
    const child = expansion.tableOf(row, pointer);
    // A model that contains itself is written out once.
    if (child === undefined || child === table || ancestors.includes(child)) continue;
    expandTable(child, childBase, [...ancestors, table], expansion, fields);
  }
}

/** `{any key}` stands for each key of a map, `-` for the body itself. */
function pointersOf(
  row: ParameterRow,
  base: JsonPointer,
  expansion: Expansion,
): { pointer: JsonPointer; childBase: JsonPointer } {
  const isWhole = /^[-–—]+$/.test(row.name);
  const isAnyKey = /^\{.+\}$/.test(row.name);
  const pointer = isWhole ? `${base}/` : isAnyKey ? `${base}/*` : appendToken(base, row.name);
  const levels = expansion.levelsOf?.(row, pointer) ?? containerLevels(row.type);
  const own = isAnyKey && /^map\b/i.test(row.type) ? levels - 1 : levels;
  return { pointer, childBase: (isWhole ? base : pointer) + '/*'.repeat(own) };
}

function fieldOf(row: ParameterRow, pointer: JsonPointer, { side, places }: Expansion): PageField {
  const { facts, enumPoints } = readConstraints(row.description);
  const key = placeKey.field(side, pointer);
  places[key] ??= row.point;
  for (const [index, value] of (facts.enum ?? []).entries())
    places[placeKey.enumValue(key, value)] ??= enumPoints[index] ?? row.point;
  return { pointer, type: row.type, ...(row.required !== undefined && { required: row.required }), ...facts };
}

function refuseTooMany(row: ParameterRow, count: number, depth: number, file: string): void {
  if (count <= fieldLimit && depth <= depthLimit) return;
  const what =
    count > fieldLimit ? `more than ${fieldLimit} fields` : `tables linked more than ${depthLimit} deep`;
  throw new InputError(`the page has ${what}`, {
    place: { file, ...row.point },
    fix: 'look for a link that points to the wrong table',
  });
}

/** Tables by anchor; a link to a table that is not there is a page with a part missing. */
export function linkedTables(tables: readonly ParameterTable[], file: string): TableOf {
  const byAnchor = new Map(
    tables.flatMap((table) => table.anchors.map((anchor) => [anchor, table] as const)),
  );
  return (row) => {
    for (const link of row.links) {
      const table = byAnchor.get(link);
      if (table !== undefined) return table;
    }
    const [missing] = row.links;
    if (missing === undefined || !/object|map|array/i.test(row.type)) return undefined;
    throw new InputError(`"${row.name}" links to #${missing}, which this page does not have`, {
      place: { file, ...row.point },
      fix: 'save the whole page; a table is missing',
    });
  };
}

export function linkedFrom(tables: readonly ParameterTable[], tableOf: TableOf): ReadonlySet<ParameterTable> {
  return new Set(tables.flatMap((table) => table.rows.flatMap((row) => tableOf(row, '') ?? [])));
}
