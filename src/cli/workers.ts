// One run on several cores: each thread reads a stretch of the recordings and hands back what it counted. The parts join to exactly
// what one thread would have counted.
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { InputError } from '../lib/input-error.ts';
import type { Place } from '../model.ts';
import { findFiles } from '../recordings/find.ts';
import type { PartialReport } from '../report/partial.ts';
import { type Part, planShards } from '../scale/shards.ts';
import { type Input, optionOf } from './command.ts';
import type { Interrupt } from './interrupt.ts';
import type { Io } from './io.ts';
import { LARGE } from './large.ts';
import type { Progress } from './progress.ts';
import type { Settings } from './settings.ts';

export type WorkersResult = {
  readonly sources: readonly string[];
  readonly partials: readonly PartialReport[];
};

/** What a thread is told. */
export type Task = {
  readonly input: Input;
  readonly cwd: string;
  readonly now: string;
  readonly parts: readonly Part[];
  readonly sources: readonly string[];
  /** Whether to tell how much was read. */
  readonly tells: boolean;
};

/** What it says meanwhile: octets read since it said so last. */
export type News = { readonly octets: number };

/** What it answers: an InputError does not survive the way as such. */
export type Answer =
  | { readonly partial: PartialReport }
  | { readonly error: { readonly message: string; readonly place?: Place; readonly fix?: string } };

/** undefined where one thread is as good. */
export async function observeInWorkers(
  run: { readonly settings: Settings; readonly input: Input },
  io: Io,
  openProgress: (files: readonly { readonly path: string }[]) => Promise<Progress | undefined>,
): Promise<WorkersResult | undefined> {
  const { settings, input } = run;
  const options = { exclude: settings.exclude };
  const files = await findFiles(settings.recordings, options);
  const octets = files.reduce((sum, { path }) => sum + statSync(path).size, 0);
  const count = workersFor(optionOf(input, 'workers'), octets);
  if (count < 2) return undefined;
  const sources = files.map(({ path }) => path);
  const shards = (await planShards(settings.recordings, count, options)).filter((parts) => parts.length > 0);
  const told = { input, cwd: io.cwd, now: io.now().toISOString(), sources };
  const progress = await openProgress(files);
  const tells = progress !== undefined;
  try {
    const answers = await Promise.all(
      shards.map((parts) => runWorker({ ...told, parts, tells }, io.signal, progress)),
    );
    return { sources, partials: answers.map(partialOf) };
  } finally {
    progress?.end();
  }
}

function workersFor(given: string | undefined, octets: number): number {
  if (given === undefined) return Math.min(availableParallelism(), Math.floor(octets / (LARGE / 2)));
  if (/^[1-9]\d{0,2}$/.test(given)) return Number(given);
  throw new InputError(`"${given}" is no number of workers`, {
    fix: 'give a number from 1 to 999, such as --workers 2',
  });
}

function runWorker(
  workerData: Task,
  signal: Interrupt | undefined,
  progress: Progress | undefined,
): Promise<Answer> {
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  const worker = new Worker(new URL(file, import.meta.url), { workerData });
  const interrupt = (): void => worker.postMessage('interrupt');
  signal?.addEventListener('abort', interrupt, { once: true });
  if (signal?.aborted) interrupt();
  const answered = new Promise<Answer>((resolve, reject) => {
    worker.on('message', (said: Answer | News) => {
      if ('octets' in said) progress?.add(said.octets);
      else resolve(said);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a worker ended with ${code} and no answer`)));
  });
  return answered.finally(() => signal?.removeEventListener('abort', interrupt));
}

function partialOf(answer: Answer): PartialReport {
  if ('partial' in answer) return answer.partial;
  const { message, ...more } = answer.error;
  throw new InputError(message, more);
}
