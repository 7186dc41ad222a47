// A record as an expression: all of it as it is spelled, but for its strings and numbers.
import { appendToken } from '../lib/pointer.ts';
import { isObject, type Json } from './fields.ts';

/** Where a format has what, as JSON Pointers, with `*` for each element of a list. */
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

/** `isQuoted`: a string holds it, and the expression ends behind its first quote and goes on with its last. */
export type BodyPlace = { readonly path: string; readonly isQuoted: boolean };

export type Expression = {
  /** Matches what stands before the body, or all where there is none. */
  readonly before: RegExp;
  /** Matches what stands behind it; its one group, where it has one, is `startedAt`. */
  readonly after: RegExp;
  /** The paths of the groups of `before`. */
  readonly groups: readonly string[];
  /** Whether what a group matches may have escapes. */
  readonly hasEscapes: boolean;
  /** So many names stand around the body. */
  readonly names: number;
};

/** What is kept is ASCII, since the text has an octet a character. */
const KEPT = '[^"\\\\\\u0000-\\u001f\\u0080-\\uffff]*';
const PASSED = '[^"\\\\\\u0000-\\u001f]*';
const ESCAPE = '\\\\(?:["\\\\/bfnrt]|u[\\da-fA-F]{4})';
/** RFC 8259 section 6; said so, it compiles in a fifth of the time of `0|[1-9]\d*`. */
const INTEGER = '-?(?!0\\d)\\d+';
const NUMBER = `${INTEGER}(?:\\.\\d+)?(?:[eE][+-]?\\d+)?`;
const SPACE = '[ \\t\\r\\n]*';
/** Stands for the body while the expression is made. */
const BODY = '\u0000';
/** A longer expression costs more than it spares, and RegExp takes none of twice the length. */
const LONGEST = 16 * 1024;

/** undefined where the text is spelled otherwise, has more than `startedAt` behind the body, or is too long or too deep. */
export function expressionFor(
  text: string,
  record: Json,
  places: Places,
  body: BodyPlace | undefined,
): Expression | undefined {
  for (const space of ['', SPACE]) {
    const spelling: Spelling = { places, body, space, groups: [], groupsBefore: undefined, names: 0 };
    const source = sourceOf(record, spelling);
    const { groups, groupsBefore = groups.length, names } = spelling;
    if (source === undefined || source.length > LONGEST) return undefined;
    if (groups.slice(groupsBefore).some((path) => path !== places.startedAt)) return undefined;
    const [start = '', end = ''] = source.split(BODY);
    const hasEscapes = source.includes(ESCAPE);
    const before = new RegExp(`^${start}${body === undefined ? '$' : ''}`);
    if (before.test(text))
      return {
        before,
        after: new RegExp(`^${end}$`),
        groups: groups.slice(0, groupsBefore),
        hasEscapes,
        names,
      };
  }
  return undefined;
}

type Spelling = {
  readonly places: Places;
  readonly body: BodyPlace | undefined;
  /** Between tokens. */
  readonly space: string;
  /** Their paths; so many of them stand before the body. */
  readonly groups: string[];
  groupsBefore: number | undefined;
  names: number;
};

/** undefined where the stack ends before the record, so deep does it nest. */
function sourceOf(record: Json, spelling: Spelling): string | undefined {
  try {
    return spelled(record, '', spelling);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function spelled(value: unknown, path: string, spelling: Spelling): string {
  if (path === spelling.body?.path) return bodyIn(spelling, spelling.body);
  if (Array.isArray(value)) {
    const elements = value.map((element) => spelled(element, `${path}/*`, spelling));
    return enclosed('\\[', elements, '\\]', spelling);
  }
  if (!isObject(value)) return scalar(value, path, spelling);
  const { space } = spelling;
  const members = Object.entries(value);
  spelling.names += members.length;
  const parts = members.map(
    ([name, member]) =>
      `${literal(name)}${space}:${space}${spelled(member, appendToken(path, name), spelling)}`,
  );
  return enclosed('\\{', parts, '\\}', spelling);
}

function bodyIn(spelling: Spelling, { isQuoted }: BodyPlace): string {
  spelling.groupsBefore = spelling.groups.length;
  return isQuoted ? `"${BODY}"` : BODY;
}

/** Never with two spaces in a row: they would share white space in every way that there is. */
function enclosed(open: string, parts: readonly string[], close: string, { space }: Spelling): string {
  if (parts.length === 0) return `${open}${space}${close}`;
  return `${open}${space}${parts.join(`${space},${space}`)}${space}${close}`;
}

function scalar(value: unknown, path: string, { places, groups }: Spelling): string {
  const { constant, startedAt, method, url, size, requestHeaders, responseHeaders } = places;
  const fields = [requestHeaders, responseHeaders];
  const isFieldName = fields.some((headers) => path === `${headers}/*/name`);
  if (constant.includes(path) || isFieldName) return literal(value);
  if (typeof value === 'number') return path === size ? kept(path, `(${NUMBER})`, groups) : NUMBER;
  if (typeof value !== 'string') return literal(value);
  const isKept =
    [startedAt, method, url].includes(path) || fields.some((headers) => path.startsWith(`${headers}/`));
  return isKept ? kept(path, `"(${contentLike(value, KEPT)})"`, groups) : `"${contentLike(value, PASSED)}"`;
}

/** Of a string where one had escapes the next will have some. */
function contentLike(value: string, characters: string): string {
  return JSON.stringify(value).includes('\\') ? `${characters}(?:${ESCAPE}${characters})*` : characters;
}

function kept(path: string, source: string, groups: string[]): string {
  groups.push(path);
  return source;
}

function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
