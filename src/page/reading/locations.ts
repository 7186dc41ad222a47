// Where each row of a parameter table goes: into the path, the query, a header, a form, or which body.
import type { PageParameter } from '../../model.ts';
import type { ParameterLocation } from '../layout.ts';
import { placeKey, type Side } from '../places.ts';
import { placeholdersIn } from '../request-lines.ts';
import type { MethodAndPath } from './operation.ts';
import { type PageContext, refusal } from './page-context.ts';
import { type PlacedTable, sideOfTable } from './parts.ts';
import type { ParameterRow } from './tables.ts';

type Located = {
  readonly row: ParameterRow;
  readonly name: string;
  readonly location: PageParameter['in'];
};

export type Sorted = {
  readonly parameters: Located[];
  readonly headers: PlacedTable[];
  readonly bodies: Map<Side, PlacedTable[]>;
};

/** Parameters by location, and the tables of each body. */
export function sortTables(
  tables: readonly PlacedTable[],
  uri: MethodAndPath,
  success: string,
  page: PageContext,
): Sorted {
  const { parameters, headers, bodies }: Sorted = { parameters: [], headers: [], bodies: new Map() };
  const addBody = (side: Side, part: PlacedTable) => bodies.set(side, [...(bodies.get(side) ?? []), part]);
  const linked = new Set(tables.flatMap(({ table }) => table.rows.flatMap(({ links }) => links)));
  for (const placed of tables) {
    const { table, section, role } = placed;
    if (section === 'response') {
      if (role === 'header') headers.push(placed);
      else addBody(sideOfTable(placed, success), placed);
      continue;
    }
    const isNested = role === 'other' && table.anchors.some((anchor) => linked.has(anchor));
    const inBody: ParameterRow[] = [];
    for (const row of table.rows) {
      const argument = argumentIn(uri.path, row.name);
      const location = isNested ? 'body' : locationOf(row, placed, uri, page);
      if (argument !== undefined) parameters.push({ row, name: argument, location: 'path' });
      else if (location === 'body') inBody.push(row);
      else parameters.push({ row, name: row.name, location });
    }
    const isWhole = inBody.length === table.rows.length;
    if (inBody.length > 0)
      addBody('request', { ...placed, table: isWhole ? table : { ...table, rows: inBody } });
  }
  return { parameters, headers, bodies };
}

/** `/search(q='{text}')`: the row of `q` is about the placeholder. */
function argumentIn(path: string, name: string): string | undefined {
  return [...path.matchAll(/[(,]([\w.@-]+)='?\{([^{}]+)\}/g)].find(([, each]) => each === name)?.[2];
}

function locationOf(
  row: ParameterRow,
  { role, section, table }: PlacedTable,
  { method, path }: MethodAndPath,
  page: PageContext,
): ParameterLocation | 'body' {
  if (row.in !== undefined) return locationNamed(row, path, page);
  if (role !== 'plain' && role !== 'other') return role;
  const { layout } = page.lexicon;
  // RFC 9110 section 9.3.1: content in a GET request has no defined semantics, so these are of the query.
  const isOfUri =
    section === 'uri' ||
    layout.defaultLocation === 'query' ||
    (layout.queryMethods ?? ['GET', 'HEAD']).includes(method);
  const isInPath = path.includes(`{${row.name}}`);
  // One table has what goes into the path and what goes into the body.
  if (isInPath && layout.operations === 'headings') return 'path';
  if (isOfUri) return isInPath ? 'path' : 'query';
  return isInPath && table.rows.every(({ name }) => path.includes(`{${name}}`)) ? 'path' : 'body';
}

function locationNamed(row: ParameterRow, path: string, page: PageContext): ParameterLocation | 'body' {
  const location = page.lexicon.locationOf(row.in ?? '');
  if (location === 'uri') return path.includes(`{${row.name}}`) ? 'path' : 'query';
  if (location !== undefined) return location;
  const message = `"${row.in}" is no location of a parameter; known: path, query, header, form, body`;
  throw refusal(page, row.point, message, 'compare with the page as published');
}

/** Where the layout says so, a parameter for each placeholder of the path that has no row. */
export function impliedParameters(
  { path, point }: MethodAndPath,
  stated: readonly PageParameter[],
  page: PageContext,
): readonly PageParameter[] {
  if (page.lexicon.layout.pathParametersImplied !== true) return [];
  return placeholdersIn(path)
    .filter((name) => !stated.some((each) => each.in === 'path' && each.name === name))
    .map((name) => {
      page.places[placeKey.parameter('path', name)] = point;
      return { name, in: 'path', required: true, type: '' };
    });
}
