// One root cause while it is being counted: the first ten occurrences, and when it was seen first and last.
import type { JsonPointer, Occurrence } from '../model.ts';

const WHERE_LIMIT = 10;

export type Tally = {
  occurrences: number;
  where: Occurrence[];
  firstSeen: string | undefined;
  lastSeen: string | undefined;
};

export function newTally(): Tally {
  return { occurrences: 0, where: [], firstSeen: undefined, lastSeen: undefined };
}

export function count(tally: Tally, occurrence: Occurrence): void {
  tally.occurrences++;
  if (tally.where.length < WHERE_LIMIT) tally.where.push(occurrence);
  const at = occurrence.startedAt;
  if (at === undefined || Number.isNaN(Date.parse(at))) return;
  if (tally.firstSeen === undefined || isBefore(at, tally.firstSeen)) tally.firstSeen = at;
  if (tally.lastSeen === undefined || isBefore(tally.lastSeen, at)) tally.lastSeen = at;
}

/** Instants, whatever their offsets (RFC 3339 section 5.1). */
function isBefore(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}

/** Array indexes as `*`, so that the same cause in two entries of a list is one. */
export function patternOf(pointer: JsonPointer): JsonPointer {
  return pointer.replace(/\/(?:0|[1-9][0-9]*)(?=\/|$)/g, '/*');
}

type Origin = {
  readonly source: string;
  readonly pointer?: JsonPointer;
  readonly line?: number;
  readonly startedAt?: string;
};

/** Where an exchange stands in its recording, and the place in its body. */
export function occurrenceOf(origin: Origin, pointer: JsonPointer): Occurrence {
  return {
    place: {
      file: origin.source,
      ...(origin.line === undefined ? {} : { line: origin.line }),
      ...(origin.pointer === undefined ? {} : { pointer: origin.pointer }),
    },
    pointer,
    ...(origin.startedAt === undefined ? {} : { startedAt: origin.startedAt }),
  };
}
