// What a part of a run knows, as plain JSON: enough to go on counting where it stopped, whatever the order in which parts are joined.
// A part that is missing is a gap, never a pass.
import type { ContractDefect, Issue, JsonPointer, Level } from '../model.ts';
import type { Identity } from './fingerprint.ts';

/** Something that could not be checked, by the names under which the config may allow it. */
export type Gap = { readonly reason: string; readonly subject: string; readonly message: string };

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

export type PartialUnchecked = Gap & { readonly tally: PartialTally };

export type PartialResponse = {
  readonly observed: number;
  readonly mediaTypes: Readonly<Record<string, number>>;
  readonly headers: Readonly<Record<string, number>>;
};

/** By index in the contract; what was not observed is left out. */
type PartialOperation = {
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
  /** Names of the config that matched anything. */
  readonly used?: readonly string[];
  /** Schemas that are not judged; some are found only when an operation is met. */
  readonly defects?: readonly ContractDefect[];
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

type ShardName = { readonly number: number; readonly count: number };

/** `2/4`, both from 1. */
export function parseShard(text: string): ShardName | undefined {
  const [, number, count] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  const shard = { number: Number(number), count: Number(count) };
  return number === undefined || shard.number > shard.count ? undefined : shard;
}

export function missingShards(shards: readonly string[]): Gap[] {
  const there = new Set(shards);
  const counts = new Set(shards.map((shard) => parseShard(shard)?.count ?? 0));
  return [...counts].flatMap((count) =>
    Array.from({ length: count }, (_, index) => `${index + 1}/${count}`)
      .filter((shard) => !there.has(shard))
      .map((subject) => ({
        reason: 'shard-missing',
        subject,
        message: `no partial report of shard ${subject}`,
      })),
  );
}
