// The loop over everything that was recorded. One `await` a block, not one an exchange, unless something has to be waited for.

import { keepHeapSmall } from '../../lib/heap.ts';
import type { Interrupt } from '../../lib/interrupt.ts';
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
  readonly signal: Interrupt | undefined;
};

/** So many entries make a long run. */
const MANY = 1024;

export async function readAll(
  blocks: AsyncIterable<Iterable<Exchange | Unreadable>>,
  loop: Loop,
): Promise<void> {
  let count = 0;
  for await (const block of untilAborted(blocks, loop.signal)) {
    for (const entry of block) {
      if (++count === MANY) keepHeapSmall();
      const waiting = take(entry, loop);
      if (waiting === undefined) continue;
      await waiting;
      if (loop.signal?.aborted) return;
    }
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

function note(exchange: Exchange, judged: Judged, { builder, listener }: Loop): Promise<void> | undefined {
  const rated = builder.add(exchange, judged);
  return listener?.(exchange, judged, rated);
}

/** Standard input may never say another word: an interrupt ends the wait for it. */
async function* untilAborted<T>(source: AsyncIterable<T>, signal: Interrupt | undefined): AsyncGenerator<T> {
  if (signal === undefined) return yield* source;
  const iterator = source[Symbol.asyncIterator]();
  while (!signal.aborted) {
    const next = await nextOrAborted(iterator, signal);
    if (next === undefined || next.done === true) return;
    yield next.value;
  }
}

/** Not Promise.race against one lasting promise: that would keep every block alive. */
function nextOrAborted<T>(
  iterator: AsyncIterator<T>,
  signal: Interrupt,
): Promise<IteratorResult<T> | undefined> {
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined);
    signal.addEventListener('abort', stop, { once: true });
    iterator
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
