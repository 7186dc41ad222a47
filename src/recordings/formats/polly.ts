// Polly.js persister files: HAR, but a content-encoded body is a JSON array of chunks, base64 since version 5, hex before
// (https://github.com/Netflix/pollyjs, adapter-node-http, getBodyFromChunks).
import type { JsonObject } from '../../lib/objects.ts';
import type { Body } from '../../model.ts';
import type { RecordingFormat } from '../format.ts';
import { readHar } from '../har-entries.ts';
import { base64Body, octetBody, optionalFlag, optionalText, textBody, unrecorded } from '../message.ts';

export const polly: RecordingFormat = {
  name: 'polly',
  description: 'Polly.js persister files',
  sniff: (head) => head.outline.names.has('log/_recordingName'),
  read: (source) => readHar(source, pollyBody),
};

const hex = /^(?:[0-9a-f]{2})*$/i;

function pollyBody(text: string, content: JsonObject): Body {
  const isHex = optionalFlag(content._isBinary, 'response.content._isBinary');
  const encoding = optionalText(content.encoding, 'response.content.encoding');
  if (!isHex && encoding !== 'base64') return textBody(text);
  const chunks = text.startsWith('[') ? chunksOf(text) : [text];
  if (chunks === undefined) return unrecorded('content.text is no list of encoded chunks');
  if (!isHex && chunks.length === 1) return base64Body(chunks[0] ?? '');
  if (isHex && !chunks.every((chunk) => hex.test(chunk))) return unrecorded('content.text is no hex text');
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
