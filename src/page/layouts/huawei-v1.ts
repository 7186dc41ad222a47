// Huawei Cloud's pages of the V1 generation: one request message, one response message that belongs to the success
// status, method and path in a table or a line, nested tables named by link, by caption or by their order.
import { InputError } from '../../lib/input-error.ts';
import type { JsonPointer, PageField, PageParameter } from '../../model.ts';
import type { Dialect, Page, PageContent } from '../dialect.ts';
import { type PagePlace, placeKey, type Side } from '../places.ts';
import { sectionTables, statusMark } from '../reading/body-tables.ts';
import { roleOf } from '../reading/captions.ts';
import { expandFields, linkedTables } from '../reading/fields.ts';
import { explorerOperation, methodAndPath } from '../reading/operation.ts';
import type { ParameterRow, ParameterTable } from '../reading/parameter-table.ts';
import { readParameter, readParameters } from '../reading/parameters.ts';
import { factsOfSamples, isJson, itemTitle, readSample, type Sample } from '../reading/samples.ts';
import type { Sections } from '../reading/sections.ts';
import { readStatusCodes } from '../reading/status-codes.ts';
import { containerLevels } from '../reading/types.ts';
import { tablesByName } from '../reading/unlinked.ts';
import { methodColumnWords, normal, type SectionKind, uriColumnWords } from '../reading/words.ts';

export const huaweiV1: Dialect = {
  name: 'huawei-v1',
  headings: [
    ['请求消息', 'Request Message'],
    ['响应消息', 'Response Message'],
  ],
  recognises: ({ known }: Sections) => known.has('requestMessage') || known.has('responseMessage'),
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
  const statusCodes = readStatusCodes(sections, file, places);
  const success = statusCodes.find((status) => status.startsWith('2')) ?? 'default';
  const samples = samplesOf(page, success);
  const request = requestOf(page, uri, samples, places);
  return {
    facts: {
      operationId: explorer?.id ?? `${uri.method} ${uri.path}`,
      title: sections.title,
      method: uri.method,
      path: uri.path,
      parameters: request.parameters,
      requestFields: request.fields,
      responses: responsesOf(page, success, samples, places),
      statusCodes,
      ...factsOfSamples(samples, places),
    },
    places,
    bodyNames: {},
  };
}

function refuseMissing(sections: Sections, file: string): void {
  const wanted = [
    ['uri', 'URI'],
    ['requestMessage', '请求消息 (Request Message)'],
    ['responseMessage', '响应消息 (Response Message)'],
  ] as const;
  for (const [kind, words] of wanted)
    if (!sections.known.has(kind))
      throw new InputError(`no heading ${words}; it belongs to this layout`, {
        place: { file, ...sections.titlePoint },
        fix: 'save the whole page',
      });
}

function tablesOf(
  page: Page,
  kind: SectionKind,
): readonly { readonly table: ParameterTable; readonly status: string | undefined }[] {
  const isMethodTable = (header: readonly string[]) =>
    header.some((text) => [...methodColumnWords, ...uriColumnWords].includes(normal(text)));
  return sectionTables(page.sections.known.get(kind)?.blocks ?? [], page.file, isMethodTable);
}

type Request = { readonly parameters: readonly PageParameter[]; readonly fields: readonly PageField[] };

function requestOf(
  page: Page,
  { method, path }: { readonly method: string; readonly path: string },
  samples: readonly Sample[],
  places: Record<string, PagePlace>,
): Request {
  const parameters: PageParameter[] = [];
  for (const { table } of tablesOf(page, 'uri')) {
    const role = roleOf(table.caption);
    parameters.push(
      ...readParameters(table, role === 'body' || role === 'model' ? 'uri' : role, path, places),
    );
  }
  const bodies: ParameterTable[] = [];
  for (const { table } of tablesOf(page, 'requestMessage')) {
    const role = roleOf(table.caption);
    const placed = table.rows.filter((row) => row.in !== undefined);
    if (placed.length > 0)
      parameters.push(...placed.map((row) => readParameter(row, locationOf(row, page.file), places)));
    else if (role === 'header' || role === 'query' || role === 'path' || role === 'formData')
      parameters.push(...readParameters(table, role, path, places));
    // RFC 9110 section 9.3.1: content in a GET request has no defined semantics, so these are of the query.
    else if (['GET', 'HEAD'].includes(method)) parameters.push(...readParameters(table, 'uri', path, places));
    else bodies.push(table);
  }
  return { parameters, fields: fieldsOf('request', bodies, page.file, samples, places) };
}

function locationOf(row: ParameterRow, file: string): PageParameter['in'] {
  const word = normal(row.in ?? '');
  if (/path|路径/.test(word)) return 'path';
  if (/query|查询/.test(word)) return 'query';
  if (/header|消息头/.test(word)) return 'header';
  if (/form|body|表单|消息体/.test(word)) return 'formData';
  throw new InputError(`"${row.in}" is no location of a parameter; known: path, query, header, form`, {
    place: { file, ...row.point },
    fix: 'compare with the page as published',
  });
}

function responsesOf(
  page: Page,
  success: string,
  samples: readonly Sample[],
  places: Record<string, PagePlace>,
): Readonly<Record<string, readonly PageField[]>> {
  const byStatus = new Map<string, ParameterTable[]>();
  for (const { table, status = success } of tablesOf(page, 'responseMessage')) {
    if (roleOf(table.caption) === 'header') continue;
    byStatus.set(status, [...(byStatus.get(status) ?? []), table]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, tables]) => [status, fieldsOf(status, tables, page.file, samples, places)]),
  );
}

function fieldsOf(
  side: Side,
  tables: readonly ParameterTable[],
  file: string,
  samples: readonly Sample[],
  places: Record<string, PagePlace>,
): readonly PageField[] {
  const [root] = tables;
  if (root === undefined) return [];
  places[placeKey.body(side)] = root.point;
  const values = samples
    .filter((sample) => sample.side === side && isJson(sample.value))
    .map(({ value }) => value);
  return expandFields(root, {
    side,
    file,
    places,
    tableOf: tablesByName(root, tables, linkedTables(tables, file), file),
    levelsOf: (row, pointer) => levelsOf(row, pointer, values),
  });
}

/** `字典数据类型` is an object or a list of them; the page's own sample tells. */
function levelsOf(row: ParameterRow, pointer: JsonPointer, values: readonly unknown[]): number {
  const levels = containerLevels(row.type);
  const tokens = pointer
    .slice(1)
    .split('/')
    .filter((token) => token !== '');
  return levels === 0 && values.some((value) => Array.isArray(firstAt(value, tokens))) ? 1 : levels;
}

function firstAt(root: unknown, tokens: readonly string[]): unknown {
  return tokens.reduce<unknown>((value, token) => {
    if (typeof value !== 'object' || value === null) return undefined;
    if (token === '*') return Object.values(value)[0];
    return Object.hasOwn(value, token) ? (value as Record<string, unknown>)[token] : undefined;
  }, root);
}

function samplesOf(page: Page, success: string): readonly Sample[] {
  const starts: readonly (readonly [SectionKind, Side | undefined])[] = [
    ['requestMessage', 'request'],
    ['responseMessage', success],
    ['requestExamples', 'request'],
    ['responseExamples', success],
    ['examples', undefined],
  ];
  return starts.flatMap(([kind, start]) => {
    const blocks = page.sections.known.get(kind)?.blocks ?? [];
    let side = start;
    return blocks.flatMap((block, index) => {
      if (block.kind === 'paragraph' || block.kind === 'heading')
        side = statusMark(block) ?? sideNamed(block.text, success) ?? side;
      if (block.kind !== 'code') return [];
      if (side === undefined) throw sideless(page.file, block.point);
      const title = itemTitle(blocks, index);
      const own = title !== undefined && sideNamed(title, success) === undefined ? title : undefined;
      const sample = readSample(block, side, own, page.source);
      return sample === undefined ? [] : [sample];
    });
  });
}

/** `请求样例`, `响应消息样例：`, `Example response`. */
function sideNamed(text: string, success: string): Side | undefined {
  const isLabel =
    /^.{0,20}(?:样例|示例|例子|格式|examples?)/i.test(text) || /^(?:请求|响应|example)/i.test(text);
  if (!isLabel || text.length > 60) return undefined;
  if (/响应|返回|response/i.test(text)) return success;
  return /请求|request/i.test(text) ? 'request' : undefined;
}

function sideless(file: string, point: PagePlace): InputError {
  return new InputError('nothing tells whether this sample is a request or a response', {
    place: { file, ...point },
    fix: 'save the whole page; looked for 请求示例 or 响应示例 (Example Request, Example Response) above it',
  });
}
