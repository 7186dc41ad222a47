// `check --watch`: a run, then another whenever something that it read has changed. The system's events only wake us up;
// whether anything is different is told by names, sizes and times, so that what a run writes itself does not start the next.
import { type FSWatcher, watch as watchPath } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../lib/input-error.ts';
import { type Input, isSet } from '../command.ts';
import { reportError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Interrupt } from '../interrupt.ts';
import type { Io } from '../io.ts';
import { changedSince, type Seen, type Watched, watchedBy } from './watched.ts';

/** Editors write a file in several steps. */
const SETTLE = 100;
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

export async function watch(input: Input, io: Io, check: () => Promise<number>): Promise<number> {
  refuse(input);
  const alarm = createAlarm(io.signal);
  let code: number = exitCodes.passed;
  let watched = await watchedBy(input, io);
  while (!io.signal?.aborted) {
    const before = watched;
    code = await checked(check, io);
    watched = await watchedBy(input, io);
    alarm.watch(watched.roots);
    const change =
      changedSince(before.seen, watched.seen) ?? (await nextChange(watched.seen, alarm, input, io));
    if (change === undefined) break;
    watched = await watchedBy(input, io);
    await io.stdout.write(io.stdout.isTerminal ? CLEAR : `\n${change}: changed\n`);
  }
  alarm.close();
  return code;
}

function refuse(input: Input): void {
  const name = isSet(input, 'live') ? '--live' : input.arguments.includes('-') ? 'standard input' : undefined;
  if (name === undefined) return;
  throw new InputError(`${name} can not be watched`, { fix: 'leave out --watch, or name files and folders' });
}

/** What the user can mend ends a run, not the watching: it is being mended. */
async function checked(check: () => Promise<number>, io: Io): Promise<number> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return reportError(error, io);
  }
}

/** The first file that differs; undefined where the user interrupted instead. */
async function nextChange(seen: Seen, alarm: Alarm, input: Input, io: Io): Promise<string | undefined> {
  await io.stderr.write(`watching ${seen.size} ${seen.size === 1 ? 'file' : 'files'}; Ctrl-C ends it\n`);
  while (await alarm.rings()) {
    await sleep(SETTLE);
    const change = changedSince(seen, (await watchedBy(input, io)).seen);
    if (change !== undefined) return change;
  }
  return undefined;
}

type Alarm = {
  readonly watch: (roots: Watched['roots']) => void;
  /** False once the user interrupted. */
  readonly rings: () => Promise<boolean>;
  readonly close: () => void;
};

function createAlarm(signal: Interrupt | undefined): Alarm {
  let watchers: readonly FSWatcher[] = [];
  let rung = false;
  let wake = (): void => {};
  const ring = (): void => {
    rung = true;
    wake();
  };
  const close = (): void => {
    for (const watcher of watchers) watcher.close();
    watchers = [];
  };
  signal?.addEventListener('abort', ring, { once: true });
  return {
    close,
    watch: (roots) => {
      close();
      watchers = roots.map(({ path, recursive }) => watchPath(path, { recursive }, ring));
      for (const watcher of watchers) watcher.on('error', ring);
    },
    rings: async () => {
      if (!rung && !signal?.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      rung = false;
      return signal?.aborted !== true;
    },
  };
}
