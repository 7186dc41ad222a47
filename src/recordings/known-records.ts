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
  /** Of a record that had to be parsed, though it may have been found; `record` is what JSON.parse made of it. */
  readonly learn: (text: string, record: Json, body: BodyPlace | undefined) => void;
};

/** With the headers of the record before: most recordings say the same again. */
type Known = { readonly pattern: RecordPattern; request: Headers | undefined; response: Headers | undefined };

/** So many records are unknown before one is learnt, and then twice as many: a pattern is worth its making where many more are like it. */
export const UNLEARNT = 50;
/** So many more patterns may be tried in vain than match: records that differ more are read faster without. */
const VAIN = 100;

export function createKnownRecords(places: Places): KnownRecords {
  const all: Known[] = [];
  let last: Known | undefined;
  let match: RegExpExecArray | null = null;
  let [hits, vain, unknown, due] = [0, 0, 0, UNLEARNT];

  function tried(known: Known, text: string): boolean {
    match = known.pattern.before.exec(text);
    if (match === null) vain++;
    return match !== null;
  }

  /** Most are spelled as the one before. */
  function knownAs(text: string): Known | undefined {
    if (last !== undefined && tried(last, text)) return last;
    for (const known of all) if (known !== last && tried(known, text)) return known;
    return undefined;
  }

  function forgetAll(): void {
    all.length = 0;
    last = undefined;
    due = Number.POSITIVE_INFINITY;
  }

  return {
    find: (text) => {
      if (vain > VAIN + hits) forgetAll();
      const known = knownAs(text);
      if (known === undefined || match === null) return undefined;
      last = known;
      hits++;
      return foundIn(match, known);
    },
    learn: (text, record, body) => {
      if (match !== null) {
        hits--;
        vain++;
        return;
      }
      unknown++;
      if (unknown <= due) return;
      due *= 2;
      const pattern = patternOf(text, record, places, body);
      if (pattern !== undefined) all.push({ pattern, request: undefined, response: undefined });
    },
  };
}

function foundIn(match: RegExpExecArray, known: Known): Found {
  const { pattern } = known;
  const { startedAt, method, url, size, hasEscapes } = pattern;
  if (hasEscapes) unescapeGroups(match);
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

/** Each is what stands between the quotes of a string in JSON. */
export function unescapeGroups(match: RegExpExecArray): void {
  for (let group = 1; group < match.length; group++) {
    const content = match[group] ?? '';
    if (content.includes('\\')) match[group] = JSON.parse(`"${content}"`) as string;
  }
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
