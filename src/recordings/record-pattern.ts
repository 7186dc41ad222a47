// What the records of a recording have in common: how all that stands around the body is spelled, but for its strings and numbers.
import { isObject, type Json } from './fields.ts';
import { type BodyPlace, type Expression, expressionFor, type Places } from './record-expression.ts';

export type RecordPattern = Expression & {
  readonly body: BodyPlace | undefined;
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

/**
 * `record` is what JSON.parse made of the text. undefined where it is spelled otherwise, has headers of another shape or more than
 * `startedAt` behind its body, or is too long or too deep for an expression.
 */
export function patternOf(
  text: string,
  record: Json,
  places: Places,
  body: BodyPlace | undefined,
): RecordPattern | undefined {
  const [asked, answered] = [at(record, places.requestHeaders), at(record, places.responseHeaders)];
  if (!areUsual(asked) || !areUsual(answered)) return undefined;
  const expression = expressionFor(text, record, places, body);
  if (expression === undefined) return undefined;
  const { groups } = expression;
  const group = (path: string) => groups.indexOf(path) + 1;
  return {
    ...expression,
    body,
    status: Number(at(record, '/response/status')),
    startedAt: group(places.startedAt),
    method: group(places.method),
    url: group(places.url),
    size: places.size === undefined ? 0 : group(places.size),
    requestHeaders: headerGroups(asked, places.requestHeaders, groups),
    responseHeaders: headerGroups(answered, places.responseHeaders, groups),
  };
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
