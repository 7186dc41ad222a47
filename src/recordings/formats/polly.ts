// Polly.js persister files: HAR, but a content-encoded body is a JSON array of chunks, base64 since version 5, hex before
// (https://github.com/Netflix/pollyjs, adapter-node-http, getBodyFromChunks).
import { excessOf, USUAL_LIMITS } from '../../json/limits.ts';
import type { JsonObject } from '../../lib/objects.ts';
import type { Body } from '../../model.ts';
import type { RecordingFormat } from '../format.ts';
import { encodedBody, octetBody, optionalFlag, optionalText, unrecorded } from '../message.ts';
import { readHar } from './har.ts';

export const polly: RecordingFormat = {
  name: 'polly',
  description: 'Polly.js persister files',
  sniff: (head) => head.outline.names.has('log/_recordingName'),
  read: (source) => readHar(source, pollyBody),
};

function pollyBody(text: string, content: JsonObject): Body {
  const isBinary = optionalFlag(content._isBinary, 'response.content._isBinary');
  const named = optionalText(content.encoding, 'response.content.encoding');
  const encoding = named ?? (isBinary ? 'hex' : undefined);
  if (encoding === undefined || !text.startsWith('[')) return encodedBody(text, encoding);
  const chunks = chunksOf(text);
  if (chunks === undefined) return unrecorded('content.text is no list of encoded chunks');
  const bodies = chunks.map((chunk) => encodedBody(chunk, encoding));
  const other = bodies.find(({ kind }) => kind !== 'bytes' && kind !== 'none');
  return (
    other ?? octetBody(Buffer.concat(bodies.flatMap((body) => (body.kind === 'bytes' ? [body.bytes] : []))))
  );
}

function chunksOf(text: string): readonly string[] | undefined {
  if (excessOf(text, USUAL_LIMITS) !== undefined) return undefined;
  try {
    const chunks: unknown = JSON.parse(text);
    return Array.isArray(chunks) && chunks.every((chunk) => typeof chunk === 'string') ? chunks : undefined;
  } catch {
    return undefined;
  }
}
