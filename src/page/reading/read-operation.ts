// The sections of a page -> the facts of its one operation. Nothing is lost: every row of a parameter table, every sample
// and every status in a known section is used, or noted with its reason, or the page is refused.
import { isObject } from '../../lib/objects.ts';
import { listOf } from '../../lib/suggest.ts';
import type { PageFacts, PageParameter } from '../../model.ts';
import type { SectionKind } from '../layout.ts';
import { isJson } from '../page-samples.ts';
import type { Side } from '../places.ts';
import { bodyFields, nestedBySample, refuseUnused } from './bodies.ts';
import { readParameter } from './fields.ts';
import { impliedParameters, sortTables } from './locations.ts';
import { explorerOperation, listedStatuses, methodAndPath } from './operation.ts';
import { type PageContext, refusal, savePage } from './page-context.ts';
import { type PlacedSample, type PlacedTable, partsOf } from './parts.ts';
import { factsOfSamples, looksLikeJson, type Sample } from './samples.ts';
import { bySampleOnly, saysNoBody, statusesOf, successStatus, withoutTable } from './statuses.ts';
import { type ParameterRow, refuseRepeatedRows, tableKind } from './tables.ts';

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
  tellOutside(page);
  const parts = partsOf(page, uri.method);
  const listed = listedStatuses(page);
  const named =
    listed.length > 0 ? listed : [...parts.statuses.keys()].filter((status) => !parts.asides.has(status));
  const shown = parts.samples.filter(({ sample }) => !parts.asides.has(sample.side));
  const success = successStatus(named, parts.tables, shown);
  const samples = parts.samples.map((sample) => sideOfSample(sample, success, parts.tables));
  const tables = parts.tables.map((placed) => nestedBySample(placed, success, samples, parts.tables, page));
  for (const { table } of tables) refuseRepeatedRows(table, page);
  const used = new Set<ParameterRow>();
  const sorted = sortTables(tables, uri, success, page);
  const bodies = bodyFields(sorted.bodies, samples, used, page);
  const stated = sorted.parameters.map(({ row, name, location }) => {
    used.add(row);
    return readParameter(row, location, page, name);
  });
  const parameters = [...impliedParameters(uri, stated, page), ...stated];
  const responseHeaders = headersOf(sorted.headers, success, used, page);
  refuseUnused(tables, used, page);
  const { request: requestFields = [], ...responses } = bodies.fields;
  const statusCodes = statusesOf(listed, parts.statuses, Object.keys(responses), samples, page);
  const isNone = responses[success] === undefined && saysNoBody(page);
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
      ...withoutTable(statusCodes, listed.length > 0, isNone, { responses, samples }),
      ...bySampleOnly({ responses, samples }, page),
      ...factsOfSamples(samples, page.places),
    },
    responseHeaders,
    bodyNames: bodies.names,
  };
}

/** Notes tables and samples under headings that the layout does not know. */
function tellOutside({ sections, lexicon, note }: PageContext): void {
  for (const block of sections.outside) {
    const what =
      block.kind === 'table' && ['parameters', 'unknown'].includes(tableKind(block.grid, '', lexicon))
        ? `a table of ${listOf(block.grid.header)}`
        : block.kind === 'code' && looksLikeJson(block.node)
          ? 'a sample'
          : undefined;
    if (what !== undefined) note(block.point, `${what} is not read: the heading above it is not known`);
  }
}

/** Without a request line and any part of request or response there is no operation. */
function refuseMissing(page: PageContext): void {
  const { known, titlePoint } = page.sections;
  const isBody = (kind: SectionKind) => !['uri', 'statuses'].includes(kind);
  const missing = (kind: SectionKind) =>
    page.lexicon.layout.headings?.[kind]?.find((word) => !word.startsWith('^')) ?? kind;
  const { operations, requestDefault } = page.lexicon.layout;
  if (!known.has('uri') && operations === undefined && requestDefault === undefined)
    throw refusal(
      page,
      titlePoint,
      `no heading ${missing('uri').toUpperCase()}; it belongs to this layout`,
      savePage,
    );
  if (operations !== undefined) return;
  for (const kind of ['request', 'response'] as const)
    if (
      !known.has(kind) &&
      page.lexicon.layout.headings?.[kind] !== undefined &&
      [...known.keys()].some(isBody)
    )
      page.note(titlePoint, `no heading for the ${kind}, such as "${missing(kind)}"`);
}

/**
 * Where no status is stated, the label says whether a response succeeded, and the tables correct it: one table may describe
 * both outcomes, and an error may stand below a success without a label of its own.
 */
function sideOfSample(
  { side, sample }: PlacedSample,
  success: string,
  tables: readonly PlacedTable[],
): Sample {
  if (side === 'request' || !['success', 'failure'].includes(sample.side)) return sample;
  const keys = isObject(sample.value) && isJson(sample.value) ? Object.keys(sample.value) : [];
  const responses = tables.filter(({ section }) => section === 'response');
  const hasOwnTable = responses.some(
    ({ isFailure, status }) => isFailure || /^(?:[45]|def)/.test(status ?? ''),
  );
  const isNamed = (key: string) => responses.some(({ table }) => table.rows.some(({ name }) => name === key));
  const isFailure =
    sample.side === 'failure'
      ? hasOwnTable || keys.length === 0 || !keys.every(isNamed)
      : isErrorBody(sample.value) && !keys.some(isNamed);
  return { ...sample, side: isFailure ? 'default' : success };
}

/** `{error_code, error_msg}`, `{"badRequest": {code, message}}`. */
function isErrorBody(value: unknown): boolean {
  if (!isObject(value)) return false;
  const [[name, inside] = ['', undefined], ...more] = Object.entries(value);
  const isWrapped = more.length === 0 && isObject(inside);
  if (isWrapped && !/error|fault|bad_?request|not_?found|forbidden|unauthorized|conflict/i.test(name))
    return false;
  const keys = Object.keys(isWrapped ? inside : value);
  return keys.includes(isWrapped ? 'message' : 'error_code') || keys.includes('error_msg');
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
