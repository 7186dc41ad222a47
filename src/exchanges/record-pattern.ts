// What the records of a recording have in common: how all that stands around the body is spelled, but for its strings and numbers.
import { countNames } from '../lib/json-names.ts';
import { isObject, type Json } from './fields.ts';

/** Where a format has what, as paths of names and, in lists, `*`. */
export type Places = {
  readonly startedAt: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: string;
  readonly responseHeaders: string;
  /** A number. */
  readonly size?: string;
  /** Records that differ here have patterns of their own. */
  readonly constant: readonly string[];
};

/** `isQuoted`: a string holds it, and the pattern ends behind its first quote and goes on with its last. */
export type BodyPlace = { readonly path: string; readonly isQuoted: boolean };

export type RecordPattern = {
  /** Matches what stands before the body, or all where there is none. */
  readonly before: RegExp;
  readonly after: RegExp;
  readonly body: BodyPlace | undefined;
  /** So many names stand around the body. */
  readonly names: number;
  readonly status: number;
  /** Groups of `before`, from 1; 0 where there is none. */
  readonly startedAt: number;
  readonly method: number;
  readonly url: number;
  readonly size: number;
  readonly requestHeaders: HeaderGroups | undefined;
  readonly responseHeaders: HeaderGroups | undefined;
};

/** A group for each name; a list has HTTP/2 pseudo-fields too, which have none. */
export type HeaderGroups = {
  readonly isList: boolean;
  readonly names: readonly string[];
  readonly groups: readonly number[];
};

/** ASCII, since the text has an octet a character. */
const KEPT = '"([^"\\\\\\u0000-\\u001f\\u0080-\\uffff]*)"';
const PASSED = '"[^"\\\\\\u0000-\\u001f]*"';
const NUMBER = '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?';
const SPACE = '[ \\t\\r\\n]*';
/** Stands for the body while the expression is made. */
const BODY = '\u0000';

/** `record` is what JSON.parse made of the text. undefined where it is spelled otherwise, or its headers are of another shape. */
export function patternOf(
  text: string,
  record: Json,
  places: Places,
  body: BodyPlace | undefined,
): RecordPattern | undefined {
  const [asked, answered] = [at(record, places.requestHeaders), at(record, places.responseHeaders)];
  if (!areUsual(asked) || !areUsual(answered)) return undefined;
  for (const space of ['', SPACE]) {
    const { source, groups } = expressionOf(record, places, body, space);
    const [start = '', end = ''] = source.split(BODY);
    const before = new RegExp(`^${start}${body === undefined ? '$' : ''}`);
    if (!before.test(text)) continue;
    const group = (path: string) => groups.indexOf(path) + 1;
    return {
      before,
      after: new RegExp(`^${end}$`),
      body,
      names: countNames(record) - countNames(body && at(record, body.path)),
      status: Number(at(record, '/response/status')),
      startedAt: group(places.startedAt),
      method: group(places.method),
      url: group(places.url),
      size: places.size === undefined ? 0 : group(places.size),
      requestHeaders: headerGroups(asked, places.requestHeaders, groups),
      responseHeaders: headerGroups(answered, places.responseHeaders, groups),
    };
  }
  return undefined;
}

function at(record: Json, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), record);
}

type Fields = Readonly<Record<string, string>> | readonly { readonly name: string; readonly value: string }[];

function areUsual(headers: unknown): headers is Fields | undefined {
  if (headers === undefined) return true;
  if (Array.isArray(headers))
    return headers.every(
      (field) =>
        isObject(field) &&
        Object.keys(field).join() === 'name,value' &&
        typeof field.name === 'string' &&
        typeof field.value === 'string',
    );
  if (!isObject(headers) || Object.hasOwn(headers, '__proto__')) return false;
  return Object.values(headers).every((value) => typeof value === 'string');
}

function headerGroups(
  headers: Fields | undefined,
  path: string,
  groups: readonly string[],
): HeaderGroups | undefined {
  if (headers === undefined) return undefined;
  const isList = Array.isArray(headers);
  const names: string[] = isList ? headers.map(({ name }) => name) : Object.keys(headers);
  const first = groups.findIndex((group) => group.startsWith(`${path}/`)) + 1;
  const kept = [...names.entries()].filter(([, name]) => !isList || !name.startsWith(':'));
  return { isList, names: kept.map(([, name]) => name), groups: kept.map(([nth]) => first + nth) };
}

/** For the text of the record, with the paths of its groups. */
function expressionOf(
  record: Json,
  { constant, ...places }: Places,
  body: BodyPlace | undefined,
  space: string,
): { readonly source: string; readonly groups: readonly string[] } {
  const groups: string[] = [];
  const { startedAt, method, url, size, requestHeaders, responseHeaders } = places;
  const single = [startedAt, method, url];
  const fields = [requestHeaders, responseHeaders];

  function list(parts: readonly string[], open: string, close: string): string {
    return `${open}${space}${parts.join(`${space},${space}`)}${space}${close}`;
  }

  function spelled(value: unknown, path: string): string {
    if (path === body?.path) return body.isQuoted ? `"${BODY}"` : BODY;
    if (Array.isArray(value))
      return list(
        value.map((one) => spelled(one, `${path}/*`)),
        '\\[',
        '\\]',
      );
    if (isObject(value)) {
      const members = Object.entries(value).map(
        ([name, member]) => `${literal(name)}${space}:${space}${spelled(member, `${path}/${name}`)}`,
      );
      return list(members, '\\{', '\\}');
    }
    if (constant.includes(path) || isFieldName(path)) return literal(value);
    if (typeof value === 'number') return path === size ? kept(path, `(${NUMBER})`) : NUMBER;
    if (typeof value !== 'string') return literal(value);
    return single.includes(path) || isFieldValue(path) ? kept(path, KEPT) : PASSED;
  }

  function isFieldName(path: string): boolean {
    return fields.some((headers) => path === `${headers}/*/name`);
  }

  function isFieldValue(path: string): boolean {
    return fields.some((headers) => path.startsWith(`${headers}/`));
  }

  function kept(path: string, source: string): string {
    groups.push(path);
    return source;
  }

  return { source: spelled(record, ''), groups };
}

function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
