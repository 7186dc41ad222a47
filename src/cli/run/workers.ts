// How many threads read, and what each of them has to know.
import { availableParallelism } from 'node:os';
import { InputError } from '../../lib/input-error.ts';
import { findFiles, statOf } from '../../recordings/find.ts';
import { observeInWorkers, type WorkersResult } from '../../scale/workers.ts';
import { type Input, type Io, optionOf } from '../command.ts';
import { LARGE, progressOf, type Run } from './feed.ts';

/** Plain data, from which a thread makes its own settings. */
export type Told = { readonly input: Input; readonly cwd: string; readonly now: string };

/** undefined where one thread is as good. */
export async function observeInThreads(run: Run, io: Io): Promise<WorkersResult | undefined> {
  const { settings, input } = run;
  const files = await findFiles(settings.recordings, { exclude: settings.exclude });
  const octets = files.reduce((sum, { path }) => sum + (statOf(path)?.size ?? 0), 0);
  const count = workersFor(optionOf(input, 'workers'), octets);
  if (count < 2) return undefined;
  return observeInWorkers<Told>({
    files,
    count,
    program: new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url),
    told: { input, cwd: io.cwd, now: io.now().toISOString() },
    signal: io.signal,
    progress: await progressOf(files, run, io),
  });
}

function workersFor(given: string | undefined, octets: number): number {
  if (given === undefined) return Math.min(availableParallelism(), Math.floor(octets / (LARGE / 2)));
  if (/^[1-9]\d{0,2}$/.test(given)) return Number(given);
  throw new InputError(`"${given}" is no number of workers`, {
    fix: 'give a number from 1 to 999, such as --workers 2',
  });
}
