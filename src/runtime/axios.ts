import {
  type AxiosResponseLike,
  axiosBody,
  axiosHeaders,
  axiosRawBody,
  axiosTarget,
} from './axios-response.ts';
import type { WatchOptions } from './options.ts';
import type { WatchedContract } from './received.ts';
import { isDriftError } from './tell.ts';
import { createWatcher, type Watcher } from './watcher.ts';

// biome-ignore lint/suspicious/noExplicitAny: each instance has its own types, and what it hands over comes back as it was
type Any = any;

type AxiosLike = {
  readonly interceptors: {
    readonly request: {
      readonly use: (onFulfilled: (config: Any) => Any) => number;
      readonly eject: (id: number) => void;
    };
    readonly response: {
      readonly use: (
        onFulfilled: (response: Any) => Any,
        onRejected: (error: unknown) => Promise<never>,
      ) => number;
      readonly eject: (id: number) => void;
    };
  };
};

/** By the configuration of a request: what came before axios and the application made anything of it. */
type Raw = WeakMap<object, { readonly data: unknown }>;

/** Holds the responses of an axios instance against the contract, those that axios rejects too; the function returned ends it. */
export function watchAxios(
  axios: AxiosLike,
  contract: WatchedContract,
  options: WatchOptions = {},
): () => void {
  const watcher = createWatcher(contract, options);
  const { request, response: interceptors } = axios.interceptors;
  const raw: Raw = new WeakMap();
  const requestId = request.use((config: object) => noting(config, raw));
  const id = interceptors.use(
    async (response: AxiosResponseLike) => {
      await settleAxios(watcher, response, raw);
      return response;
    },
    async (error) => {
      const response = (error as { readonly response?: AxiosResponseLike } | undefined)?.response;
      if (response !== undefined) await settleAxios(watcher, response, raw);
      throw error;
    },
  );
  return () => {
    request.eject(requestId);
    interceptors.eject(id);
  };
}

/** A first transformation that notes what it is given and changes nothing. */
function noting(config: object, raw: Raw): object {
  const { transformResponse } = config as AxiosResponseLike['config'];
  const others = Array.isArray(transformResponse) ? transformResponse : [transformResponse];
  function note(this: unknown, data: unknown): unknown {
    if (typeof this === 'object' && this !== null) raw.set(this, { data });
    return data;
  }
  return Object.assign(config, {
    transformResponse: [note, ...others.filter((one) => typeof one === 'function')],
  });
}

async function settleAxios(watcher: Watcher, response: AxiosResponseLike, raw: Raw): Promise<void> {
  try {
    const target = axiosTarget(response);
    const operation = watcher.watched(target.method, target.url);
    if (operation === undefined) return;
    const noted = raw.get(response.config);
    await watcher.settle(operation, {
      ...target,
      status: response.status,
      headers: axiosHeaders(response.headers),
      hidesHeaders: 'document' in globalThis,
      read: (maxBytes) =>
        noted === undefined ? axiosBody(response, maxBytes) : axiosRawBody(noted.data, response, maxBytes),
    });
  } catch (error) {
    if (isDriftError(error)) throw error;
  }
}
