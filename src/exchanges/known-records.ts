// Records that are spelled as others before them: a pattern tells what stands around the body, and JSON.parse has to read the body only.
import type { HeaderField, Headers } from '../model.ts';
import type { Json } from './fields.ts';
import type { BodyPlace, Places } from './record-expression.ts';
import { type HeaderGroups, patternOf, type RecordPattern } from './record-pattern.ts';

export type Found = {
  readonly pattern: RecordPattern;
  /** undefined too where it stands behind the body. */
  readonly startedAt: string | undefined;
  readonly status: number;
  readonly method: string;
  readonly url: string;
  readonly size: number | undefined;
  readonly requestHeaders: Headers | undefined;
  readonly responseHeaders: Headers | undefined;
  /** Where the body begins, or the end of the text. */
  readonly bodyAt: number;
};

export type KnownRecords = {
  /** `text` has an octet a character. undefined for a record of another kind than those that were learnt. */
  readonly find: (text: string) => Found | undefined;
  /** `record` is what JSON.parse made of the text. */
  readonly learn: (text: string, record: Json, body: BodyPlace | undefined) => void;
};

/** With the headers of the record before: most recordings say the same again. */
type Known = { readonly pattern: RecordPattern; request: Headers | undefined; response: Headers | undefined };

/** So many are read without: a pattern is worth its making only where more like it come. */
export const UNLEARNT = 50;
/** What differs more than that is read faster without. */
const MOST = 8;
const MISSES = 100;

export function createKnownRecords(places: Places): KnownRecords {
  const all: Known[] = [];
  let last: Known | undefined;
  let [hits, misses] = [0, -UNLEARNT];

  function matchOf(text: string): RegExpExecArray | null {
    const again = last === undefined ? null : last.pattern.before.exec(text);
    if (again !== null) return again;
    for (const known of all) {
      const match = known === last ? null : known.pattern.before.exec(text);
      if (match === null) continue;
      last = known;
      return match;
    }
    return null;
  }

  return {
    find: (text) => {
      const match = matchOf(text);
      if (match === null || last === undefined) return undefined;
      hits++;
      return foundIn(match, last);
    },
    learn: (text, record, body) => {
      misses++;
      if (misses > MISSES + hits) {
        all.length = 0;
        last = undefined;
      } else if (misses > 0 && all.length < MOST) {
        const pattern = patternOf(text, record, places, body);
        if (pattern !== undefined) all.push({ pattern, request: undefined, response: undefined });
      }
    },
  };
}

function foundIn(match: RegExpExecArray, known: Known): Found {
  const { pattern } = known;
  const { startedAt, method, url, size } = pattern;
  known.request = headersOf(pattern.requestHeaders, match, known.request);
  known.response = headersOf(pattern.responseHeaders, match, known.response);
  return {
    pattern,
    startedAt: startedAt === 0 ? undefined : match[startedAt],
    status: pattern.status,
    method: match[method] ?? '',
    url: match[url] ?? '',
    size: size === 0 ? undefined : Number(match[size]),
    requestHeaders: known.request,
    responseHeaders: known.response,
    bodyAt: match[0].length,
  };
}

function headersOf(
  groups: HeaderGroups | undefined,
  match: RegExpExecArray,
  before: Headers | undefined,
): Headers | undefined {
  if (groups === undefined) return undefined;
  return groups.isList
    ? listOf(groups, match, before as readonly HeaderField[] | undefined)
    : recordOf(groups, match, before as Readonly<Record<string, string>> | undefined);
}

function listOf(
  { names, groups }: HeaderGroups,
  match: RegExpExecArray,
  before: readonly HeaderField[] | undefined,
): readonly HeaderField[] {
  if (before?.every(({ value }, at) => value === match[groups[at] ?? 0])) return before;
  return names.map((name, at) => ({ name, value: match[groups[at] ?? 0] ?? '' }));
}

function recordOf(
  { names, groups }: HeaderGroups,
  match: RegExpExecArray,
  before: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> {
  if (before !== undefined && names.every((name, at) => before[name] === match[groups[at] ?? 0]))
    return before;
  return Object.fromEntries(names.map((name, at) => [name, match[groups[at] ?? 0] ?? '']));
}
