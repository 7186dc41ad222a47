// A grid whose header names parameters -> rows with a name, a type and a description.
import { InputError } from '../../lib/input-error.ts';
import { listOf } from '../../lib/suggest.ts';
import type { Grid, GridRow } from './grid.ts';
import { type Node, type Point, textOf, walk } from './tree.ts';
import { type ColumnRole, columnWords, normal, requiredWords } from './words.ts';

export type ParameterRow = {
  readonly name: string;
  readonly type: string;
  /** undefined where the table has no such column. */
  readonly required: boolean | undefined;
  readonly in: string | undefined;
  readonly description: Node | undefined;
  /** Anchors on this page that the type cell, else the description, points to. */
  readonly links: readonly string[];
  readonly point: Point;
};

export type ParameterTable = {
  readonly caption: string;
  readonly anchors: readonly string[];
  readonly rows: readonly ParameterRow[];
  readonly point: Point;
};

const roles = new Map(
  Object.entries(columnWords).flatMap(([role, words]) => words.map((word) => [word, role as ColumnRole])),
);

export function isParameterTable(grid: Grid): boolean {
  const found = grid.header.map((text) => roles.get(normal(text)));
  return found.includes('name') && found.includes('type');
}

export function readParameterTable(grid: Grid, caption: string, file: string): ParameterTable {
  const columns = new Map<ColumnRole, number>();
  for (const [index, text] of grid.header.entries()) {
    const role = roles.get(normal(text));
    if (role !== undefined && !columns.has(role)) columns.set(role, index);
  }
  const rows = grid.rows.filter((row) => row.cells.some((cell) => textOf(cell) !== ''));
  return {
    caption,
    anchors: grid.anchors,
    point: grid.point,
    rows: rows.map((row) => readRow(row, columns, grid, file)),
  };
}

function readRow(
  row: GridRow,
  columns: ReadonlyMap<ColumnRole, number>,
  grid: Grid,
  file: string,
): ParameterRow {
  const place = { file, ...row.point };
  if (row.cells.length !== grid.header.length)
    throw new InputError(
      `this row has ${row.cells.length} cells, its table ${grid.header.length} columns: ${listOf(grid.header)}`,
      { place, fix: 'compare with the page as published; a cell was lost' },
    );
  const cell = (role: ColumnRole): Node | undefined => row.cells[columns.get(role) ?? -1];
  const [name, type, required, location] = (['name', 'type', 'required', 'in'] as const).map((role) => {
    const node = cell(role);
    return node === undefined ? undefined : textOf(node);
  });
  if (!name || !type)
    throw new InputError(`this row has no ${name ? `type for "${name}"` : 'name'}`, {
      place,
      fix: 'compare with the page as published; a cell was lost',
    });
  const links = localLinks(cell('type'));
  return {
    name,
    type,
    required: required === undefined ? undefined : requiredWords.includes(normal(required)),
    in: location,
    description: cell('description'),
    links: links.length > 0 ? links : localLinks(cell('description')),
    point: row.point,
  };
}

function localLinks(cell: Node | undefined): string[] {
  if (cell === undefined) return [];
  return [...walk(cell)].flatMap((node) => {
    const href = node.properties?.href;
    return node.tagName === 'a' && typeof href === 'string' && href.startsWith('#')
      ? [decoded(href.slice(1))]
      : [];
  });
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** Two tables that lost what stood between them look like one in which rows come twice. */
export function refuseRepeatedRows({ rows }: ParameterTable, file: string): void {
  const seen = new Map<string, ParameterRow>();
  for (const row of rows) {
    const first = seen.get(row.name);
    if (first !== undefined)
      throw new InputError(
        `the row "${row.name}" stands here a second time, first on line ${first.point.line}`,
        {
          place: { file, ...row.point },
          fix: 'compare with the page as published; the end of a table may be lost',
        },
      );
    seen.set(row.name, row);
  }
}
