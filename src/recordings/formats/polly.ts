// Polly.js persister files: HAR, but a content-encoded body is a JSON array of chunks, base64 since version 5, hex before
// (https://github.com/Netflix/pollyjs, adapter-node-http, getBodyFromChunks).
import type { JsonObject } from '../../lib/objects.ts';
import type { Body } from '../../model.ts';
import type { RecordingFormat } from '../format.ts';
import { readHar } from '../har-entries.ts';
import { base64Body, octetBody, textBody, unrecorded } from '../message.ts';

export const polly: RecordingFormat = {
  name: 'polly',
  description: 'Polly.js persister files',
  sniff: (head) => head.outline.names.has('log/_recordingName'),
  read: (source) => readHar(source, pollyBody),
};

function pollyBody(content: JsonObject): Body {
  const text = String(content.text);
  const isHex = content._isBinary === true;
  if (!isHex && content.encoding !== 'base64') return textBody(text);
  const chunks = text.startsWith('[') ? chunksOf(text) : [text];
  if (chunks === undefined) return unrecorded('content.text is no list of encoded chunks');
  if (!isHex && chunks.length === 1) return base64Body(chunks[0] ?? '');
  return octetBody(Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, isHex ? 'hex' : 'base64'))));
}

function chunksOf(text: string): readonly string[] | undefined {
  try {
    const chunks: unknown = JSON.parse(text);
    return Array.isArray(chunks) && chunks.every((chunk) => typeof chunk === 'string') ? chunks : undefined;
  } catch {
    return undefined;
  }
}
