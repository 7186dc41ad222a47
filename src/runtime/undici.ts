// undici's handlers come in two forms: of 7 and later (onResponseStart, ...) and before (onHeaders, ...). What the inner handler gets
// is what came, byte for byte and at once; only `throw` keeps back the end until the verdict.
import { methodNamed } from '../lib/http-methods.ts';
import type { CompiledOperation, Headers } from '../model.ts';
import type { WatchOptions } from './options.ts';
import type { WatchedContract } from './received.ts';
import { decodedStream, decodeOctets } from './received.ts';
import { isDriftError } from './tell.ts';
import { createWatcher, type Stream, type Watcher } from './watcher.ts';

type DispatchTarget = {
  readonly method: string;
  readonly path: string;
  readonly origin?: string | URL | null | undefined;
};

type Dispatch<Options, Handler> = (options: Options, handler: Handler) => boolean;

/** For `dispatcher.compose(...)`. */
export type UndiciInterceptor = <Options extends DispatchTarget, Handler extends object>(
  dispatch: Dispatch<Options, Handler>,
) => Dispatch<Options, Handler>;

/** An interceptor for `dispatcher.compose(...)` of undici, which holds its responses against the contract. */
export function undiciInterceptor(contract: WatchedContract, options: WatchOptions = {}): UndiciInterceptor {
  const watcher = createWatcher(contract, options);
  return (dispatch) => (target, handler) => {
    const operation = operationOf(watcher, target);
    if (operation === undefined) return dispatch(target, handler);
    return dispatch(target, tap(watcher, operation, target, handler) as typeof handler);
  };
}

function operationOf(watcher: Watcher, { method, path }: DispatchTarget): CompiledOperation | undefined {
  try {
    return watcher.watched(method, path);
  } catch {
    return undefined;
  }
}

type Method = (...args: unknown[]) => unknown;
type Handlers = Record<string, Method | undefined>;

type Received = {
  status: number;
  headers: Headers;
  chunks: Uint8Array<ArrayBuffer>[];
  size: number;
  /** Where the response is a stream of items, which are judged as they come. */
  stream: StreamFeed | undefined;
};

function tap(watcher: Watcher, operation: CompiledOperation, target: DispatchTarget, inner: object): object {
  const handlers = inner as Handlers;
  const received: Received = { status: 0, headers: [], chunks: [], size: 0, stream: undefined };
  const isNew =
    typeof handlers.onResponseStart === 'function' || typeof handlers.onRequestStart === 'function';
  const names = isNew ? NEW : OLD;
  const pass = (name: string, args: unknown[]): unknown => handlers[name]?.(...args);

  const { method, path: url } = target;
  const head = () => ({
    method: methodNamed(method),
    url,
    status: received.status,
    headers: received.headers,
  });

  function end(args: unknown[]): void {
    const read = (maxBytes: number) => decodeOctets(received, maxBytes);
    const settled = received.stream?.end() ?? watcher.settle(operation, { ...head(), read });
    const failed = (error: unknown): unknown => pass(names.error, isNew ? [args[0], error] : [error]);
    if (!watcher.holdsBack) pass(names.end, args);
    settled.then(() => (watcher.holdsBack ? pass(names.end, args) : undefined)).catch(failed);
  }

  const overrides: Handlers = {
    [names.start]: (...args) => {
      const [status, headers] = isNew ? [args[1], args[2]] : [args[0], args[1]];
      Object.assign(received, { status, headers: headersOf(headers), chunks: [], size: 0 });
      received.stream = feedOf(watcher.stream(operation, head()), received.headers, watcher.maxBytes);
      return pass(names.start, args);
    },
    [names.chunk]: (...args) => {
      const chunk = (isNew ? args[1] : args[0]) as Uint8Array;
      if (received.stream === undefined) keep(received, chunk, watcher.maxBytes);
      else received.stream.push(chunk);
      return pass(names.chunk, args);
    },
    [names.end]: (...args) => end(args),
  };
  return new Proxy(inner, {
    get: (object, name) => {
      const own = typeof name === 'string' ? overrides[name] : undefined;
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(object, name);
      return typeof value === 'function' ? value.bind(object) : value;
    },
  });
}

const NEW = {
  start: 'onResponseStart',
  chunk: 'onResponseData',
  end: 'onResponseEnd',
  error: 'onResponseError',
};
const OLD = { start: 'onHeaders', chunk: 'onData', end: 'onComplete', error: 'onError' };

/** The sender may use its buffer again: a copy is kept, up to the limit. */
function keep(received: Received, chunk: Uint8Array, maxBytes: number): void {
  received.size += chunk.byteLength;
  if (received.size <= maxBytes) received.chunks.push(Uint8Array.from(chunk));
  else received.chunks = [];
}

type StreamFeed = {
  readonly push: (octets: Uint8Array) => void;
  /** Rejects with a DriftError where there was one and the watcher throws. */
  readonly end: () => Promise<void>;
};

/** What waits to be judged is bounded: what is more ends the watch of this stream. */
function feedOf(stream: Stream | undefined, headers: Headers, maxBytes: number): StreamFeed | undefined {
  if (stream === undefined) return undefined;
  const { sink, text } = stream;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const start = (own: typeof controller): void => {
    controller = own;
  };
  const waiting = new ByteLengthQueuingStrategy({ highWaterMark: maxBytes });
  const octets = new ReadableStream<Uint8Array>({ start }, waiting);
  async function judge(): Promise<void> {
    try {
      const reader = decodedStream(octets, headers).getReader();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
        await sink.push(text(chunk.value));
      await sink.push(text(undefined));
      await sink.end();
    } catch (error) {
      controller = undefined;
      if (isDriftError(error)) throw error;
    }
  }
  const judged = judge();
  judged.catch(() => undefined);
  return {
    push: (chunk) => {
      if ((controller?.desiredSize ?? 0) > 0) controller?.enqueue(Uint8Array.from(chunk));
      else controller?.error();
    },
    end: () => {
      if ((controller?.desiredSize ?? null) !== null) controller?.close();
      return judged;
    },
  };
}

/** An object of 7 and later; a flat list of octets before. */
function headersOf(raw: unknown): Headers {
  if (!Array.isArray(raw))
    return Object.fromEntries(
      Object.entries(raw as object).filter(([, value]) => value !== undefined),
    ) as Headers;
  const decoder = new TextDecoder('latin1');
  const text = (part: unknown): string => (part instanceof Uint8Array ? decoder.decode(part) : String(part));
  return raw.flatMap((name, index) =>
    index % 2 === 0 ? [{ name: text(name), value: text(raw[index + 1]) }] : [],
  );
}
