// A bare response body: what was asked and how it was answered come from the command line.
import { InputError } from '../../lib/input-error.ts';
import type { ByteSource, Entry, RecordingFormat } from '../format.ts';
import { octetBody } from '../message.ts';
import { wholeOctets } from '../source.ts';

export const body: RecordingFormat = {
  name: 'body',
  description: 'a bare response body, with --operation and --status',
  sniff: (head) => head.hints.status !== undefined,
  read: readBody,
};

async function* readBody(source: ByteSource): AsyncGenerator<Iterable<Entry>> {
  const { method, url, status } = source.hints;
  if (method === undefined || url === undefined || status === undefined)
    throw new InputError('a bare body needs both its operation and its status', {
      place: { file: source.name },
      fix: 'give --operation and --status',
    });
  const octets = await wholeOctets(source.name, source.chunks);
  yield [
    {
      source: source.name,
      index: 0,
      request: { method, url, headers: undefined, body: { kind: 'none' } },
      response: { status, headers: undefined, body: octetBody(octets) },
    },
  ];
}
