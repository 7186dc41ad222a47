import { methodNamed } from '../lib/http-methods.ts';
import type { WatchOptions } from './options.ts';
import type { WatchedContract } from './received.ts';
import { fetchHeaders, type ResponseLike, readClone } from './received.ts';
import { drainClone, tapResponse } from './tap.ts';
import { isDriftError } from './tell.ts';
import { createWatcher, type Watcher } from './watcher.ts';

type FetchLike = (...args: never[]) => Promise<ResponseLike>;

/** The same fetch, whose responses are held against the contract; it answers, fails and streams as before. */
export function watch<Fetch extends FetchLike>(
  fetch: Fetch,
  contract: WatchedContract,
  options: WatchOptions = {},
): Fetch {
  const watcher = createWatcher(contract, options);
  async function watched(...args: readonly unknown[]): Promise<ResponseLike> {
    const response = await (fetch as unknown as (...args: readonly unknown[]) => Promise<ResponseLike>)(
      ...args,
    );
    await settleResponse(watcher, () => targetOf(args), response);
    return response;
  }
  return watched as unknown as Fetch;
}

export type Target = { readonly method: string; readonly url: string };

/** fetch(input, init): a string, a URL, or a Request whose method the init may replace. */
function targetOf([input, init]: readonly unknown[]): Target {
  const request = typeof input === 'object' && input !== null && 'url' in input ? input : undefined;
  const method = methodOf(init) ?? methodOf(request) ?? 'GET';
  return { method, url: String(request === undefined ? input : request.url) };
}

function methodOf(source: unknown): string | undefined {
  if (typeof source !== 'object' || source === null || !('method' in source)) return undefined;
  return typeof source.method === 'string' ? source.method : undefined;
}

/** `isOwn`: the caller reads this very response, and no clone of it. */
export async function settleResponse(
  watcher: Watcher,
  target: () => Target,
  response: ResponseLike,
  isOwn = true,
): Promise<void> {
  try {
    await settleAnswer(watcher, answered(target(), response), response, isOwn);
  } catch (error) {
    if (isDriftError(error)) throw error;
  }
}

async function settleAnswer(
  watcher: Watcher,
  { method, url }: Target,
  response: ResponseLike,
  isOwn: boolean,
): Promise<void> {
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.type === 'error') return;
  const operation = watcher.watched(method, url);
  if (operation === undefined) return;
  const received = {
    method: methodNamed(method),
    url,
    status: response.status,
    headers: fetchHeaders(response.headers),
    hidesHeaders: response.type === 'cors' && 'document' in globalThis,
  };
  const { holdsBack, maxBytes: most } = watcher;
  const stream = watcher.stream(operation, received);
  if (stream !== undefined && isOwn && tapResponse(response, { ...stream, holdsBack })) return;
  // Nobody can be kept from what comes on another branch, nor waits for it.
  if (stream !== undefined) return void drainClone(response, stream, most);
  await watcher.settle(operation, { ...received, read: (maxBytes) => readClone(response, maxBytes) });
}

/** After a redirect another resource answers, to GET where the method was changed (Fetch standard, HTTP-redirect fetch). */
function answered({ method, url }: Target, { redirected, url: last }: ResponseLike): Target {
  if (redirected !== true || last === undefined || last === '') return { method, url };
  return { method: method.toUpperCase() === 'HEAD' ? 'HEAD' : 'GET', url: last };
}
