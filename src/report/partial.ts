// What a part of a run knows, as plain JSON: enough to go on counting where it stopped, whatever the order in which parts are joined.
import type { Contract, Issue, Level, Occurrence } from '../model.ts';

/** What makes two issues the same root cause; never wording, order, file or line. */
export type Identity = {
  readonly code: string;
  readonly operation: string | undefined;
  readonly status: string;
  readonly mediaType: string | undefined;
  readonly pattern: string;
  readonly name: string | undefined;
};

/** Where an occurrence stands among all: its source, its exchange, and which issue of that exchange it is. */
export type Order = readonly [source: string, index: number, issue: number];

export type Placed = { readonly order: Order; readonly occurrence: Occurrence };

export type PartialTally = {
  readonly occurrences: number;
  readonly where: readonly Placed[];
  readonly firstSeen?: string;
  readonly lastSeen?: string;
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
  readonly contract: Pick<Contract, 'hash'>;
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
  readonly findings: readonly PartialFinding[];
  /** Occurrences that were left out, and their levels. */
  readonly leftOut: { readonly occurrences: number; readonly levels: readonly Level[] };
  readonly unchecked: readonly PartialUnchecked[];
  readonly operations: Readonly<Record<string, PartialOperation>>;
  /** Counters of bodies, by the name of their content. */
  readonly bodies: Readonly<Record<string, readonly number[]>>;
};

export function compareOrder(a: Placed, b: Placed): number {
  const [aSource, aIndex, aIssue] = a.order;
  const [bSource, bIndex, bIssue] = b.order;
  if (aSource !== bSource) return aSource < bSource ? -1 : 1;
  if (aIndex !== bIndex) return aIndex - bIndex;
  if (aIssue !== bIssue) return aIssue - bIssue;
  const [left, right] = [JSON.stringify(a.occurrence), JSON.stringify(b.occurrence)];
  return left === right ? 0 : left < right ? -1 : 1;
}
