// What a part of a run knows, as plain JSON: enough to go on counting where it stopped, whatever the order in which parts are joined.
import type { Issue, JsonPointer, Level, Occurrence } from '../model.ts';

/** What makes two issues the same root cause; never wording, order, file or line. */
export type Identity = {
  readonly code: string;
  readonly operation: string | undefined;
  readonly status: string;
  readonly mediaType: string | undefined;
  readonly pattern: string;
  readonly name: string | undefined;
};

/** An occurrence and where it stands among all: its source, its exchange, and which issue of that exchange it is. */
export type Placed = {
  readonly source: string;
  readonly index: number;
  readonly issue: number;
  readonly line: number | undefined;
  /** Of the exchange, in its source. */
  readonly entry: JsonPointer | undefined;
  /** In the body. */
  readonly pointer: JsonPointer;
  readonly startedAt: string | undefined;
};

export type PartialTally = {
  readonly occurrences: number;
  readonly where: readonly Placed[];
  readonly firstSeen: string | undefined;
  readonly lastSeen: string | undefined;
};

export type PartialFinding = {
  readonly identity: Identity;
  readonly fingerprint: string;
  readonly level: Level;
  readonly method: string;
  readonly path: string;
  /** As it was seen first. */
  readonly issue: Issue;
  readonly tally: PartialTally;
};

export type PartialUnchecked = {
  readonly reason: string;
  readonly subject: string;
  readonly message: string;
  readonly tally: PartialTally;
};

export type PartialResponse = {
  readonly observed: number;
  readonly mediaTypes: Readonly<Record<string, number>>;
  readonly headers: Readonly<Record<string, number>>;
};

/** By index in the contract; what was not observed is left out. */
export type PartialOperation = {
  readonly observed: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly responses: Readonly<Record<string, PartialResponse>>;
};

export type PartialReport = {
  readonly partial: 1;
  readonly tool: string;
  readonly contract: { readonly hash: string };
  /** `2/4`, each once. */
  readonly shards: readonly string[];
  readonly sources: readonly string[];
  readonly seen: readonly string[];
  readonly interrupted: boolean;
  readonly counts: {
    readonly exchanges: number;
    readonly clean: number;
    readonly withFindings: number;
    readonly unchecked: number;
  };
  readonly findings: Iterable<PartialFinding>;
  /** Occurrences that were left out, and their levels. */
  readonly leftOut: { readonly occurrences: number; readonly levels: readonly Level[] };
  readonly unchecked: readonly PartialUnchecked[];
  readonly operations: Readonly<Record<string, PartialOperation>>;
  /** Counters of bodies, by the name of their content. */
  readonly bodies: Readonly<Record<string, readonly number[]>>;
};

export function compareOrder(a: Placed, b: Placed): number {
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  if (a.index !== b.index) return a.index - b.index;
  if (a.issue !== b.issue) return a.issue - b.issue;
  const [left, right] = [JSON.stringify(occurrenceOf(a)), JSON.stringify(occurrenceOf(b))];
  return left === right ? 0 : left < right ? -1 : 1;
}

export function occurrenceOf({ source, line, entry, pointer, startedAt }: Placed): Occurrence {
  return {
    place: {
      file: source,
      ...(line === undefined ? {} : { line }),
      ...(entry === undefined ? {} : { pointer: entry }),
    },
    pointer,
    ...(startedAt === undefined ? {} : { startedAt }),
  };
}
