// Partial reports as text: one line of JSON each, so that they may be put one after the other in any order, by any engine.
import { closeSync, openSync, readSync } from 'node:fs';
import { InputError } from '../lib/input-error.ts';
import type { CompiledContract } from '../model.ts';
import type { PartialReport } from '../report/partial.ts';
import { type PackedReport, packPartial, unpackPartial } from '../scale/packed.ts';
import { cannotRead, writeWhole } from './files.ts';
import { keepHeapSmall } from './heap.ts';
import type { Io } from './io.ts';
import { version } from './version.ts';

export async function writePartial(partial: PartialReport, file: string | undefined, io: Io): Promise<void> {
  const line = `${JSON.stringify(packPartial(partial))}\n`;
  if (file !== undefined) return writeWhole(file, line);
  await io.stdout.write(line);
}

/** Every partial report in the files, or in standard input for '-': one after the other, since each may be large. */
export async function* readPartials(
  files: readonly string[],
  contract: CompiledContract,
  io: Io,
): AsyncGenerator<PartialReport> {
  const shards = new Set<string>();
  for (const file of files) {
    let number = 0;
    for await (const line of linesOf(file === '-' ? io.stdin : chunksOf(file))) {
      number++;
      if (line.trim() === '') continue;
      if (line.length > MUCH) keepHeapSmall();
      const partial = parsePartial(line, { file, line: number }, contract);
      for (const shard of partial.shards) noteShard(shards, shard);
      yield partial;
    }
  }
}

/** As text: of thousands of findings. */
const MUCH = 256 * 1024;

function noteShard(shards: Set<string>, shard: string): void {
  if (shards.has(shard))
    throw new InputError(`shard ${shard} is there twice`, {
      fix: 'give the partial report of each shard once',
    });
  shards.add(shard);
}

async function* linesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  for await (const chunk of chunks) {
    const [first = '', ...more] = decoder.decode(chunk, { stream: true }).split('\n');
    parts.push(first);
    for (const next of more) {
      yield parts.join('');
      parts = [next];
    }
  }
  yield parts.join('') + decoder.decode();
}

const CHUNK = 256 * 1024;

function* chunksOf(file: string): Generator<Uint8Array> {
  const descriptor = opened(file);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (let read = readOf(file, descriptor, buffer); read > 0; read = readOf(file, descriptor, buffer))
      yield buffer.subarray(0, read);
  } finally {
    closeSync(descriptor);
  }
}

function opened(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw cannotRead(file, error);
  }
}

function readOf(file: string, descriptor: number, buffer: Buffer): number {
  try {
    return readSync(descriptor, buffer);
  } catch (error) {
    throw cannotRead(file, error);
  }
}

type Line = { readonly file: string; readonly line: number };

/** Only what driftgate wrote is read: the same version and the same contract, so that its counters mean the same. */
function parsePartial(text: string, place: Line, contract: CompiledContract): PartialReport {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !('partial' in value) || value.partial !== 2)
    throw new InputError('no partial report', {
      place,
      fix: 'write it with driftgate check --format partial',
    });
  const partial = value as PackedReport;
  if (partial.tool !== version())
    throw new InputError(`was written by driftgate ${partial.tool}; this is ${version()}`, {
      place,
      fix: 'use one version for all parts',
    });
  if (partial.contract?.hash !== contract.hash)
    throw new InputError('was counted against another contract', {
      place,
      fix: 'use one contract for all parts',
    });
  return unpackPartial(partial);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
