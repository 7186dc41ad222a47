// Partial reports as text: one line of JSON each, so that they may be put one after the other in any order, by any engine.
import { readFileSync } from 'node:fs';
import { InputError } from '../lib/input-error.ts';
import type { CompiledContract } from '../model.ts';
import type { PartialReport } from '../report/partial.ts';
import { repeatedShard } from '../report/shards.ts';
import { cannotRead, writeWhole } from './files.ts';
import type { Io } from './io.ts';
import { version } from './version.ts';

export async function writePartial(partial: PartialReport, file: string | undefined, io: Io): Promise<void> {
  const line = `${JSON.stringify(partial)}\n`;
  if (file !== undefined) return writeWhole(file, line);
  await io.stdout.write(line);
}

/** Every partial report in the files, or in standard input for '-'. */
export async function readPartials(
  files: readonly string[],
  contract: CompiledContract,
  io: Io,
): Promise<readonly PartialReport[]> {
  const partials: PartialReport[] = [];
  for (const file of files)
    for (const [index, line] of (await textOf(file, io)).split('\n').entries())
      if (line.trim() !== '') partials.push(parsePartial(line, { file, line: index + 1 }, contract));
  const twice = repeatedShard(partials.flatMap(({ shards }) => shards));
  if (twice !== undefined)
    throw new InputError(`shard ${twice} is there twice`, {
      fix: 'give the partial report of each shard once',
    });
  return partials;
}

async function textOf(file: string, io: Io): Promise<string> {
  if (file !== '-') return readText(file);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of io.stdin) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw cannotRead(file, error);
  }
}

type Line = { readonly file: string; readonly line: number };

/** Only what driftgate wrote is read: the same version and the same contract, so that its counters mean the same. */
function parsePartial(text: string, place: Line, contract: CompiledContract): PartialReport {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !('partial' in value) || value.partial !== 1)
    throw new InputError('no partial report', {
      place,
      fix: 'write it with driftgate check --format partial',
    });
  const partial = value as PartialReport;
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
  return partial;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
