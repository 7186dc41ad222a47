// One root cause while it is counted: how often, the first ten occurrences, and when it was seen first and last. Nothing here depends
// on the order in which occurrences come, so that parts of a run can be counted apart and joined.

import { ownText } from '../lib/memory.ts';
import { defined } from '../lib/objects.ts';
import type { Exchange, JsonPointer, Occurrence, Unreadable } from '../model.ts';
import type { PartialTally, Placed } from './partial.ts';

const WHERE_LIMIT = 10;

export type Tally = {
  occurrences: number;
  /** In order. */
  where: Placed[];
  first: Moment | undefined;
  last: Moment | undefined;
};

/** As it was recorded, and in milliseconds since 1970. */
type Moment = { readonly text: string; readonly time: number };

/** An exchange in its recording, or what is none. */
export type Origin = Pick<Unreadable, 'source' | 'index' | 'pointer' | 'line'> & Pick<Exchange, 'startedAt'>;

/** Where in the body an issue is, and which issue of its exchange it is. */
type IssuePlace = { readonly pointer: JsonPointer; readonly issue: number };

export function newTally(): Tally {
  return { occurrences: 0, where: [], first: undefined, last: undefined };
}

/** True where this is now the first of all occurrences. */
export function count(tally: Tally, origin: Origin, at: IssuePlace): boolean {
  tally.occurrences++;
  see(tally, origin.startedAt);
  const last = tally.where.length < WHERE_LIMIT ? undefined : tally.where[WHERE_LIMIT - 1];
  if (last !== undefined && isAfter(origin, at, last)) return false;
  return place(tally, placedAt(origin, at));
}

/** True for most occurrences of a frequent cause, which then allocate nothing. */
function isAfter({ source, index }: Origin, { issue }: IssuePlace, last: Placed): boolean {
  if (source !== last.source) return source > last.source;
  return index === last.index ? issue > last.issue : index > last.index;
}

function placedAt({ source, index, line, pointer: entry, startedAt }: Origin, at: IssuePlace): Placed {
  const { issue, pointer } = at;
  return { source, index, issue, line, entry, pointer, startedAt: startedAt && ownText(startedAt) };
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

function compareOrder(a: Placed, b: Placed): number {
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  if (a.index !== b.index) return a.index - b.index;
  if (a.issue !== b.issue) return a.issue - b.issue;
  const [left, right] = [JSON.stringify(occurrenceOf(a)), JSON.stringify(occurrenceOf(b))];
  return left === right ? 0 : left < right ? -1 : 1;
}

function see(tally: Tally, text: string | undefined): void {
  if (text === undefined || text === tally.first?.text || text === tally.last?.text) return;
  const moment = { text, time: Date.parse(text) };
  if (Number.isNaN(moment.time)) return;
  if (tally.first === undefined || isBefore(moment, tally.first)) tally.first = owned(moment);
  if (tally.last === undefined || isBefore(tally.last, moment)) tally.last = owned(moment);
}

/** The text may be a slice of a whole recording, which it would keep in memory. */
function owned({ text, time }: Moment): Moment {
  return { text: ownText(text), time };
}

/** Instants, whatever their offsets (RFC 3339 section 5.1); of two spellings of one instant, the text decides. */
function isBefore(a: Moment, b: Moment): boolean {
  return a.time === b.time ? a.text < b.text : a.time < b.time;
}

/** True where the first of all occurrences is now one of `more`. */
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

function occurrenceOf({ source, line, entry, pointer, startedAt }: Placed): Occurrence {
  const place = { file: source, ...defined({ line, pointer: entry }) };
  return { place, pointer, ...defined({ startedAt }) };
}
