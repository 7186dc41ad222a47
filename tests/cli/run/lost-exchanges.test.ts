// Recordings of which something was lost, and the run passed: each row is named after what it did.
import { writeFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inOneFolder } from '../folder.ts';
import { run } from '../run.ts';

const book = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, n: { type: 'integer' } },
};
const contract = {
  openapi: '3.1.0',
  info: { title: 'lib', version: '1' },
  paths: {
    '/books/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'GetBook',
        responses: { 200: { description: '', content: { 'application/json': { schema: book } } } },
      },
    },
  },
};
inOneFolder(() => {
  writeFileSync('api.json', JSON.stringify(contract));
});

const URL_OF_A = 'https://lib.test/books/a';
const CLEAN = '{"id":"a"}';
const DRIFT = '{"id":"a","drift":1}';
const TYPE = [{ name: 'Content-Type', value: 'application/json' }];
const ODD = { toString: 1, valueOf: 1 };
const line = (text: string) =>
  JSON.stringify({
    request: { method: 'GET', url: URL_OF_A },
    response: { status: 200, headers: { 'content-type': 'application/json' }, bodyText: text },
  });
const harEntry = (request: object, response: object) => ({
  request: { method: 'GET', url: URL_OF_A, headers: [], ...request },
  response: { status: 200, headers: TYPE, content: { text: CLEAN }, ...response },
});
const har = (entry: unknown) => JSON.stringify({ log: { entries: [entry] } });
const response = (text: string) => JSON.stringify({ status: 200, headers: TYPE, content: { text } });
const saved = (text: string, more = {}) => ({
  code: 200,
  header: [{ key: 'Content-Type', value: 'application/json' }],
  body: text,
  ...more,
});
const postman = (...responses: unknown[]) =>
  JSON.stringify({
    info: { _postman_id: 'x', name: 'n', schema: 's' },
    item: responses.map((each) => ({ name: 'r', request: { method: 'GET', url: URL_OF_A }, response: each })),
  });

type Row = readonly [did: string, content: string | Buffer, code: number, said: string];
test.each<Row>([
  [
    'a 500 with an empty body before a 200 was dropped',
    `# GET ${URL_OF_A}\nHTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${CLEAN}\n`,
    1,
    'status 500 is not declared',
  ],
  [
    'of a member of a line twice the drifting one was dropped',
    line(DRIFT).replace(/\}\}$/, `,"bodyText":${JSON.stringify(CLEAN)}}}`),
    3,
    'twice',
  ],
  [
    'of two responses of a HAR entry the drifting one was dropped',
    har(0).replace(
      '0',
      `{"request":{"method":"GET","url":"${URL_OF_A}"},"response":${response(DRIFT)},"response":${response(CLEAN)}}`,
    ),
    3,
    'has the name "response" twice',
  ],
  [
    'a Postman part of another shape was dropped',
    postman([saved(CLEAN)], saved(DRIFT)),
    3,
    'no list of responses',
  ],
  ['a line of NULs counted as blank', `${line(CLEAN)}\n${'\0'.repeat(50)}\n`, 3, 'not JSON'],
  [
    'a gzip member behind NULs was lost',
    Buffer.concat([gzipSync(`${line(CLEAN)}\n`), Buffer.alloc(512), gzipSync(`${line(DRIFT)}\n`)]),
    1,
    'undocumented property "drift"',
  ],
  [
    'octets behind a deflate body were ignored',
    har(
      harEntry(
        {},
        {
          headers: [...TYPE, { name: 'Content-Encoding', value: 'deflate' }],
          content: {
            encoding: 'base64',
            text: Buffer.concat([deflateSync(CLEAN), deflateSync(DRIFT)]).toString('base64'),
          },
        },
      ),
    ),
    3,
    'the octets are no whole deflate stream',
  ],
  [
    'an object where a HAR has a number ended with 70',
    har(harEntry({ bodySize: ODD }, {})),
    3,
    'request.bodySize is no number',
  ],
  [
    'an object where Postman has a mode ended with 70',
    postman([saved(CLEAN, { originalRequest: { method: 'POST', url: URL_OF_A, body: { mode: ODD } } })]),
    3,
    'the mode of the body is no text',
  ],
  [
    'an object where a cassette has a status ended with 70',
    JSON.stringify({
      http_interactions: [
        { request: { method: 'get', uri: URL_OF_A }, response: { code: ODD, headers: {}, body: 'x' } },
      ],
    }),
    3,
    'its status is no status code',
  ],
])('%s', async (_, content, code, said) => {
  writeFileSync('recording', content);
  const ran = await run(['check', 'recording', '--contract', 'api.json', '--no-baseline', '--verbose']);
  expect({ ...ran, all: ran.stdout + ran.stderr }).toMatchObject({
    code,
    all: expect.stringContaining(said),
  });
});
