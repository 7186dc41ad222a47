// What all adapters share: sampling, waiting, telling. Nothing of it may harm the application.

import { methodNamed } from '../lib/http-methods.ts';
import { InputError } from '../lib/input-error.ts';
import type { CompiledOperation, Issue } from '../model.ts';
import type { JudgedResponse } from '../verdict/judge-response.ts';
import { matchOperation } from '../verdict/match.ts';
import { responseRules } from '../verdict/rules.ts';
import { driftOf, type Seen } from './drift.ts';
import type { ItemsJudge } from './judge-items.ts';
import { createReceivedJudge } from './judge-received.ts';
import type { WatchOptions } from './options.ts';
import type { Received, WatchedContract } from './received.ts';
import { octetReader, type Streamed, type StreamSink, streamedBy } from './stream.ts';
import { createTeller, isDriftError, quietly } from './tell.ts';

export type Watcher = {
  readonly maxBytes: number;
  /** Whether the caller must not have its response before the verdict. */
  readonly holdsBack: boolean;
  /** The operation, where this response is to be looked at: without one its body needs no reading. */
  readonly watched: (method: string, url: string) => CompiledOperation | undefined;
  /** For a response that is a stream of items; undefined for any other. */
  readonly stream: (operation: CompiledOperation, received: Omit<Received, 'read'>) => Stream | undefined;
  /** Settles with the verdict or, when patience ends, before it; rejects with a DriftError alone. */
  readonly settle: (operation: CompiledOperation, received: Received) => Promise<void>;
};

/** A stream, and how its octets become the text that the sink takes. */
export type Stream = { readonly sink: StreamSink; readonly text: ReturnType<typeof octetReader> };

const MAX_IN_FLIGHT = 100;

export function createWatcher(contract: WatchedContract, options: WatchOptions = {}): Watcher {
  if (contract.detail === undefined) throw noDetail();
  const {
    onDrift = 'warn',
    sample = 1,
    random = Math.random,
    logger,
    patience = 250,
    rules = responseRules,
  } = options;
  const maxBytes = options.maxBytes ?? 4 * 1024 * 1024;
  const holdsBack = onDrift === 'throw';
  const isDeaf = onDrift === 'ignore' && logger === undefined;
  const tell = createTeller(options);
  const judge = createReceivedJudge(contract, maxBytes, rules);
  let inFlight = 0;

  function tellOf(seen: Seen, issues: readonly Issue[]): void {
    tell(issues.flatMap((issue) => driftOf(seen, issue, rules)));
  }

  function sinkOf(operation: CompiledOperation, streamed: Streamed): StreamSink {
    const { status } = streamed.head.exchange.response;
    const seen = { operation, status, mediaType: streamed.content.mediaType };
    return itemsSink(judge.items(streamed), {
      most: holdsBack ? Number.POSITIVE_INFINITY : maxBytes,
      tell: (issues) => tellOf(seen, issues),
      onError: (error) => {
        if (isDriftError(error)) throw error;
        quietly({}, () => options.onError?.(error));
      },
    });
  }

  async function verdict(operation: CompiledOperation, received: Received): Promise<void> {
    inFlight++;
    try {
      const { mediaType, issues } = await judge.verdict(operation, received);
      tellOf({ operation, status: received.status, mediaType }, issues);
    } catch (error) {
      if (isDriftError(error)) throw error;
      quietly({}, () => options.onError?.(error));
    } finally {
      inFlight--;
    }
  }

  return {
    maxBytes,
    holdsBack,
    watched: (method, url) => {
      if (isDeaf || (!holdsBack && inFlight >= MAX_IN_FLIGHT)) return undefined;
      if (sample < 1 && random() >= sample) return undefined;
      return matchOperation(contract, methodNamed(method), url);
    },
    stream: (operation, received) => {
      const streamed = streamedBy(operation, received);
      return streamed && { sink: sinkOf(operation, streamed), text: octetReader(streamed.framing) };
    },
    settle: (operation, received) => {
      const settled = verdict(operation, received);
      return holdsBack ? settled : atMost(patience, settled);
    },
  };
}

type SinkOptions = {
  /** Characters that may wait, as while the explainer is loaded; more than that ends the judging of this stream. */
  readonly most: number;
  readonly tell: (issues: readonly Issue[]) => void;
  readonly onError: (error: unknown) => void;
};

/** Piece after piece, in the order in which they came. */
export function itemsSink(items: Promise<ItemsJudge>, { most, tell, onError }: SinkOptions): StreamSink {
  let turn: Promise<unknown> = items;
  let waiting = 0;
  let isOver = false;
  const next = async (
    size: number,
    step: (items: ItemsJudge) => Promise<readonly JudgedResponse[]>,
  ): Promise<void> => {
    waiting += size;
    isOver ||= waiting > most;
    if (isOver) return;
    const settled = turn.then(async () => {
      for (const { issues } of isOver ? [] : await step(await items)) tell(issues);
      waiting -= size;
    });
    turn = settled;
    try {
      await settled;
    } catch (error) {
      isOver = true;
      onError(error);
    }
  };
  return {
    push: (text) => (text === '' ? Promise.resolve() : next(text.length, (each) => each.push(text))),
    end: () => next(0, (each) => each.end()),
  };
}

/** Types forbid it; without them every explanation would fail unseen. */
function noDetail(): InputError {
  return new InputError('the contract comes without its detail', {
    fix: 'hand over { ...contract, detail }, with the detail that detail.js beside the compiled contract exports',
  });
}

/** A body that trickles in for hours (a watch, a long poll) keeps nobody waiting. */
async function atMost(milliseconds: number, settled: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([settled, enough]);
  clearTimeout(timer);
}
