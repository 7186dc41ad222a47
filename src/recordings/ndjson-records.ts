// Lines that are spelled as others before them.
import { countNames } from '../json/json-names.ts';
import type { Body } from '../model.ts';
import { noBody, textBody } from './bodies.ts';
import type { Described } from './exchange-record.ts';
import type { Json } from './fields.ts';
import type { KnownRecords } from './known-records.ts';
import type { BodyPlace, Places } from './record-expression.ts';

export const places: Places = {
  startedAt: '/startedAt',
  method: '/request/method',
  url: '/request/url',
  requestHeaders: '/request/headers',
  responseHeaders: '/response/headers',
  constant: ['/response/status', '/request/bodyText'],
};

/** Where a line stands in its block and what is known of it; one object for all lines. */
export type Line = {
  start: number;
  end: number;
  octets: 'ascii' | 'utf8' | 'invalid';
  /** Upper bounds of its names and of those in JSON that its strings hold; undefined where they were not counted. */
  names: number | undefined;
  innerNames: number | undefined;
};

const inText: BodyPlace = { path: '/response/bodyText', isQuoted: true };
const inJson: BodyPlace = { path: '/response/body', isQuoted: false };
const otherBodies = ['bodyBase64', 'bodyUnrecorded'];

/** `record` is an exchange in which no name comes twice. */
export function learnRecord(known: KnownRecords, text: string, record: Json): void {
  const { request, response } = record as { readonly request: Json; readonly response: Json };
  const isWithout = (message: Json, names: readonly string[]) => names.every((name) => !(name in message));
  if (!isWithout(request, ['body', ...otherBodies]) || (request.bodyText ?? '') !== '') return;
  if (!isWithout(response, otherBodies) || ('body' in response && 'bodyText' in response)) return;
  const body = 'bodyText' in response ? inText : 'body' in response ? inJson : undefined;
  if (body === undefined || isLast(record, body)) known.learn(text, record, body);
}

function isLast(record: Json, { path }: BodyPlace): boolean {
  const last = Object.keys(record).at(-1);
  return last === 'response' && path === `/response/${Object.keys(record.response as Json).at(-1)}`;
}

/** What JSON.parse and `describe` would say; undefined for a line of another kind, and where a name may come twice. */
export function describeKnown(
  known: KnownRecords,
  buffer: Buffer,
  line: Line,
  text: string,
): Described | undefined {
  const found = known.find(text);
  if (found === undefined || found.method === '' || found.url === '') return undefined;
  const { pattern, status, startedAt, method, url, requestHeaders, responseHeaders: headers } = found;
  const body = pattern.body === undefined ? noBody() : bodyAt(found.bodyAt, pattern.body, buffer, line, text);
  if (body === undefined) return undefined;
  if (pattern.names + (body.kind === 'json' ? namesIn(body.value) : 0) !== line.names) return undefined;
  return {
    startedAt,
    request: { method, url, headers: requestHeaders, body: noBody() },
    response: { status, headers, body },
  };
}

/** It comes last: the response and the record end behind it. */
function bodyAt(
  at: number,
  { isQuoted }: BodyPlace,
  buffer: Buffer,
  { start, end, octets, innerNames }: Line,
  text: string,
): Body | undefined {
  if (!text.endsWith('}}')) return undefined;
  const from = isQuoted ? at - 1 : at;
  const value = parsed(
    octets === 'ascii' ? text.slice(from, -2) : buffer.toString('utf8', start + from, end - 2),
  );
  if (!isQuoted) return value === undefined ? undefined : { kind: 'json', value };
  return typeof value === 'string' ? textBody(value, innerNames) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** NaN for what nests too deep to be counted. */
function namesIn(value: unknown): number {
  try {
    return countNames(value);
  } catch {
    return Number.NaN;
  }
}
