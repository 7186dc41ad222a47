// One root cause while it is being counted: the first ten occurrences, and when it was seen first and last. Nothing here depends on
// the order in which occurrences come, so that parts of a run can be counted apart and joined.
import { ownText } from '../lib/own-text.ts';
import type { JsonPointer, Occurrence } from '../model.ts';
import { compareOrder, occurrenceOf, type PartialTally, type Placed } from './partial.ts';

const WHERE_LIMIT = 10;

export type Tally = {
  occurrences: number;
  where: Placed[];
  first: Moment | undefined;
  last: Moment | undefined;
};

/** As it was recorded, and in milliseconds since 1970. */
type Moment = { readonly text: string; readonly time: number };

/** Of an exchange in its recording. */
export type Origin = {
  readonly source: string;
  readonly index: number;
  readonly pointer?: JsonPointer;
  readonly line?: number;
  readonly startedAt?: string;
};

/** Where in the body, and which issue of its exchange it is. */
export type Spot = { readonly pointer: JsonPointer; readonly issue: number };

export function newTally(): Tally {
  return { occurrences: 0, where: [], first: undefined, last: undefined };
}

/** True where this is now the first occurrence of all. */
export function count(tally: Tally, origin: Origin, spot: Spot): boolean {
  tally.occurrences++;
  see(tally, origin.startedAt);
  const last = tally.where.length < WHERE_LIMIT ? undefined : tally.where[WHERE_LIMIT - 1];
  if (last !== undefined && isAfter(origin, spot, last)) return false;
  return place(tally, placedAt(origin, spot));
}

/** Most occurrences of a frequent cause: nothing is made for them. */
function isAfter({ source, index }: Origin, { issue }: Spot, last: Placed): boolean {
  if (source !== last.source) return source > last.source;
  return index === last.index ? issue > last.issue : index > last.index;
}

function placedAt({ source, index, line, pointer: entry, startedAt }: Origin, spot: Spot): Placed {
  const { issue, pointer } = spot;
  return { source, index, issue, line, entry, pointer, startedAt: startedAt && momentOf(startedAt).text };
}

function place(tally: Tally, placed: Placed): boolean {
  const { where } = tally;
  const last = where.at(-1);
  if (last === undefined) {
    tally.where = [placed];
    return true;
  }
  const isLater = compareOrder(last, placed) <= 0;
  if (isLater && where.length >= WHERE_LIMIT) return false;
  const at = isLater ? where.length : where.findIndex((other) => compareOrder(placed, other) < 0);
  where.splice(at, 0, placed);
  if (where.length > WHERE_LIMIT) where.pop();
  return at === 0;
}

function see(tally: Tally, text: string | undefined): void {
  if (text === undefined) return;
  const moment = momentOf(text);
  if (Number.isNaN(moment.time)) return;
  if (tally.first === undefined || isBefore(moment, tally.first)) tally.first = moment;
  if (tally.last === undefined || isBefore(tally.last, moment)) tally.last = moment;
}

let recent: Moment = { text: '', time: Number.NaN };

/** One for all the findings of an exchange. */
function momentOf(text: string): Moment {
  if (text !== recent.text) recent = { text: ownText(text), time: Date.parse(text) };
  return recent;
}

/** Instants, whatever their offsets (RFC 3339 section 5.1); of two spellings of one instant, the text decides. */
function isBefore(a: Moment, b: Moment): boolean {
  return a.time === b.time ? a.text < b.text : a.time < b.time;
}

/** True where the first occurrence is now one of `more`. */
export function addTally(tally: Tally, more: PartialTally): boolean {
  tally.occurrences += more.occurrences;
  let isFirst = false;
  for (const placed of more.where) isFirst = place(tally, placed) || isFirst;
  see(tally, more.firstSeen);
  see(tally, more.lastSeen);
  return isFirst;
}

export function partialTally({ occurrences, where, first, last }: Tally): PartialTally {
  return { occurrences, where, firstSeen: first?.text, lastSeen: last?.text };
}

export function occurrencesOf({ where }: Tally): readonly Occurrence[] {
  return where.map(occurrenceOf);
}

const INDEX = /\/(?:0|[1-9][0-9]*)(?=\/|$)/;
const INDEXES = new RegExp(INDEX, 'g');

/** Array indexes as `*`, so that the same cause in two entries of a list is one. */
export function patternOf(pointer: JsonPointer): JsonPointer {
  return INDEX.test(pointer) ? pointer.replace(INDEXES, '/*') : pointer;
}
