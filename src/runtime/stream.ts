// Which responses are streams of items, and what is told of them.
import { headerValue } from '../lib/headers.ts';
import { essenceOf, type Framing, framingOf, mediaTypeOf } from '../lib/media-type.ts';
import type { CompiledContent, CompiledOperation } from '../model.ts';
import { characterPerOctet } from '../verdict/body-text.ts';
import { contentFor } from '../verdict/media-type.ts';
import { mayHaveNoBody, responseFor } from '../verdict/responses.ts';
import type { Head } from '../verdict/rule.ts';
import { exchangeOf, type Received } from './received.ts';

/** What a stream is held to. */
export type Streamed = {
  readonly head: Head;
  readonly content: CompiledContent;
  readonly framing: Framing;
  readonly contentType: string;
};

/** undefined where the contract declares no items for this response. */
export function streamedBy(
  operation: CompiledOperation,
  received: Omit<Received, 'read'>,
): Streamed | undefined {
  const { status, headers, hidesHeaders } = received;
  const contentType = headerValue(headers, 'content-type') ?? '';
  const framing = framingOf(essenceOf(contentType) ?? '');
  const response = responseFor(operation, status);
  const mediaType = mediaTypeOf(contentType);
  const exchange = exchangeOf(received, { kind: 'none' });
  if (framing === undefined || mediaType === undefined || response === undefined || mayHaveNoBody(exchange))
    return undefined;
  const content = contentFor(response.content, mediaType);
  if (content?.items === undefined) return undefined;
  const head: Head = {
    exchange,
    operation,
    response,
    headers: hidesHeaders === true ? undefined : headers,
    mediaType,
    explainer: undefined,
    headersAllowed: [],
    staleBefore: undefined,
  };
  return { head, content, framing, contentType };
}

/** Told of the text of a stream. What it answers is awaited where the caller must not have a chunk before the verdict on it. */
export type StreamSink = {
  readonly push: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** Octets as text: of a multipart each is a character, the others are UTF-8. */
export function octetReader(framing: Framing): (octets: Uint8Array | undefined) => string {
  if (framing === 'parts') return (octets) => (octets === undefined ? '' : characterPerOctet(octets));
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return (octets) => (octets === undefined ? decoder.decode() : decoder.decode(octets, { stream: true }));
}
