// One root cause while it is being counted: the first ten occurrences, and when it was seen first and last. Nothing here depends on
// the order in which occurrences come, so that parts of a run can be counted apart and joined.
import type { JsonPointer, Occurrence } from '../model.ts';
import { compareOrder, type PartialTally, type Placed } from './partial.ts';

const WHERE_LIMIT = 10;

export type Tally = {
  occurrences: number;
  where: Placed[];
  firstSeen: string | undefined;
  lastSeen: string | undefined;
};

export function newTally(): Tally {
  return { occurrences: 0, where: [], firstSeen: undefined, lastSeen: undefined };
}

/** True where this is now the first occurrence of all. */
export function count(tally: Tally, placed: Placed): boolean {
  tally.occurrences++;
  const isFirst = place(tally, placed);
  see(tally, placed.occurrence.startedAt);
  return isFirst;
}

function place(tally: Tally, placed: Placed): boolean {
  const { where } = tally;
  const last = where.at(-1);
  const isLater = last === undefined || compareOrder(last, placed) <= 0;
  if (isLater && where.length >= WHERE_LIMIT) return false;
  if (isLater) where.push(placed);
  else
    where.splice(
      where.findIndex((other) => compareOrder(placed, other) < 0),
      0,
      placed,
    );
  if (where.length > WHERE_LIMIT) where.pop();
  return where[0] === placed;
}

function see(tally: Tally, at: string | undefined): void {
  if (at === undefined || Number.isNaN(Date.parse(at))) return;
  if (tally.firstSeen === undefined || isBefore(at, tally.firstSeen)) tally.firstSeen = at;
  if (tally.lastSeen === undefined || isBefore(tally.lastSeen, at)) tally.lastSeen = at;
}

/** Instants, whatever their offsets (RFC 3339 section 5.1); of two spellings of one instant, the text decides. */
function isBefore(a: string, b: string): boolean {
  const difference = Date.parse(a) - Date.parse(b);
  return difference === 0 ? a < b : difference < 0;
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

export function partialTally({ occurrences, where, firstSeen, lastSeen }: Tally): PartialTally {
  return {
    occurrences,
    where,
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
  };
}

export function occurrencesOf({ where }: Tally): readonly Occurrence[] {
  return where.map(({ occurrence }) => occurrence);
}

/** Array indexes as `*`, so that the same cause in two entries of a list is one. */
export function patternOf(pointer: JsonPointer): JsonPointer {
  return pointer.replace(/\/(?:0|[1-9][0-9]*)(?=\/|$)/g, '/*');
}

type Origin = {
  readonly source: string;
  readonly index: number;
  readonly pointer?: JsonPointer;
  readonly line?: number;
  readonly startedAt?: string;
};

/** Where an exchange stands in its recording, and the place in its body; `issue` counts the issues of one exchange. */
export function occurrenceOf(origin: Origin, pointer: JsonPointer, issue = 0): Placed {
  const { source, index, line, startedAt } = origin;
  return {
    order: [source, index, issue],
    occurrence: {
      place: {
        file: source,
        ...(line === undefined ? {} : { line }),
        ...(origin.pointer === undefined ? {} : { pointer: origin.pointer }),
      },
      pointer,
      ...(startedAt === undefined ? {} : { startedAt }),
    },
  };
}
