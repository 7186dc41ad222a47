// Which parts of a run there are: a part that is missing is a gap, not a pass.
import type { Judged } from './options.ts';

type Gap = NonNullable<Judged['unchecked']>;

export type ShardName = { readonly number: number; readonly count: number };

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
