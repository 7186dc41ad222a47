// A fault in item k of a stream is found at item k, whichever program wrote the recording.
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../cli/run.ts';
import { inFolder } from '../openapi-reading/support.ts';
import type { Told } from './forty.ts';
import { writers } from './writers.ts';

const item = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
const data = { type: 'string', contentMediaType: 'application/json', contentSchema: item };
const framings = {
  'text/event-stream': (text: string) => `event: tick\ndata: ${text}\n\n`,
  'application/jsonl': (text: string) => `${text}\n`,
  'application/json-seq': (text: string) => `\u001e${text}\n`,
  'multipart/mixed; boundary=b': (text: string, nth: number) =>
    `${nth === 0 ? '' : '\r\n'}--b\r\nContent-Type: application/json\r\n\r\n${text}${nth === 4 ? '\r\n--b--\r\n' : ''}`,
};
const contract = JSON.stringify({
  openapi: '3.2.0',
  info: { title: 'Ticks', version: '1' },
  paths: {
    '/ticks': {
      get: {
        operationId: 'ticks',
        responses: {
          200: {
            description: 'ok',
            content: {
              'text/event-stream': { itemSchema: { properties: { event: { type: 'string' }, data } } },
              'application/jsonl': { itemSchema: item },
              'application/json-seq': { itemSchema: item },
              'multipart/mixed': { itemSchema: item },
            },
          },
        },
      },
    },
  },
});

const EXTENSIONS: Readonly<Record<string, string>> = { har: 'har', ndjson: 'ndjson', http: 'http' };

function told(type: string, frame: (text: string, nth: number) => string): Told {
  return {
    method: 'GET',
    url: 'https://ticks.example/ticks',
    requestHeaders: [],
    requestBody: Buffer.alloc(0),
    status: 200,
    headers: [['Content-Type', type]],
    body: Buffer.from([0, 1, 2, '"three"', 4].map((n, nth) => frame(`{"n":${n}}`, nth)).join('')),
    startedAt: '2026-01-02T03:04:05.000Z',
  };
}

test.each(Object.entries(framings))('%s in each format', (type, frame) => {
  const files = Object.fromEntries(
    writers.map(({ format, variant, write }) => {
      const name = `${format} ${variant}`.replaceAll(/[^\w.]+/g, '-');
      const extension =
        variant === 'JSON' ? 'json' : (EXTENSIONS[format] ?? (format === 'vcr' ? 'yaml' : 'json'));
      return [`t/${name}.${extension}`, write([told(type, frame)])];
    }),
  );
  return inFolder({ 'api.json': contract, ...files }, async (folder) => {
    const { stdout } = await run([
      'check',
      `${folder}/t`,
      '--contract',
      `${folder}/api.json`,
      '--format',
      'ndjson',
      '--no-cache',
    ]);
    const found = stdout
      .trim()
      .split('\n')
      .map((line) => {
        const { source, findings } = JSON.parse(line) as Line;
        return [basename(source), findings.map(({ code, pointer }) => `${code} ${pointer}`)];
      });
    const at = type === 'text/event-stream' ? '/3/data/n' : '/3/n';
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.keys(files).map((file) => [basename(file), [`type-mismatch ${at}`]])),
    );
  });
});

type Line = {
  readonly source: string;
  readonly findings: readonly { readonly code: string; readonly pointer: string }[];
};
