// Where the exchanges of a run come from: by default its recordings, whole or one shard of them.
import { InputError } from '../../lib/input-error.ts';
import { unknownName } from '../../lib/suggest.ts';
import type { Baseline, CompiledContract, Exchange, Unreadable } from '../../model.ts';
import { findFiles, statOf } from '../../recordings/find.ts';
import type { Hints } from '../../recordings/format.ts';
import { type ReadOptions, readFiles } from '../../recordings/read.ts';
import type { Judged } from '../../report/options.ts';
import { type Input, type Io, optionOf } from '../command.ts';
import type { Settings } from '../config/settings.ts';
import type { Usage } from '../config/usage.ts';
import type { ContractModule } from './module.ts';
import type { Progress, Sized } from './progress.ts';
import type { Listener } from './read.ts';

export type Run = {
  readonly settings: Settings;
  /** The contract, where it is open already. */
  readonly module?: ContractModule | undefined;
  readonly baseline: Baseline | undefined;
  readonly input: Input;
  readonly listener?: Listener | undefined;
  /** What else is known of an exchange than its verdict. */
  readonly amend?: ((exchange: Exchange, judged: Judged) => Judged) | undefined;
  /** Where exchanges come from, instead of the recordings. */
  readonly feed?: OpenFeed | undefined;
  /** Which part of a run this is: `2/4`. */
  readonly shard?: string | undefined;
  /** Shared by the runs over several contracts: whoever started them tells what matched nothing. */
  readonly usage?: Usage;
};

export type Feed = {
  /** Each must hold at least one exchange. */
  readonly sources: readonly string[];
  readonly blocks: AsyncIterable<Iterable<Exchange | Unreadable>>;
  readonly progress?: Progress | undefined;
};

export type OpenFeed = (contract: CompiledContract) => Promise<Feed>;

/** Octets; below this a second thread takes longer to start than it saves. */
export const LARGE: number = 64 * 1024 * 1024;

/** Whether it is worth asking how large the recordings are. */
export function mayBeSplit({ feed, listener, input, settings }: Run): boolean {
  if (feed !== undefined || listener !== undefined || settings.recordings.includes('-')) return false;
  return optionOf(input, 'workers') !== undefined || isLarge(settings.recordings);
}

/** A folder or a glob may hold much; a file tells. */
function isLarge(sources: readonly string[]): boolean {
  return sources.some((source) => {
    const info = statOf(source);
    return info?.isFile() !== true || info.size >= LARGE;
  });
}

export async function recordedFeed(run: Run, contract: CompiledContract, io: Io): Promise<Feed> {
  const { settings, input, shard } = run;
  const options = readOptions(input, settings, contract, io);
  if (shard !== undefined) {
    const { readParts, shardOf } = await import('../../scale/shards.ts');
    const { parts, sources } = await shardOf(settings.recordings, shard, options);
    const progress = await progressOf(parts, run, io);
    return { sources, blocks: readParts(parts, { ...options, onOctets: progress?.add }), progress };
  }
  const files = await findFiles(settings.recordings, options);
  const progress = await progressOf(files, run, io);
  const blocks = readFiles(files, { ...options, onOctets: progress?.add });
  return { sources: files.map(({ path }) => path), blocks, progress };
}

export function readOptions(
  input: Input,
  settings: Settings,
  contract: CompiledContract,
  io: Io,
): ReadOptions {
  const exclude = settings.exclude;
  const stdin = settings.recordings.includes('-') ? io.stdin : undefined;
  return { exclude, stdin, limits: settings.config.limits, ...bodyHints(input, contract) };
}

/** What a bare body answers: it names neither its request nor its status. A raw message (`curl -i`) has its status. */
function bodyHints(input: Input, contract: CompiledContract): Hints {
  const [id, status] = [optionOf(input, 'operation'), optionOf(input, 'status')];
  if (id === undefined && status === undefined) return {};
  if (id === undefined)
    throw new InputError('a bare body needs both --operation and --status', {
      fix: 'give the other one too',
    });
  if (status !== undefined && !/^[1-9]\d\d$/.test(status))
    throw new InputError(`"${status}" is not a status`, { fix: 'give three digits, such as --status 200' });
  const operation = contract.operations.find((candidate) => candidate.id === id);
  if (operation === undefined) {
    const known = contract.operations.map((candidate) => candidate.id);
    throw unknownName({ noun: 'operation', name: id, known, before: '--operation ' });
  }
  return {
    method: operation.method,
    url: `${operation.prefixes[0] ?? ''}${operation.path}`,
    ...(status === undefined ? {} : { status: Number(status) }),
  };
}

/** undefined where standard error is no terminal, or where lines of results come between. */
export async function progressOf(
  files: readonly Sized[],
  { listener }: Run,
  { stderr, stdout }: Io,
): Promise<Progress | undefined> {
  if (!stderr.isTerminal || (listener !== undefined && stdout.isTerminal)) return undefined;
  const { createProgress, totalOf } = await import('./progress.ts');
  return createProgress(stderr, totalOf(files));
}
