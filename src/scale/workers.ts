// One run on several cores: each thread reads a part of the recordings and answers with what it counted. The answers join to exactly
// what one thread would have counted. Both sides of the conversation stand here; what a thread counts with is given by the caller.
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { InputError, orMistake } from '../lib/input-error.ts';
import { createInterrupt, type Interrupt } from '../lib/interrupt.ts';
import { defined } from '../lib/objects.ts';
import type { Place } from '../model.ts';
import type { Found } from '../recordings/find.ts';
import type { PartialReport } from '../report/partial.ts';
import { type Part, planShards } from './shards.ts';

type Task<Told> = {
  /** What the caller has every thread know: plain data. */
  readonly told: Told;
  readonly parts: readonly Part[];
  /** All recordings of the run, not only those of this thread. */
  readonly sources: readonly string[];
  /** Whether to report how much was read. */
  readonly tells: boolean;
};

/** Sent while a thread reads: octets since the last message. */
type News = { readonly octets: number };

/** An InputError can't be posted as such. */
type Answer =
  | { readonly partial: PartialReport }
  | { readonly error: { readonly message: string; readonly place?: Place; readonly fix?: string } };

type Progress = { readonly add: (octets: number) => void; readonly end: () => void };

type WorkersRun<Told> = {
  readonly files: readonly Found[];
  readonly count: number;
  /** The module of a thread: it calls `answerTask`. */
  readonly program: URL;
  readonly told: Told;
  readonly signal: Interrupt | undefined;
  readonly progress: Progress | undefined;
};

export type WorkersResult = {
  readonly sources: readonly string[];
  readonly partials: readonly PartialReport[];
};

export async function observeInWorkers<Told>(run: WorkersRun<Told>): Promise<WorkersResult> {
  const { files, count, program, told, signal, progress } = run;
  const sources = files.map(({ path }) => path);
  const shards = (await planShards(files, count)).filter((parts) => parts.length > 0);
  const common = { told, sources, tells: progress !== undefined };
  try {
    const answers = await Promise.all(
      shards.map((parts) => ask({ ...common, parts }, { program, signal, progress })),
    );
    return { sources, partials: answers.map(partialOf) };
  } finally {
    progress?.end();
  }
}

type Around = Pick<WorkersRun<unknown>, 'program' | 'signal' | 'progress'>;

function ask<Told>(task: Task<Told>, { program, signal, progress }: Around): Promise<Answer> {
  const worker = new Worker(program, { workerData: task });
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

type Count<Told> = (
  task: Task<Told>,
  around: { readonly interrupt: Interrupt; readonly onOctets: ((octets: number) => void) | undefined },
) => Promise<PartialReport>;

/** The thread's side: counts what it was asked for, and ends. */
export async function answerTask<Told>(count: Count<Told>): Promise<void> {
  const task = workerData as Task<Told>;
  const { interrupt, abort } = createInterrupt();
  parentPort?.once('message', abort);
  parentPort?.postMessage(
    await answerOf(() => count(task, { interrupt, onOctets: task.tells ? tellOctets() : undefined })),
  );
  parentPort?.unref();
}

async function answerOf(count: () => Promise<PartialReport>): Promise<Answer> {
  const partial = await orMistake(count);
  if (!(partial instanceof InputError)) return { partial };
  const { message, place, fix } = partial;
  return { error: { message, ...defined({ place, fix }) } };
}

const NEWSWORTHY = 4 * 1024 * 1024;

/** Only every few megabytes, since a message costs more than a block. */
function tellOctets(): (octets: number) => void {
  let untold = 0;
  return (more) => {
    untold += more;
    if (untold < NEWSWORTHY) return;
    parentPort?.postMessage({ octets: untold } satisfies News);
    untold = 0;
  };
}
