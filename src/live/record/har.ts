// Recordings as HAR 1.2: http://www.softwareishard.com/blog/har-12-spec/
import { headerNames, headerValue, headerValues } from '../../lib/headers.ts';
import type { Exchange, HeaderField, Headers } from '../../model.ts';
import { type RecordedBody, recordedBody } from './recorded-body.ts';
import type { RecordingWriter } from './recorder.ts';

export const harWriter: RecordingWriter = {
  name: 'har',
  extension: '.har',
  head: '{"log":{"version":"1.2","creator":{"name":"driftgate","version":"1"},"entries":[\n',
  separator: ',\n',
  tail: '\n]}}\n',
  entry: async (exchange) => JSON.stringify(await harEntry(exchange)),
  entriesIn(text) {
    const { log } = JSON.parse(text) as { log: { entries: unknown[] } };
    return log.entries.map((entry) => JSON.stringify(entry));
  },
  identity(entry) {
    const { request, response } = JSON.parse(entry) as Awaited<ReturnType<typeof harEntry>>;
    const { method, url } = request;
    return JSON.stringify([method, url, response.status, response.content]);
  },
};

async function harEntry({ startedAt, request, response }: Exchange) {
  const asked = fields(request.headers);
  const answered = fields(response.headers);
  const sent = await recordedBody(request.body, request.headers);
  const received = await recordedBody(response.body, response.headers);
  const location = headerValue(response.headers, 'location') ?? '';
  return {
    startedDateTime: startedAt ?? '1970-01-01T00:00:00.000Z',
    time: 0,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: cookies(headerValues(request.headers, 'cookie').join('; ')),
      headers: asked,
      queryString: query(request.url),
      headersSize: -1,
      bodySize: stored(sent).size,
      ...postData(sent, request.headers),
    },
    response: {
      status: response.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: headerValues(response.headers, 'set-cookie').flatMap((value) =>
        cookies(value.replace(/;.*/s, '')),
      ),
      headers: answered,
      content: content(received, response.headers),
      redirectURL: location,
      headersSize: -1,
      bodySize: stored(received).size,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
  };
}

function fields(headers: Headers | undefined): readonly HeaderField[] {
  if (Array.isArray(headers)) return headers as readonly HeaderField[];
  return headerNames(headers).flatMap((name) =>
    headerValues(headers, name).map((value) => ({ name, value })),
  );
}

function cookies(text: string): HeaderField[] {
  return [...text.matchAll(/([^=;\s]+)=([^;]*)/g)].map(([, name = '', value = '']) => ({ name, value }));
}

function query(url: string): HeaderField[] {
  const search = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return [...new URLSearchParams(search)].map(([name, value]) => ({ name, value }));
}

function postData(body: RecordedBody, headers: Headers | undefined): object {
  if (body.kind === 'none') return {};
  const mimeType = headerValue(headers, 'content-type') ?? 'application/octet-stream';
  return { postData: { mimeType, params: [], ...stored(body).text } };
}

function content(body: RecordedBody, headers: Headers | undefined): object {
  const { size, text } = stored(body);
  return { size, mimeType: headerValue(headers, 'content-type') ?? 'x-unknown', ...text };
}

/** The octets of a body, -1 where nobody knows them, and the members that hold its text. */
function stored(body: RecordedBody): { readonly size: number; readonly text: object } {
  switch (body.kind) {
    case 'none':
      return { size: 0, text: { text: '' } };
    case 'json':
      return stored({ kind: 'text', text: JSON.stringify(body.value) });
    case 'text':
      return { size: Buffer.byteLength(body.text), text: { text: body.text } };
    case 'base64':
      return { size: body.octets, text: { text: body.text, encoding: 'base64' } };
    case 'unrecorded':
      return { size: -1, text: { comment: body.reason } };
  }
}
