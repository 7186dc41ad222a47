import type { WatchOptions } from './options.ts';
import type { ResponseLike, WatchedContract } from './received.ts';
import { settleResponse, type Target } from './watch.ts';
import { createWatcher } from './watcher.ts';

/** For `client.use(...)` of openapi-fetch. */
export type OpenapiFetchMiddleware = {
  readonly onResponse: (context: {
    readonly request: Target;
    readonly response: ResponseLike;
  }) => Promise<undefined>;
};

/** A middleware for `client.use(...)` of openapi-fetch, which holds its responses against the contract. */
export function openapiFetchMiddleware(
  contract: WatchedContract,
  options: WatchOptions = {},
): OpenapiFetchMiddleware {
  const watcher = createWatcher(contract, options);
  return {
    onResponse: async ({ request, response }) => {
      await settleResponse(watcher, () => request, response);
      return undefined;
    },
  };
}
