import type { WatchOptions } from './options.ts';
import type { ResponseLike, WatchedContract } from './received.ts';
import { settleResponse, type Target } from './watch.ts';
import { createWatcher } from './watcher.ts';

type State = { readonly request: Target; readonly response: ResponseLike };

/** For `hooks.afterResponse` of ky: 1 calls it with (request, options, response), 2 with one object. */
export type KyHook = {
  (request: Target, options: unknown, response: ResponseLike): Promise<undefined>;
  (state: State): Promise<undefined>;
};

/** A hook for `hooks.afterResponse` of ky, which holds its responses against the contract. */
export function kyHook(contract: WatchedContract, options: WatchOptions = {}): KyHook {
  const watcher = createWatcher(contract, options);
  return async (first: Target | State, _options?: unknown, third?: ResponseLike) => {
    const state = 'response' in first ? first : { request: first, response: third };
    // ky hands over a clone.
    if (state.response !== undefined)
      await settleResponse(watcher, () => state.request, state.response, false);
    return undefined;
  };
}
