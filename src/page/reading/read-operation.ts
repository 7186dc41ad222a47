// The sections of a page -> the facts of its one operation. Nothing is lost: every row of a parameter table, every sample
// and every status in a known section is used, or noted with its reason, or the page is refused.
import { listOf } from '../../lib/suggest.ts';
import type { PageFacts, PageField, PageParameter } from '../../model.ts';
import type { ParameterLocation, SectionKind } from '../layout.ts';
import { isJson } from '../page-samples.ts';
import { placeKey, type Side } from '../places.ts';
import { expandFields, readParameter } from './fields.ts';
import { type BodyTables, bodyName, joinTables } from './joins.ts';
import type { CaptionRole } from './lexicon.ts';
import { nestBySample } from './nesting-by-sample.ts';
import { explorerOperation, listedStatuses, type MethodAndPath, methodAndPath } from './operation.ts';
import { comparePage, type PageContext, refusal } from './page-context.ts';
import { type PlacedSample, type PlacedTable, partsOf } from './parts.ts';
import { factsOfSamples, type Sample } from './samples.ts';
import { type ParameterRow, type ParameterTable, refuseRepeatedRows, tableKind } from './tables.ts';
import type { Point } from './tree.ts';

export type OperationContent = {
  readonly facts: PageFacts;
  /** Header rows of each response: OpenAPI has them, PageFacts has not. */
  readonly responseHeaders: Readonly<Record<string, readonly PageParameter[]>>;
  /** The page's own name for a body, where it has one: by `request` or status. */
  readonly bodyNames: Readonly<Record<Side, string>>;
};

export function readOperation(page: PageContext): OperationContent {
  refuseMissing(page);
  page.places.title = page.sections.titlePoint;
  const uri = methodAndPath(page);
  page.places.path = uri.point;
  const explorer = explorerOperation(page.root);
  if (explorer?.point !== undefined) page.places.operation = explorer.point;
  for (const { grid, point } of page.sections.outside)
    if (['parameters', 'unknown'].includes(tableKind(grid, '', page.lexicon)))
      page.note(point, `a table of ${listOf(grid.header)} is not read: the heading above it is not known`);
  const parts = partsOf(page, uri.method);
  const listed = listedStatuses(page);
  const named = listed.length > 0 ? listed : [...parts.statuses.keys()];
  const success = successStatus(named, parts.tables, parts.samples);
  const samples = parts.samples.map((sample) => sideOfSample(sample, success));
  const tables = parts.tables.map((placed) => nestedBySample(placed, success, samples, page));
  for (const { table } of tables) refuseRepeatedRows(table, page);
  const used = new Set<ParameterRow>();
  const sorted = sortTables(tables, uri, success, page);
  const bodies = bodyFields(sorted.bodies, samples, used, page);
  const stated = sorted.parameters.map(({ row, location }) => {
    used.add(row);
    return readParameter(row, location, page);
  });
  const parameters = [...impliedParameters(uri, stated, page), ...stated];
  const responseHeaders = headersOf(sorted.headers, success, used, page);
  refuseUnused(tables, used, page);
  const { request: requestFields = [], ...responses } = bodies.fields;
  const statusCodes = statusesOf(listed, parts.statuses, Object.keys(responses), samples, page);
  const { layout } = page.lexicon;
  const name = layout.operationId === 'title' ? page.sections.title : explorer?.id;
  return {
    facts: {
      operationId: name ?? `${uri.method} ${uri.path}`,
      title: page.sections.title,
      method: uri.method,
      path: uri.path,
      ...(uri.others.length > 0 && { otherRequestLines: uri.others }),
      parameters,
      requestFields,
      responses,
      statusCodes,
      ...withoutTable(statusCodes, { listed, responses, samples, success, page }),
      ...bySampleOnly(responses, samples, page),
      ...factsOfSamples(samples, page.places),
    },
    responseHeaders,
    bodyNames: bodies.names,
  };
}

/** Without a request line and any part of request or response there is no operation. */
function refuseMissing(page: PageContext): void {
  const { known, titlePoint } = page.sections;
  const parts: readonly SectionKind[] = [
    'request',
    'response',
    'requestExamples',
    'responseExamples',
    'examples',
  ];
  const missing = (kind: SectionKind) =>
    page.lexicon.layout.headings?.[kind]?.find((word) => !word.startsWith('^')) ?? kind;
  const { operations, requestDefault } = page.lexicon.layout;
  if (!known.has('uri') && operations === undefined && requestDefault === undefined)
    throw refusal(
      page,
      titlePoint,
      `no heading ${missing('uri').toUpperCase()}; it belongs to this layout`,
      'save the whole page',
    );
  if (operations !== undefined) return;
  for (const kind of ['request', 'response'] as const)
    if (
      !known.has(kind) &&
      page.lexicon.layout.headings?.[kind] !== undefined &&
      parts.some((part) => known.has(part))
    )
      page.note(titlePoint, `no heading for the ${kind}, such as "${missing(kind)}"`);
}

/** The success that tables and samples without a status of their own belong to. */
function successStatus(
  listed: readonly string[],
  tables: readonly PlacedTable[],
  samples: readonly PlacedSample[],
): string {
  const isSuccess = (status: string | undefined) => status?.startsWith('2') === true;
  return (
    listed.find(isSuccess) ??
    tables.find(({ section, status }) => section === 'response' && isSuccess(status))?.status ??
    samples.find(({ side, sample }) => side !== 'request' && isSuccess(sample.side))?.sample.side ??
    '2XX'
  );
}

function sideOfSample({ side, sample }: PlacedSample, success: string): Sample {
  if (side === 'request') return sample;
  return sample.side === 'success'
    ? { ...sample, side: success }
    : sample.side === 'failure'
      ? { ...sample, side: 'default' }
      : sample;
}

/** A table of the body whose inner rows stand without a mark, by the samples of its side. */
function nestedBySample(
  placed: PlacedTable,
  success: string,
  samples: readonly Sample[],
  page: PageContext,
): PlacedTable {
  if (page.lexicon.layout.nestingBySample !== true || placed.section === 'uri') return placed;
  const side =
    placed.section === 'request' ? 'request' : (placed.status ?? (placed.isFailure ? 'default' : success));
  const values = samples.filter((sample) => sample.side === side && isJson(sample.value));
  return {
    ...placed,
    table: nestBySample(
      placed.table,
      values.map(({ value }) => value),
      page,
    ),
  };
}

/** What the layout leaves to the path itself: a parameter for each placeholder without a row. */
function impliedParameters(
  { path, point }: MethodAndPath,
  stated: readonly PageParameter[],
  page: PageContext,
): readonly PageParameter[] {
  if (page.lexicon.layout.pathParametersImplied !== true) return [];
  return [...path.matchAll(/\{([^{}]+)\}/g)]
    .map((found) => found[1] ?? '')
    .filter((name) => !stated.some((each) => each.in === 'path' && each.name === name))
    .map((name) => {
      page.places[placeKey.parameter('path', name)] = point;
      return { name, in: 'path', required: true, type: '' };
    });
}

type Sorted = {
  readonly parameters: readonly { readonly row: ParameterRow; readonly location: PageParameter['in'] }[];
  readonly headers: readonly PlacedTable[];
  readonly bodies: ReadonlyMap<Side, readonly PlacedTable[]>;
};

/** Parameters by location, and the tables of each body. */
function sortTables(
  tables: readonly PlacedTable[],
  uri: MethodAndPath,
  success: string,
  page: PageContext,
): Sorted {
  const parameters: { row: ParameterRow; location: PageParameter['in'] }[] = [];
  const headers: PlacedTable[] = [];
  const bodies = new Map<Side, PlacedTable[]>();
  const linked = new Set(tables.flatMap(({ table }) => table.rows.flatMap(({ links }) => links)));
  for (const placed of tables) {
    const { table, section, role } = placed;
    const addBody = (side: Side, part: PlacedTable) => bodies.set(side, [...(bodies.get(side) ?? []), part]);
    if (section === 'response') {
      if (role === 'header') headers.push(placed);
      else addBody(placed.status ?? (placed.isFailure ? 'default' : success), placed);
      continue;
    }
    const isNested = role === 'other' && table.anchors.some((anchor) => linked.has(anchor));
    const inBody: ParameterRow[] = [];
    for (const row of table.rows) {
      const location = isNested ? 'body' : locationOf(row, placed, uri, page);
      if (location === 'body') inBody.push(row);
      else parameters.push({ row, location });
    }
    if (inBody.length > 0)
      addBody('request', {
        ...placed,
        table: inBody.length === table.rows.length ? table : { ...table, rows: inBody },
      });
  }
  return { parameters, headers, bodies };
}

function locationOf(
  row: ParameterRow,
  { role, section, table }: PlacedTable,
  { method, path }: MethodAndPath,
  page: PageContext,
): ParameterLocation | 'body' {
  if (row.in !== undefined) return locationNamed(row, page);
  if (role === 'body' || role === 'header' || role === 'query' || role === 'path' || role === 'formData')
    return role;
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

function locationNamed(row: ParameterRow, page: PageContext): ParameterLocation | 'body' {
  const word = (row.in ?? '').toLowerCase();
  if (/path|路径|uri/.test(word)) return 'path';
  if (/query|查询/.test(word)) return 'query';
  if (/header|消息头/.test(word)) return 'header';
  if (/form|表单/.test(word)) return 'formData';
  if (/body|消息体/.test(word)) return 'body';
  throw refusal(
    page,
    row.point,
    `"${row.in}" is no location of a parameter; known: path, query, header, form, body`,
    'compare with the page as published',
  );
}

type Bodies = {
  readonly fields: Readonly<Record<Side, readonly PageField[]>>;
  readonly names: Readonly<Record<Side, string>>;
};

function bodyFields(
  groups: ReadonlyMap<Side, readonly PlacedTable[]>,
  samples: readonly Sample[],
  used: Set<ParameterRow>,
  page: PageContext,
): Bodies {
  const bodies = [...groups].map(([side, tables]): BodyTables => {
    const values = samples.filter((sample) => sample.side === side && isJson(sample.value));
    return {
      side,
      roots: rootsOf(side, tables, groups, page),
      tables: withInner(tables.map(({ table }) => table)),
      samples: values.map(({ value }) => value),
    };
  });
  const join = joinTables(bodies, page);
  const fields: Record<Side, readonly PageField[]> = {};
  const names: Record<Side, string> = {};
  for (const body of bodies) {
    const [root] = body.roots;
    if (root === undefined) continue;
    page.places[placeKey.body(body.side)] = root.point;
    fields[body.side] = expandFields(body.roots, {
      side: body.side,
      page,
      join,
      samples: body.samples,
      used,
    });
    const name = root.anchors.map(bodyName).find((each) => each !== undefined);
    if (name !== undefined) names[body.side] = name;
  }
  return { fields, names };
}

/** The tables whose captions say that they are the body, else the first one that no row leads to. */
function rootsOf(
  side: Side,
  tables: readonly PlacedTable[],
  groups: ReadonlyMap<Side, readonly PlacedTable[]>,
  page: PageContext,
): readonly PlacedTable['table'][] {
  const rows = [...groups.values()].flat().flatMap(({ table }) => table.rows.map((row) => ({ row, table })));
  const links = (own: PlacedTable['table']) =>
    new Set(rows.filter(({ table }) => table !== own).flatMap(({ row }) => row.links));
  const numbers = (own: PlacedTable['table']) =>
    new Set(rows.filter(({ table }) => table !== own).flatMap(({ row }) => row.tableNumbers));
  const isFree = ({ table }: PlacedTable) =>
    !table.anchors.some((anchor) => links(table).has(anchor)) &&
    (table.number === undefined || !numbers(table).has(table.number));
  const named = (role: CaptionRole) => tables.filter((each) => each.role === role && isFree(each));
  const bodies = named('body');
  const [first, second] = bodies;
  if (first !== undefined && second !== undefined && first.table.caption === second.table.caption)
    throw refusal(
      page,
      second.table.point,
      side === 'request' ? 'a second request body' : `a second response body under status ${side}`,
      'save the whole page; a line was lost',
    );
  if (bodies.length > 0) return alternatives(bodies, page);
  const plain = named('plain');
  const [root] = plain.length > 0 ? plain : tables.filter(isFree);
  const chosen = root ?? tables[0];
  if (chosen === undefined) return [];
  // "Request parameters when …", several times: each is a form of the body.
  const alike =
    plain.length > 0 ? [] : tables.filter((each) => isFree(each) && isBodyLabel(each.table.caption, side));
  return alike.length > 1 && alike.includes(chosen) ? alternatives(alike, page) : [chosen.table];
}

function isBodyLabel(caption: string, side: Side): boolean {
  return (
    side === 'request' ? /请求参数|request parameters/i : /响应参数|返回参数|response parameters/i
  ).test(caption);
}

function alternatives(tables: readonly PlacedTable[], page: PageContext): readonly PlacedTable['table'][] {
  for (const { table } of tables.slice(1))
    page.note(table.point, `the table "${table.caption}" is read as another form of the body`);
  return tables.map(({ table }) => table);
}

function headersOf(
  tables: readonly PlacedTable[],
  success: string,
  used: Set<ParameterRow>,
  page: PageContext,
): Readonly<Record<string, readonly PageParameter[]>> {
  const headers: Record<string, readonly PageParameter[]> = {};
  for (const { table, status = success } of tables)
    headers[status] = [
      ...(headers[status] ?? []),
      ...table.rows.map((row) => {
        used.add(row);
        return readParameter(row, 'header', { ...page, places: {} });
      }),
    ];
  return headers;
}

/**
 * The list that the page gives, else the statuses of tables, samples and lines. A status that a line names and the list
 * lacks is noted, unless a table or sample stands under it: then a rule may say so.
 */
function statusesOf(
  listed: readonly string[],
  named: ReadonlyMap<string, Point>,
  bodies: readonly string[],
  samples: readonly Sample[],
  page: PageContext,
): readonly string[] {
  const shown = [...bodies, ...samples.map(({ side }) => side)];
  const others = [...new Set([...shown, ...named.keys()])].filter((side) => side !== 'request');
  for (const [status, point] of named)
    if (listed.length > 0 && !listed.includes(status) && !shown.includes(status))
      page.note(point, `status ${status} is named here, and not in the list of statuses`);
  const section = page.sections.known.get('statuses');
  if (listed.length === 0) {
    // Where no page of the vendor has one, there is nothing to tell.
    if (page.lexicon.layout.headings?.statuses !== undefined)
      page.note(
        section?.point ?? page.sections.titlePoint,
        'no list of statuses on this page; those of its tables and samples count',
      );
    for (const status of others) {
      const place =
        page.places[placeKey.body(status)] ?? page.places[placeKey.sample(status, 0)] ?? named.get(status);
      if (place !== undefined) page.places[placeKey.status(status)] = place;
    }
    return others.filter((status) => status !== 'default').sort();
  }
  return listed;
}

/** Statuses that a sentence names and no list, and successes where the page says that there is no body. */
function withoutTable(
  statuses: readonly string[],
  read: {
    readonly listed: readonly string[];
    readonly responses: Readonly<Record<Side, readonly PageField[]>>;
    readonly samples: readonly Sample[];
    readonly success: string;
    readonly page: PageContext;
  },
): Pick<PageFacts, 'statusesWithoutTable'> {
  const { listed, responses, samples, success, page } = read;
  const isNone = saysNoBody(page, responses, success);
  const only = statuses.filter(
    (status) =>
      (isNone && status.startsWith('2')) ||
      (listed.length === 0 &&
        responses[status] === undefined &&
        !samples.some(({ side }) => side === status)),
  );
  return only.length === 0 ? {} : { statusesWithoutTable: only };
}

/** Where the vendor's responses mostly have no table, one without is noted only. */
function bySampleOnly(
  responses: Readonly<Record<Side, readonly PageField[]>>,
  samples: readonly Sample[],
  page: PageContext,
): Pick<PageFacts, 'responsesBySample'> {
  if (page.lexicon.layout.responsesBySample !== true) return {};
  const shown = samples.find(({ side }) => side !== 'request' && responses[side] === undefined);
  if (shown === undefined) return {};
  page.note(
    shown.point,
    `the body of ${shown.side} is shown by a sample alone; nothing documents its properties`,
  );
  return { responsesBySample: true };
}

/** With the tables inside rows, at every level. */
function withInner(tables: readonly ParameterTable[]): readonly ParameterTable[] {
  const all: ParameterTable[] = [];
  const stack = tables.toReversed();
  for (let table = stack.pop(); table !== undefined; table = stack.pop()) {
    all.push(table);
    stack.push(...table.rows.flatMap(({ inner }) => inner).toReversed());
  }
  return all;
}

/** `Response: none` */
function saysNoBody(
  { sections, lexicon }: PageContext,
  responses: Readonly<Record<Side, readonly PageField[]>>,
  success: string,
): boolean {
  const blocks = sections.known.get('response')?.blocks ?? [];
  return (
    responses[success] === undefined &&
    blocks.some((block) => block.kind === 'paragraph' && lexicon.isNone(block.text))
  );
}

/** The invariant: what is read of a parameter table is a fact. */
function refuseUnused(
  tables: readonly PlacedTable[],
  used: ReadonlySet<ParameterRow>,
  page: PageContext,
): void {
  for (const table of withInner(tables.map((placed) => placed.table)))
    for (const row of table.rows)
      if (!used.has(row))
        throw refusal(
          page,
          row.point,
          `nothing tells what the row "${row.name}" of the table "${table.caption}" belongs to`,
          comparePage,
        );
}
