// Huawei Cloud's pages of the V2 generation: a section for each part, bodies by status, models linked by anchors.
import { InputError } from '../../lib/input-error.ts';
import type { PageField, PageParameter } from '../../model.ts';
import type { Dialect, Page, PageContent } from '../dialect.ts';
import { type PagePlace, placeKey, type Side } from '../places.ts';
import { type SectionTable, sectionTables, statusMark } from '../reading/body-tables.ts';
import { refuseUncaptioned, roleOf } from '../reading/captions.ts';
import { expandFields, linkedFrom, linkedTables, type TableOf } from '../reading/fields.ts';
import { explorerOperation, methodAndPath } from '../reading/operation.ts';
import { type ParameterTable, refuseRepeatedRows } from '../reading/parameter-table.ts';
import { readParameters } from '../reading/parameters.ts';
import { factsOfSamples, itemTitle, readSample, type Sample } from '../reading/samples.ts';
import type { Sections } from '../reading/sections.ts';
import { readStatusCodes } from '../reading/status-codes.ts';
import { normal } from '../reading/words.ts';

export const huaweiV2: Dialect = {
  name: 'huawei-v2',
  headings: [
    ['请求参数', 'Request Parameters'],
    ['响应参数', 'Response Parameters'],
  ],
  recognises: ({ known }: Sections) => known.has('requestParameters') || known.has('responseParameters'),
  read,
};

function read(page: Page): PageContent {
  const { sections, file } = page;
  refuseMissing(sections, file);
  const places: Record<string, PagePlace> = { title: sections.titlePoint };
  const uri = methodAndPath(sections, file);
  places.path = uri.point;
  const explorer = explorerOperation(page.root);
  if (explorer?.point !== undefined) places.operation = explorer.point;
  const requestTables = sectionTables(
    [...blocksOf(page, 'uri'), ...blocksOf(page, 'requestParameters')],
    file,
    isUriTable,
  );
  const responseTables = sectionTables(blocksOf(page, 'responseParameters'), file);
  const tables = [...requestTables, ...responseTables].map(({ table }) => table);
  const tableOf = linkedTables(tables, file);
  for (const table of tables) refuseRepeatedRows(table, file);
  refuseUncaptioned(tables, linkedFrom(tables, tableOf), file);
  const statusCodes = readStatusCodes(sections, file, places);
  const request = requestOf(requestTables, uri.path, tableOf, file, places);
  const responses = responsesOf(responseTables, tableOf, file, places);
  const samples = samplesOf(page, statusCodes);
  return {
    facts: {
      operationId: explorer?.id ?? `${uri.method} ${uri.path}`,
      title: sections.title,
      method: uri.method,
      path: uri.path,
      parameters: request.parameters,
      requestFields: request.fields,
      responses: responses.fields,
      statusCodes,
      ...factsOfSamples(samples, places),
    },
    places,
    bodyNames: { ...request.names, ...responses.names },
  };
}

function refuseMissing(sections: Sections, file: string): void {
  const wanted = [
    ['uri', 'URI'],
    ['requestParameters', '请求参数 (Request Parameters)'],
    ['responseParameters', '响应参数 (Response Parameters)'],
  ] as const;
  for (const [kind, words] of wanted)
    if (!sections.known.has(kind))
      throw new InputError(`no heading ${words}; it belongs to this layout`, {
        place: { file, ...sections.titlePoint },
        fix: 'save the whole page',
      });
}

function blocksOf(
  page: Page,
  kind: 'uri' | 'requestParameters' | 'responseParameters' | 'requestExamples' | 'responseExamples',
) {
  return page.sections.known.get(kind)?.blocks ?? [];
}

function isUriTable(header: readonly string[]): boolean {
  return header.map(normal).includes('uri');
}

type Request = {
  readonly parameters: readonly PageParameter[];
  readonly fields: readonly PageField[];
  readonly names: Readonly<Record<Side, string>>;
};

function requestOf(
  tables: readonly SectionTable[],
  path: string,
  tableOf: TableOf,
  file: string,
  places: Record<string, PagePlace>,
): Request {
  const parameters: PageParameter[] = [];
  for (const { table } of tables) {
    const role = roleOf(table.caption);
    if (role !== 'body' && role !== 'model') parameters.push(...readParameters(table, role, path, places));
  }
  const body = tables.find(({ table }) => roleOf(table.caption) === 'body')?.table;
  if (body === undefined) return { parameters, fields: [], names: {} };
  places[placeKey.body('request')] = body.point;
  const fields = expandFields(body, { side: 'request', file, tableOf, places });
  return { parameters, fields, names: namesOf('request', body) };
}

function responsesOf(
  tables: readonly SectionTable[],
  tableOf: TableOf,
  file: string,
  places: Record<string, PagePlace>,
): {
  readonly fields: Readonly<Record<string, readonly PageField[]>>;
  readonly names: Readonly<Record<Side, string>>;
} {
  const fields: Record<string, readonly PageField[]> = {};
  const names: Record<Side, string> = {};
  for (const { table, status } of tables) {
    if (roleOf(table.caption) !== 'body') continue;
    if (status === undefined || fields[status] !== undefined) throw strayBody(table, status, file);
    places[placeKey.body(status)] = table.point;
    fields[status] = expandFields(table, { side: status, file, tableOf, places });
    Object.assign(names, namesOf(status, table));
  }
  return { fields, names };
}

function strayBody(table: ParameterTable, status: string | undefined, file: string): InputError {
  const message =
    status === undefined
      ? 'this response body stands under no status; looked for "状态码： 200" (Status code: 200) above it'
      : `a second response body under status ${status}`;
  return new InputError(message, {
    place: { file, ...table.point },
    fix: 'save the whole page; a line was lost',
  });
}

/** `response_RespInstance` names the model; `_1` and so on number its repetitions on one page. */
function namesOf(side: Side, table: ParameterTable): Readonly<Record<Side, string>> {
  for (const anchor of table.anchors) {
    const name = /(?:^|_)(?:request|response)_([A-Za-z]\w*?)(?:_\d+)?$/.exec(anchor)?.[1];
    if (name !== undefined) return { [side]: name };
  }
  return {};
}

function samplesOf(page: Page, statusCodes: readonly string[]): readonly Sample[] {
  const success = statusCodes.find((status) => status.startsWith('2')) ?? 'default';
  return (['requestExamples', 'responseExamples'] as const).flatMap((kind) => {
    const blocks = blocksOf(page, kind);
    let side = kind === 'requestExamples' ? 'request' : success;
    return blocks.flatMap((block, index) => {
      if (kind === 'responseExamples') side = statusMark(block) ?? side;
      if (block.kind !== 'code') return [];
      const sample = readSample(block, side, itemTitle(blocks, index), page.source);
      return sample === undefined ? [] : [sample];
    });
  });
}
