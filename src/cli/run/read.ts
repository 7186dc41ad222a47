// The loop over everything that was recorded. One `await` a block, not one an exchange, unless something has to be waited for.

import { type Interrupt, Stopped } from '../../lib/interrupt.ts';
import { keepHeapSmall } from '../../lib/memory.ts';
import type { Exchange, Unreadable } from '../../model.ts';
import type { Judged, Rated, ReportBuilder } from '../../report/options.ts';
import type { Judge } from './judge.ts';

/** Called for each entry as it is read; a promise holds the reading back. */
export type Listener = (
  entry: Exchange | Unreadable,
  judged: Judged | undefined,
  rated: Rated | undefined,
) => Promise<void> | undefined;

type Loop = {
  readonly judge: Judge;
  readonly builder: ReportBuilder;
  readonly listener: Listener | undefined;
  readonly amend?: ((exchange: Exchange, judged: Judged) => Judged) | undefined;
  readonly signal: Interrupt | undefined;
};

/** So many entries make a long run. */
const MANY = 1024;

/** Milliseconds after which an interrupt gets its chance: a few small records may hold bodies that take long. */
const TURN = 100;
/** Entries, since asking for the time takes 2 % of a run that asks at each of them. It is asked after each that had to be waited for, too. */
const ASK_EVERY = 4;

export async function readAll(
  blocks: AsyncIterable<Iterable<Exchange | Unreadable>>,
  loop: Loop,
): Promise<void> {
  let count = 0;
  let turn = Date.now();
  for await (const block of untilAborted(blocks, loop.signal)) {
    for (const entry of block) {
      if (++count === MANY) keepHeapSmall();
      const waiting = take(entry, loop);
      if (waiting !== undefined && (await isStopped(waiting))) return;
      if ((waiting !== undefined || count % ASK_EVERY === 0) && Date.now() - turn > TURN) {
        await new Promise(setImmediate);
        turn = Date.now();
      }
      if (loop.signal?.aborted) return;
    }
  }
}

/** Whether an interrupt ended what was waited for. */
async function isStopped(waiting: Promise<void>): Promise<boolean> {
  try {
    await waiting;
    return false;
  } catch (error) {
    if (error instanceof Stopped) return true;
    throw error;
  }
}

function take(entry: Exchange | Unreadable, loop: Loop): Promise<void> | undefined {
  if ('unreadable' in entry) {
    loop.builder.addUnreadable(entry);
    return loop.listener?.(entry, undefined, undefined);
  }
  const judged = loop.judge.judge(entry);
  if (!('outcome' in judged)) return judged.then((verdict) => note(entry, verdict, loop));
  return note(entry, judged, loop);
}

function note(exchange: Exchange, verdict: Judged, loop: Loop): Promise<void> | undefined {
  const { builder, listener, amend } = loop;
  const judged = amend === undefined ? verdict : amend(exchange, verdict);
  const rated = builder.add(exchange, judged);
  return listener?.(exchange, judged, rated);
}

/**
 * Standard input may never say another word: an interrupt ends the wait for it. It listens until the end, so that an interrupt while a block is
 * judged ends the run with its report. Not Promise.race against one lasting promise: that would keep every block alive.
 */
async function* untilAborted<T>(source: AsyncIterable<T>, signal: Interrupt | undefined): AsyncGenerator<T> {
  if (signal === undefined) return yield* source;
  const iterator = source[Symbol.asyncIterator]();
  let stopWaiting = (): void => {};
  const stop = (): void => stopWaiting();
  signal.addEventListener('abort', stop, { once: true });
  try {
    while (!signal.aborted) {
      const next = await new Promise<IteratorResult<T> | undefined>((resolve, reject) => {
        stopWaiting = () => resolve(undefined);
        iterator.next().then(resolve, reject);
      });
      if (next === undefined || next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
