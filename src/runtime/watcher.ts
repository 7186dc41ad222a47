// What all adapters share: sampling, waiting, telling. Nothing of it may harm the application.

import { methodNamed } from '../lib/http-methods.ts';
import { InputError } from '../lib/input-error.ts';
import type { CompiledOperation } from '../model.ts';
import { matchOperation } from '../verdict/match.ts';
import { responseRules } from '../verdict/rules.ts';
import { driftOf } from './drift.ts';
import { createReceivedJudge } from './judge-received.ts';
import type { WatchOptions } from './options.ts';
import type { Received, WatchedContract } from './received.ts';
import { createTeller, isDriftError, quietly } from './tell.ts';

export type Watcher = {
  readonly maxBytes: number;
  /** Whether the caller must not have its response before the verdict. */
  readonly holdsBack: boolean;
  /** The operation, where this response is to be looked at: without one its body needs no reading. */
  readonly watched: (method: string, url: string) => CompiledOperation | undefined;
  /** Settles with the verdict or, when patience ends, before it; rejects with a DriftError alone. */
  readonly settle: (operation: CompiledOperation, received: Received) => Promise<void>;
};

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

  async function verdict(operation: CompiledOperation, received: Received): Promise<void> {
    inFlight++;
    try {
      const { mediaType, issues } = await judge(operation, received);
      tell(
        issues.flatMap((issue) => driftOf({ operation, status: received.status, mediaType }, issue, rules)),
      );
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
    settle: (operation, received) => {
      const settled = verdict(operation, received);
      return holdsBack ? settled : atMost(patience, settled);
    },
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
