import type { Body, Headers } from '../model.ts';
import type { WatchOptions } from './options.ts';
import { UNREAD, type WatchedContract } from './received.ts';
import { isDriftError } from './tell.ts';
import { createWatcher, type Watcher } from './watcher.ts';

/** The part of an axios response that is used here. */
export type AxiosResponseLike = {
  readonly status: number;
  readonly data: unknown;
  readonly headers: object;
  readonly config: {
    readonly url?: string | undefined;
    readonly baseURL?: string | undefined;
    readonly method?: string | undefined;
    readonly responseType?: string | undefined;
  };
};

type AxiosLike = {
  readonly interceptors: {
    readonly response: {
      readonly use: (
        // biome-ignore lint/suspicious/noExplicitAny: each instance has its own response type, and it comes back as it was
        onFulfilled: (response: any) => any,
        onRejected: (error: unknown) => Promise<never>,
      ) => number;
      readonly eject: (id: number) => void;
    };
  };
};

/** Holds the responses of an axios instance against the contract, those that axios rejects too; the function returned ends it. */
export function watchAxios(
  axios: AxiosLike,
  contract: WatchedContract,
  options: WatchOptions = {},
): () => void {
  const watcher = createWatcher(contract, options);
  const { response: interceptors } = axios.interceptors;
  const id = interceptors.use(
    async (response: AxiosResponseLike) => {
      await settleAxios(watcher, response);
      return response;
    },
    async (error) => {
      const response = (error as { readonly response?: AxiosResponseLike } | undefined)?.response;
      if (response !== undefined) await settleAxios(watcher, response);
      throw error;
    },
  );
  return () => interceptors.eject(id);
}

async function settleAxios(watcher: Watcher, response: AxiosResponseLike): Promise<void> {
  try {
    const { config, status } = response;
    const method = (config.method ?? 'get').toUpperCase();
    const url = urlOf(config);
    const operation = watcher.watched(method, url);
    if (operation === undefined) return;
    const headers = headersOf(response.headers);
    await watcher.settle(operation, {
      method,
      url,
      status,
      headers,
      hidesHeaders: 'document' in globalThis,
      read: () => bodyOf(response),
    });
  } catch (error) {
    if (isDriftError(error)) throw error;
  }
}

/** As axios combines them: an absolute url stands for itself. */
function urlOf({ url = '', baseURL = '' }: AxiosResponseLike['config']): string {
  if (baseURL === '' || /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(url)) return url;
  return url === '' ? baseURL : `${baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`;
}

function headersOf(headers: object): Headers {
  const fields = 'toJSON' in headers && typeof headers.toJSON === 'function' ? headers.toJSON() : headers;
  return Object.fromEntries(
    Object.entries(fields as object).filter(([, value]) => typeof value === 'string' || Array.isArray(value)),
  ) as Headers;
}

/** axios has parsed JSON already; a text that it could not parse is no value that a JSON schema takes, unless one of a string. */
function bodyOf({ data, config }: AxiosResponseLike): Body {
  const { responseType = 'json' } = config;
  if (responseType !== 'json' && responseType !== 'text') return UNREAD;
  if (data === undefined || data === '') return { kind: 'none' };
  return typeof data === 'string' && responseType === 'text'
    ? { kind: 'text', text: data }
    : { kind: 'json', value: data };
}
