// Partial reports as text: one line of JSON each, so that anything that puts lines together can put them together, in any order.

import { attempt } from '../lib/attempt.ts';
import { InputError } from '../lib/input-error.ts';
import { keepHeapSmall } from '../lib/memory.ts';
import { isObject } from '../lib/objects.ts';
import type { CompiledContract } from '../model.ts';
import { fileChunks } from '../recordings/source.ts';
import type { PartialReport } from '../report/partial.ts';
import { type PackedReport, packPartial, unpackPartial } from './packed.ts';

export function partialText(partial: PartialReport): string {
  return `${JSON.stringify(packPartial(partial))}\n`;
}

/** What a partial report has to come from, so that its counters mean the same. */
type Origin = {
  readonly contracts: readonly CompiledContract[];
  /** Of driftgate. */
  readonly version: string;
  readonly stdin: AsyncIterable<Uint8Array>;
};

/** Every partial report in the files, `-` being standard input. One after the other, since each may be large. */
export async function* readPartials(files: readonly string[], origin: Origin): AsyncGenerator<PartialReport> {
  const shards = new Set<string>();
  for (const file of files) {
    let number = 0;
    for await (const line of linesOf(file, file === '-' ? origin.stdin : fileChunks(file))) {
      number++;
      if (line.trim() === '') continue;
      if (line.length > MUCH) keepHeapSmall();
      const partial = parsePartial(line, { file, line: number }, origin);
      for (const shard of partial.shards) noteShard(shards, partial.contract.hash, shard);
      yield partial;
    }
  }
}

/** Characters: thousands of findings. */
const MUCH = 256 * 1024;
const LONGEST_LINE = 256 * 1024 ** 2;

function noteShard(shards: Set<string>, contract: string, shard: string): void {
  const name = `${contract} ${shard}`;
  if (shards.has(name))
    throw new InputError(`shard ${shard} is there twice`, {
      fix: 'give the partial report of each shard once',
    });
  shards.add(name);
}

async function* linesOf(file: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n');
    parts.push(first);
    length = more.length === 0 ? length + first.length : (more.at(-1)?.length ?? 0);
    if (length > LONGEST_LINE)
      throw new InputError(`has a line of more than ${LONGEST_LINE / 1024 ** 2} MiB`, {
        place: { file },
        fix: 'give partial reports of driftgate check --format partial',
      });
    for (const next of more) {
      yield parts.join('');
      parts = [next];
    }
  }
  yield parts.join('') + decoder.decode();
}

type Line = { readonly file: string; readonly line: number };

/** Takes only what the same version wrote for one of the contracts. */
function parsePartial(text: string, place: Line, { contracts, version }: Origin): PartialReport {
  const value: unknown = attempt(() => JSON.parse(text));
  if (!isObject(value) || value.partial !== 2)
    throw new InputError('no partial report', {
      place,
      fix: 'write it with driftgate check --format partial',
    });
  const partial = value as unknown as PackedReport;
  if (partial.tool !== version)
    throw new InputError(`was written by driftgate ${partial.tool}; this is ${version}`, {
      place,
      fix: 'use one version for all parts',
    });
  if (!contracts.some(({ hash }) => hash === partial.contract?.hash))
    throw new InputError('was counted against another contract', {
      place,
      fix: 'use one contract for all parts',
    });
  return unpackPartial(partial);
}
