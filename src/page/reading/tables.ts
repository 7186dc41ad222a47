// A grid whose header names parameters -> rows with a name, a type and a description.
import { attempt } from '../../lib/attempt.ts';
import { listOf } from '../../lib/suggest.ts';
import type { ColumnRole } from '../layout.ts';
import type { Caption, Lexicon } from './lexicon.ts';
import { type Grid, type GridRow, readGrid, textsIn } from './outline.ts';
import { lostCell, type PageContext, refusal } from './page-context.ts';
import { type Node, type Point, plainText, rawText, textOf, walk } from './tree.ts';
import { jsonKind } from './types.ts';

export type ParameterRow = {
  readonly name: string;
  /** '' where the table does not say. */
  readonly type: string;
  /** undefined where the table does not say. */
  readonly required: boolean | undefined;
  readonly in: string | undefined;
  readonly description: Node | undefined;
  /** The cell of a column of defaults. */
  readonly defaultValue: Node | undefined;
  /** Anchors on this page that the type cell points to, else the description. */
  readonly links: readonly string[];
  /** Anchors of other pages that it points to: a copied table keeps its anchor. */
  readonly linksElsewhere: readonly string[];
  /** Numbers and captions of tables that the type or the description names: `see table 4`. */
  readonly tableNames: readonly string[];
  /** Tables inside the description. */
  readonly inner: readonly ParameterTable[];
  /** Levels of indent before the name. */
  readonly depth: number;
  readonly point: Point;
};

export type ParameterTable = {
  readonly caption: string;
  readonly number?: string | undefined;
  readonly anchors: readonly string[];
  readonly rows: readonly ParameterRow[];
  readonly point: Point;
};

type Columns = ReadonlyMap<ColumnRole, number>;

/** What a table is, by its header alone. `unknown` has only some columns of a parameter table. */
export function tableKind(
  grid: Grid,
  caption: string,
  lexicon: Lexicon,
): 'parameters' | 'statuses' | 'operation' | 'unknown' | 'other' {
  const roles = new Set(rolesOf(grid, lexicon));
  const has = (role: ColumnRole) => roles.has(role);
  if (has('name') && (has('type') || has('required') || has('optional') || has('in'))) return 'parameters';
  if (has('method') || (has('uri') && !has('name'))) return 'operation';
  if (has('status')) return 'statuses';
  if (statesTypes(grid, lexicon)) return 'unknown';
  if (!has('name') || !has('description')) return 'other';
  // "Name" and "description" may be a list of values or of error codes too.
  return namesParameters(grid, lexicon) ||
    lexicon.roleOf(caption) !== 'other' ||
    /参数|字段|parameter|field/i.test(caption)
    ? 'parameters'
    : 'other';
}

/** What each column holds. Where two columns are descriptions and none is the name, the first is the name (`Parameter description`). */
function rolesOf({ header }: Grid, lexicon: Lexicon): readonly (ColumnRole | undefined)[] {
  const roles = header.map(lexicon.columnOf);
  const isName = roles[0] === 'description' && roles.includes('description', 1) && !roles.includes('name');
  return isName ? ['name', ...roles.slice(1)] : roles;
}

/** Whether a column of types or required marks really has some: "type" may also head a list of values. */
function statesTypes(grid: Grid, lexicon: Lexicon): boolean {
  return grid.header.some((header, index) => {
    const role = lexicon.columnOf(header);
    const cells = textsIn(grid.rows, index);
    if (role === 'type') return cells.some((text) => jsonKind(text) !== undefined);
    return role === 'required' && cells.some((text) => lexicon.isRequired(text) !== undefined);
  });
}

function namesParameters(grid: Grid, lexicon: Lexicon): boolean {
  const header = grid.header.find((text) => lexicon.columnOf(text) === 'name') ?? '';
  return /参数|字段|parameter|field/i.test(header);
}

export function readParameterTable(
  grid: Grid,
  { title, number }: Caption,
  page: PageContext,
): ParameterTable {
  const columns = columnsOf(grid, page);
  const filled = grid.rows.filter((row) => row.cells.some((cell) => textOf(cell) !== ''));
  const read = filled.filter((row) => !isBanner(row, page));
  const which = title === '' ? 'this table' : `the table "${title}"`;
  if (!columns.has('type')) page.note(grid.point, `${which} has no column of types; they are not compared`);
  refuseUnknownWords(read, columns.get('required'), grid, page);
  const { anchors, point } = grid;
  const rows = nested(read.map((row) => readRow(row, columns, grid, page)));
  return { caption: title, number, anchors, point, rows };
}

/** Indented rows become a table inside the row above them. */
function nested(rows: readonly ParameterRow[]): readonly ParameterRow[] {
  const top = Math.min(...rows.map(({ depth }) => depth));
  const starts = rows.flatMap(({ depth }, index) => (depth === top ? [index] : []));
  return starts.flatMap((start, nth) => {
    const row = rows[start];
    if (row === undefined) return [];
    const below = rows.slice(start + 1, starts[nth + 1]);
    return [below.length === 0 ? row : withInside(row, nested(below))];
  });
}

/** The row, with a table of its own for what is inside it. */
export function withInside(row: ParameterRow, rows: readonly ParameterRow[]): ParameterRow {
  const point = rows[0]?.point ?? row.point;
  return { ...row, inner: [{ caption: row.name, anchors: [], rows, point }, ...row.inner] };
}

function columnsOf(grid: Grid, page: PageContext): Columns {
  const columns = new Map<ColumnRole, number>();
  for (const [index, role] of rolesOf(grid, page.lexicon).entries()) {
    if (role === 'other') continue;
    if (role !== undefined && !columns.has(role)) columns.set(role, index);
    else if (grid.header.indexOf(grid.header[index] ?? '') === index) refuseUnknownColumn(index, grid, page);
  }
  return columns;
}

/** An unknown column may be the type or the required column under another word. */
function refuseUnknownColumn(index: number, grid: Grid, page: PageContext): void {
  const header = grid.header[index] ?? '';
  const filled = textsIn(grid.rows, index).filter((text) => text !== '');
  const looksLikeTypes = filled.every((text) => jsonKind(text) !== undefined);
  const looksRequired = filled.every((text) => page.lexicon.isRequired(text) !== undefined);
  if (filled.length > 0 && (looksLikeTypes || looksRequired))
    throw unknownTable(grid, page, `: the column "${header}" is not known, and may hold what is compared`);
  page.note(grid.point, `the column "${header}" is not read`);
}

export function unknownTable({ point, header }: Grid, page: PageContext, why = ''): Error {
  const message = `this table is not read${why}; looked for columns for name and type, found: ${listOf(header)}`;
  const fix = 'compare with the page as published, or name the column in a layout of your own';
  return refusal(page, point, message, fix);
}

/** One cell over the whole width: a heading inside the table. */
function isBanner(row: GridRow, page: PageContext): boolean {
  const [first] = row.cells;
  if (first === undefined || row.cells.length < 2 || row.cells.some((cell) => cell !== first)) return false;
  page.note(row.point, `a row over all columns is not read: "${textOf(first).slice(0, 40)}"`);
  return true;
}

function refuseUnknownWords(
  rows: readonly GridRow[],
  column: number | undefined,
  grid: Grid,
  page: PageContext,
): void {
  if (column === undefined) return;
  const { isNone, isRequired, isConditional, mentionsRequired } = page.lexicon;
  const words = textsIn(rows, column).filter((text) => text !== '' && !isNone(text));
  const isKnown = (word: string) =>
    isRequired(word) !== undefined || isConditional(word) || mentionsRequired(word);
  if (words.length < 2 || words.some(isKnown)) return;
  const message = `no word of the column "${grid.header[column]}" is known: ${listOf([...new Set(words)])}`;
  throw refusal(page, grid.point, message, 'name the words in a layout of your own');
}

function readRow(row: GridRow, columns: Columns, grid: Grid, page: PageContext): ParameterRow {
  if (row.cells.length !== grid.header.length)
    throw refusal(
      page,
      row.point,
      `this row has ${row.cells.length} cells, its table ${grid.header.length} columns: ${listOf(grid.header)}`,
      lostCell,
    );
  const cell = (role: ColumnRole): Node | undefined => row.cells[columns.get(role) ?? -1];
  const text = (role: ColumnRole): string | undefined => {
    const node = cell(role);
    return node && textOf(node);
  };
  const { layout, nameIn } = page.lexicon;
  const suffix = layout.optionalSuffix ?? '';
  const nameCell = cell('name');
  const { name: stated, depth } = nameIn(nameCell === undefined ? '' : rawText(nameCell));
  const type = text('type')?.replace(/(?<=\w)\s*[*†‡]+$/, '');
  const hasSuffix = suffix !== '' && stated.endsWith(suffix);
  const name = hasSuffix ? stated.slice(0, -suffix.length).trim() : stated;
  // A cell that is missing at the end of a Markdown row has no position; a cell that lost its text has one.
  const isCut = cell('type')?.position === undefined || layout.nestingBySample === true;
  const missing = name === '' ? 'name' : type === '' && !isCut ? `type for "${name}"` : undefined;
  if (missing !== undefined) throw refusal(page, row.point, `this row has no ${missing}`, lostCell);
  if (type === '') page.note(row.point, `the type of "${name}" is not stated`);
  const isOfSeveral = isShared(cell('required')) && isShared(cell('description'));
  if (isOfSeveral)
    page.note(row.point, `whether "${name}" is required is not known: it shares its mark with another row`);
  const links = linksIn(cell('type'));
  const inDescription = linksIn(cell('description'));
  return {
    name,
    type: mapIn(type ?? '', text('description') ?? ''),
    required: isOfSeveral ? undefined : requiredOf(name, hasSuffix, text, row, page),
    in: text('in') ?? locationIn(text('required') ?? '', page),
    description: cell('description'),
    defaultValue: cell('default'),
    links: links.here.length > 0 ? links.here : inDescription.here,
    linksElsewhere: [...links.elsewhere, ...inDescription.elsewhere],
    tableNames: tableNamesIn([cell('type'), cell('description')]),
    inner: innerTables(cell('description'), name, page),
    depth,
    point: row.point,
  };
}

function tableNamesIn(cells: readonly (Node | undefined)[]): readonly string[] {
  const numbers = /(?:表|\btable)\s*(\d+(?:-\d+)*)/giu;
  const captions = /(?:表|\btable)\s*(?:\d+(?:-\d+)*)?\s([^\s，。；,;][^，。；,;]*)/giu;
  return cells
    .filter((cell) => cell !== undefined)
    .flatMap((cell) => [...ownText(cell).matchAll(numbers), ...textOf(cell).matchAll(captions)])
    .map((found) => (found[1] ?? '').replace(/(?:所示)?\s*$/, ''));
}

/** `No (query parameter)` in the required column. */
function locationIn(required: string, { lexicon }: PageContext): string | undefined {
  const remark = /[（(]([^（）()]+)[)）]$/.exec(required)?.[1];
  return remark !== undefined && ['path', 'query', 'header'].includes(lexicon.roleOf(remark))
    ? remark
    : undefined;
}

/** A type column that says only "Object" beside a description that names the map: `a Map<String, Object>`. */
function mapIn(type: string, description: string): string {
  if (!/^(?:object|map|dict)$/i.test(type)) return type;
  return /\bmap\s*<\s*\w+\s*,[\w\s]+(?:<[\w\s,]+>\s*)?>/i.exec(description)?.[0] ?? type;
}

/** One required mark and one description for several rows: `Either of the two must be sent`. */
function isShared(cell: Node | undefined): boolean {
  return Number(cell?.properties?.rowSpan ?? 1) > 1;
}

/** By its column, or else by the description or the end of the name. */
function requiredOf(
  name: string,
  hasSuffix: boolean,
  textIn: (role: ColumnRole) => string | undefined,
  row: GridRow,
  page: PageContext,
): boolean | undefined {
  const text = textIn('required') ?? textIn('optional');
  if (text === undefined) {
    const said = page.lexicon.isRequiredByText(textIn('description') ?? '');
    return said ?? (page.lexicon.layout.optionalSuffix === undefined ? undefined : !hasSuffix);
  }
  const isYes = page.lexicon.isRequired(text);
  const why = text === '' ? 'stated' : `known: "${text.slice(0, 60)}"`;
  if (isYes === undefined && !page.lexicon.isConditional(text))
    page.note(row.point, `whether "${name}" is required is not ${why}`);
  return isYes === undefined || textIn('required') !== undefined ? isYes : !isYes;
}

function innerTables(cell: Node | undefined, name: string, page: PageContext): readonly ParameterTable[] {
  if (cell === undefined) return [];
  const isTable = (node: Node) => node.tagName === 'table';
  return [...walk(cell, isTable)].filter(isTable).flatMap((node) => {
    const grid = readGrid(node, []);
    const kind = tableKind(grid, '', page.lexicon);
    if (kind === 'unknown') throw unknownTable(grid, page);
    if (kind === 'parameters') return [readParameterTable(grid, { title: name }, page)];
    page.note(grid.point, `a table inside the description of "${name}" is not read`);
    return [];
  });
}

function linksIn(cell: Node | undefined): Record<'here' | 'elsewhere', string[]> {
  const links: Record<'here' | 'elsewhere', string[]> = { here: [], elsewhere: [] };
  for (const node of cell === undefined ? [] : walk(cell)) {
    const [page, fragment] = hrefOf(node)?.split('#') ?? [];
    if (!fragment) continue;
    links[page === '' ? 'here' : 'elsewhere'].push(attempt(() => decodeURIComponent(fragment)) ?? fragment);
  }
  return links;
}

function hrefOf({ tagName, properties }: Node): string | undefined {
  return tagName === 'a' && typeof properties?.href === 'string' ? properties.href : undefined;
}

/** Without the text of links to other pages, whose table numbers are not this page's. */
function ownText(cell: Node): string {
  return plainText(rawText(cell, (node) => hrefOf(node)?.startsWith('#') === false));
}

/** Where the text between two tables is lost, they look like one table with repeated rows. */
export function refuseRepeatedRows({ rows }: ParameterTable, page: PageContext): void {
  const seen = new Map<string, ParameterRow>();
  for (const row of rows) {
    const key = `${row.in ?? ''} ${row.name}`;
    const first = seen.get(key);
    if (first !== undefined) {
      const message = `the row "${row.name}" stands here a second time, first on line ${first.point.line}`;
      throw refusal(
        page,
        row.point,
        message,
        'compare with the page as published; the end of a table may be lost',
      );
    }
    seen.set(key, row);
  }
}
