// Recordings of one exchange a line, in the format that driftgate reads.
import type { Body, Exchange, Headers } from '../../model.ts';
import { recordedBody } from './recorded-body.ts';
import type { RecordingWriter } from './recorder.ts';

export const ndjsonWriter: RecordingWriter = {
  name: 'ndjson',
  extension: '.ndjson',
  head: '',
  separator: '\n',
  tail: '\n',
  entry: ({ startedAt, request, response }: Exchange) =>
    JSON.stringify({
      startedAt,
      request: { method: request.method, url: request.url, ...message(request) },
      response: { status: response.status, ...message(response) },
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

function message({ headers, body }: { readonly headers: Headers | undefined; readonly body: Body }): object {
  return { headers, ...bodyFields(body, headers) };
}

function bodyFields(body: Body, headers: Headers | undefined): object {
  const recorded = recordedBody(body, headers);
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
