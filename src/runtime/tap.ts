// A fetch Response whose body is read through a tap: it reaches its reader chunk by chunk, as it came, and each chunk is told of on its way.
import type { ResponseLike } from './received.ts';
import type { StreamSink } from './stream.ts';

type Tap = {
  readonly sink: StreamSink;
  /** The text of a chunk; undefined: of the end. */
  readonly text: (octets: Uint8Array | undefined) => string;
  /** The reader must not have a chunk before the verdict on it. */
  readonly holdsBack: boolean;
};

type Stream = ReadableStream<Uint8Array<ArrayBuffer>>;
type Controller = ReadableByteStreamController | ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;

/**
 * The object stays the same, whichever way its caller reads it. Nothing is read before the caller reads, and nothing more than it reads.
 * False where the body is no stream that can be tapped.
 */
export function tapResponse(response: ResponseLike, tap: Tap): boolean {
  const { body } = response;
  if (!(body instanceof ReadableStream) || body.locked || !Object.isExtensible(response)) return false;
  let own = tapped(body, tap);
  const again = (stream: Stream): Response => {
    const { status, statusText, headers } = response as Response;
    return new Response(stream, { status, statusText, headers });
  };
  const reading = (name: (typeof READERS)[number]): PropertyDescriptor => ({
    value: async () => again(own)[name](),
    configurable: true,
  });
  const clone = (): Response => {
    const [mine, other] = own.tee();
    own = mine;
    return again(other);
  };
  Object.defineProperties(response, {
    body: { get: () => own, configurable: true },
    clone: { value: clone, configurable: true },
    ...Object.fromEntries(READERS.filter((name) => name in response).map((name) => [name, reading(name)])),
  });
  return true;
}

const READERS = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const;

/** A stream that can be read by octets stays one. */
function tapped(body: Stream, tap: Tap): Stream {
  let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
  const source = {
    pull: async (controller: Controller) => {
      reader ??= body.getReader();
      let chunk = await reader.read();
      // A stream of octets takes no empty chunk.
      while (!chunk.done && chunk.value.byteLength === 0) chunk = await reader.read();
      try {
        await pass(chunk.value, controller, tap);
      } catch (error) {
        reader.cancel(error).catch(() => undefined);
        throw error;
      }
    },
    cancel: (reason: unknown) => (reader === undefined ? body.cancel(reason) : reader.cancel(reason)),
  };
  const type: object = { type: 'bytes' };
  return isOfOctets(body)
    ? new ReadableStream<Uint8Array<ArrayBuffer>>({ ...source, ...type })
    : new ReadableStream<Uint8Array<ArrayBuffer>>(source, { highWaterMark: 0 });
}

/** The text comes first: whoever gets the chunk may get its memory, too. `chunk`: undefined at the end. */
async function pass(
  chunk: Uint8Array<ArrayBuffer> | undefined,
  controller: Controller,
  { sink, text, holdsBack }: Tap,
): Promise<void> {
  const own = text(chunk);
  const tell = async (): Promise<void> => {
    await sink.push(own);
    if (chunk === undefined) await sink.end();
  };
  if (holdsBack) await tell();
  if (chunk !== undefined) controller.enqueue(chunk);
  else {
    controller.close();
    if ('byobRequest' in controller) controller.byobRequest?.respond(0);
  }
  if (!holdsBack) tell();
}

/** Reads a clone as it comes, up to a limit: what its other branch has not read yet is kept by the platform. */
export async function drainClone(
  response: ResponseLike,
  { sink, text }: Pick<Tap, 'sink' | 'text'>,
  maxBytes: number,
): Promise<void> {
  try {
    const reader = (response.clone() as { readonly body: Stream }).body.getReader();
    let size = 0;
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      size += chunk.value.byteLength;
      if (size > maxBytes) return await reader.cancel();
      await sink.push(text(chunk.value));
    }
    await sink.push(text(undefined));
    await sink.end();
  } catch {
    // Broken off, or of a client whose bodies are no streams: nothing is said of the rest.
  }
}

function isOfOctets(body: Stream): boolean {
  try {
    body.getReader({ mode: 'byob' }).releaseLock();
    return true;
  } catch {
    return false;
  }
}
