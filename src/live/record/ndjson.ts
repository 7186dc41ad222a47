// Recordings of one exchange a line, in the format that driftgate reads.
import type { Exchange } from '../../model.ts';
import { type RecordedBody, recordedBody } from './recorded-body.ts';
import type { RecordingWriter } from './recorder.ts';

export const ndjsonWriter: RecordingWriter = {
  name: 'ndjson',
  extension: '.ndjson',
  head: '',
  separator: '\n',
  tail: '\n',
  entry: async ({ startedAt, request, response }) =>
    JSON.stringify({
      startedAt,
      request: { method: request.method, url: request.url, ...(await message(request)) },
      response: { status: response.status, ...(await message(response)) },
    }),
  entriesIn: (text) => text.split('\n').filter((line) => line.trim() !== ''),
  identity(entry) {
    const { request, response } = JSON.parse(entry) as {
      request: { method: string; url: string };
      response: { headers?: unknown };
    };
    const { headers: _, ...answer } = response;
    return JSON.stringify([request.method, request.url, answer]);
  },
};

async function message({ headers, body }: Pick<Exchange['response'], 'headers' | 'body'>): Promise<object> {
  return { headers, ...bodyFields(await recordedBody(body, headers)) };
}

function bodyFields(recorded: RecordedBody): object {
  switch (recorded.kind) {
    case 'none':
      return { bodyText: '' };
    case 'json':
      return { body: recorded.value };
    case 'text':
      return { bodyText: recorded.text };
    case 'base64':
      return { bodyBase64: recorded.text };
    case 'unrecorded':
      return { bodyUnrecorded: recorded.reason };
  }
}
