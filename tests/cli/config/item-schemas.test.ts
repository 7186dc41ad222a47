// `itemSchemas` of the config: what one item of a stream is, where the contract does not say.
import { afterEach, expect, test } from 'vitest';
import { inFolder } from '../../openapi-reading/support.ts';
import { run } from '../run.ts';

const home = process.cwd();

afterEach(() => {
  process.chdir(home);
});

const events = { 'text/event-stream': { schema: { type: 'string' } } };
const contract = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Rows', version: '1' },
  paths: {
    '/rows': {
      get: {
        operationId: 'rows',
        responses: { 200: { description: 'ok', content: { 'application/jsonl': {}, 'text/plain': {} } } },
      },
    },
    '/chat': { post: { responses: { 200: { $ref: '#/components/responses/Events' } } } },
  },
  components: {
    responses: { Events: { description: 'ok', content: events } },
    schemas: { Row: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } } },
  },
});
const recording = [
  ['GET', '/rows', 'application/jsonl', '{"n":1}\n{"n":"two"}\n'],
  ['POST', '/chat', 'text/event-stream', 'data: {"n":1}\n\ndata: {"n":2,"m":3}\n\n'],
].map(([method, url, type, body]) =>
  JSON.stringify({
    request: { method, url },
    response: { status: 200, headers: { 'content-type': type }, body },
  }),
);
const row = '#/components/schemas/Row';
const rows = { operation: 'rows', mediaType: 'application/jsonl', schema: row };
const chat = {
  operation: 'postChat',
  status: '200',
  mediaType: 'text/event-stream',
  schema: { type: 'object', properties: { data: { $ref: row } } },
};

const inProject = (itemSchemas: unknown, use: () => Promise<void>): Promise<void> =>
  inFolder(
    {
      'api.json': contract,
      't.ndjson': `${recording.join('\n')}\n`,
      'driftgate.config.json': `{\n"contract": "api.json",\n"compiled": "contract.js",\n"itemSchemas": ${JSON.stringify(itemSchemas)}\n}`,
    },
    async (folder) => {
      process.chdir(folder);
      await use();
    },
  );

test('items are judged by it, also those of a shared response and of an operation without an id', () =>
  inProject([rows, chat], async () => {
    const { code, stdout } = await run(['check', 't.ndjson', '--format', 'json']);
    const found = JSON.parse(stdout).findings.map(
      ({ code: rule, pointer }: { code: string; pointer: string }) => `${rule} ${pointer}`,
    );
    expect([code, found.toSorted()]).toEqual([1, ['property-undocumented /1/data/m', 'type-mismatch /1/n']]);
  }));

test.each([
  ['an unknown operation', { ...rows, operation: 'row' }, 'unknown operation "row"; known: rows, postChat'],
  [
    'a response that is not there',
    { ...rows, status: '404' },
    'rows has no response 404 of application/jsonl',
  ],
  [
    'a media type that is not there',
    { ...rows, mediaType: 'text/event-stream' },
    'it has application/jsonl, text/plain',
  ],
  ['no sequence', { ...rows, mediaType: 'text/plain' }, 'text/plain is no sequence of items'],
  [
    'a schema that is not there',
    { ...rows, schema: '#/components/schemas/Rows' },
    'is no schema of the contract',
  ],
  ['a key that nobody knows', { ...rows, media: 'x' }, 'unknown key "itemSchemas.0.media"'],
  [
    'no operation',
    { ...rows, operation: undefined },
    'itemSchemas.0.operation is undefined; it must be there',
  ],
])('%s is told at its place', (_name, entry, message) =>
  inProject([entry], async () => {
    const { code, stderr } = await run(['check', 't.ndjson']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^driftgate\.config\.json:4:\d+: error: /)]);
    expect(stderr).toContain(message);
  }),
);

test('what is compiled is made anew when it changes', () =>
  inProject([], async () => {
    expect((await run(['generate'])).code).toBe(0);
    expect((await run(['check', 't.ndjson', '--quiet'])).stdout).not.toContain('type-mismatch');
    const { writeFileSync } = process.getBuiltinModule('node:fs');
    const config = { contract: 'api.json', compiled: 'contract.js', itemSchemas: [rows] };
    writeFileSync('driftgate.config.json', JSON.stringify(config));
    expect((await run(['check', 't.ndjson'])).stdout).toContain('[type-mismatch]');
    expect((await run(['generate', '--check'])).code).not.toBe(0);
    expect((await run(['generate'])).code).toBe(0);
    expect((await run(['generate', '--check'])).code).toBe(0);
    expect((await run(['check', 't.ndjson'])).stdout).toContain('[type-mismatch]');
  }));
