// Older pages name a nested table by its caption only ("members参数说明"), or by nothing but its order.
import { InputError } from '../../lib/input-error.ts';
import type { TableOf } from './fields.ts';
import type { ParameterRow, ParameterTable } from './parameter-table.ts';
import { innerType, jsonKind } from './types.ts';

/** Types whose value has parts that a table may describe. */
export function isContainer(type: string): boolean {
  return /object|map|array|list|dict|json|struct|字典|数组|列表|对象|结构|\[\]/i.test(type);
}

/**
 * Links first, captions next. What is left is taken in order where as many rows wait for a table as tables for a row;
 * otherwise no one could say which belongs to which.
 */
export function tablesByName(
  root: ParameterTable,
  tables: readonly ParameterTable[],
  linked: TableOf,
  file: string,
): TableOf {
  const found = new Map<ParameterRow, ParameterTable>();
  const rows = tables.flatMap((table) => table.rows);
  for (const row of rows) {
    const table =
      linked(row, '') ?? tables.find((candidate) => candidate !== root && isNamedAfter(candidate, row));
    if (table !== undefined) found.set(row, table);
  }
  const taken = new Set(found.values());
  const orphans = tables.filter((table) => table !== root && !taken.has(table));
  const waiting = rows.filter((row) => isContainer(row.type) && !found.has(row) && !holdsScalars(row.type));
  if (orphans.length > 0 && orphans.length !== waiting.length) throw ambiguous(orphans, waiting, file);
  for (const [index, table] of orphans.entries()) {
    const row = waiting[index];
    if (row !== undefined) found.set(row, table);
  }
  return (row) => found.get(row);
}

/** `Array of strings`, `Map<String,Integer>`: nothing below them has a table. */
function holdsScalars(type: string): boolean {
  const inner = innerType(type);
  return inner !== undefined && ['string', 'integer', 'number', 'boolean'].includes(jsonKind(inner) ?? '');
}

function isNamedAfter(table: ParameterTable, row: ParameterRow): boolean {
  if (!isContainer(row.type) && !/^string$/i.test(row.type)) return false;
  const name = row.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `(?:^|[\\s：:“"])${name}(?:[”"]?\\s*(?:字段|参数|数据|数组|对象|结构|属性|列表|的|详情|说明|取值)|[”"]?$| (?:field|parameter|object|structure|attribute)s?\\b)`,
    'i',
  ).test(table.caption);
}

function ambiguous(
  orphans: readonly ParameterTable[],
  waiting: readonly ParameterRow[],
  file: string,
): InputError {
  const [table] = orphans;
  const rows =
    waiting.length === 0
      ? 'no row'
      : `${waiting.length} rows (${waiting.map(({ name }) => name).join(', ')})`;
  return new InputError(
    `nothing tells which row the table "${table?.caption ?? ''}" belongs to: ${orphans.length} such tables, ${rows} without one`,
    {
      place: { file, ...(table?.point ?? { line: 1, column: 1 }) },
      fix: 'add the row name to the caption in a copy of the page, as in "members参数说明"',
    },
  );
}
