// `driftgate proxy` over streams of items: judged as they come, and reported when the proxy ends.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createGzip, constants as zlib } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../cli/run.ts';
import { standIn } from './stand-in.ts';

const chunk = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
const data = { type: 'string', contentMediaType: 'application/json', contentSchema: chunk };
const contract = {
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
              'text/event-stream': { itemSchema: { required: ['data'], properties: { data } } },
              'application/jsonl': { itemSchema: chunk },
              'application/json-seq': { itemSchema: chunk },
            },
          },
        },
      },
    },
  },
};

type Running = {
  readonly origin: string;
  readonly said: () => string;
  readonly interrupt: () => void;
  readonly ended: ReturnType<typeof run>;
  readonly folder: string;
  /** The upstream's side of a call, once it is made. */
  readonly upstream: Promise<ServerResponse>;
};

async function running(...flags: readonly string[]): Promise<Running> {
  const folder = relative('.', await mkdtemp(join(tmpdir(), 'driftgate-streams-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'ticks.json'), JSON.stringify(contract));
  const called = Promise.withResolvers<ServerResponse>();
  const standing = await standIn((_, response) => called.resolve(response));
  onTestFinished(() => standing[Symbol.asyncDispose]());
  const abort = new AbortController();
  const listening = Promise.withResolvers<string>();
  let said = '';
  const ended = run(
    ['proxy', '--upstream', standing.origin, '--contract', join(folder, 'ticks.json'), ...flags],
    {
      signal: abort.signal,
      onError: (text) => {
        said += text;
        const port = /127\.0\.0\.1:(\d+), passing/.exec(said)?.[1];
        if (port !== undefined) listening.resolve(`http://127.0.0.1:${port}`);
      },
    },
  );
  onTestFinished(() => abort.abort());
  const origin = await listening.promise;
  return {
    origin,
    said: () => said,
    interrupt: () => abort.abort(),
    ended,
    folder,
    upstream: called.promise,
  };
}

type Reader = { readonly next: () => Promise<string> };

async function readerOf(response: Promise<Response>): Promise<Reader> {
  const reader = (await response).body?.getReader();
  return { next: async () => Buffer.from((await reader?.read())?.value ?? []).toString() };
}

const event = (n: unknown) => `data: {"n":${JSON.stringify(n)}}\n\n`;
const line = (n: unknown) => `{"n":${JSON.stringify(n)}}\n`;
const sequence = (n: unknown) => `\u001e{"n":${JSON.stringify(n)}}\n`;

test.each([
  ['text/event-stream', event, '/2/data/n'],
  ['application/jsonl', line, '/2/n'],
  ['application/json-seq', sequence, '/2/n'],
])(
  'an endless stream of %s: item 2 is told while the stream is open, and is in the report after an interrupt',
  async (type, item, pointer) => {
    const { origin, upstream, said, interrupt, ended } = await running();
    const answer = fetch(`${origin}/ticks`);
    const response = await upstream;
    response.writeHead(200, { 'Content-Type': type });
    response.flushHeaders();
    const reader = await readerOf(answer);
    for (const n of [0, 1, 'two', 3]) {
      response.write(item(n));
      // The next one is not sent before this one is here.
      expect(await reader.next()).toBe(item(n));
    }
    await expect.poll(said, { timeout: 20_000 }).toContain(`at "${pointer}" [type-mismatch]`);
    expect(response.writableEnded).toBe(false);
    expect(response.destroyed).toBe(false);
    interrupt();
    const { code, stdout, stderr } = await ended;
    expect(stdout).toContain('[type-mismatch]');
    expect(stderr.split('[type-mismatch]')).toHaveLength(2);
    expect(code).toBe(1);
  },
);

test('what comes behind the part that is kept is judged, told once and reported', async () => {
  const { origin, upstream, said, interrupt, ended, folder } = await running(
    '--config',
    await configOf({ live: { limits: { rawBytes: 1000 } } }),
  );
  const answer = fetch(`${origin}/ticks`);
  const response = await upstream;
  response.writeHead(200, { 'Content-Type': 'application/jsonl' });
  response.write(line(1).repeat(1000));
  response.write(line('late'));
  const reader = await readerOf(answer);
  let came = '';
  while (!came.includes('late')) came += await reader.next();
  await expect.poll(said, { timeout: 20_000 }).toContain('at "/1000/n" [type-mismatch]');
  response.end();
  interrupt();
  const { code, stdout } = await ended;
  expect([code, folder.length > 0]).toEqual([1, true]);
  expect(stdout).toContain('200 application/jsonl at /1000/n');
  expect(stdout).toContain('[item-cut]');
});

test('items in a content coding are told as they come', async () => {
  const { origin, upstream, said, interrupt, ended } = await running();
  const answer = fetch(`${origin}/ticks`);
  const response = await upstream;
  response.writeHead(200, { 'Content-Type': 'application/jsonl', 'Content-Encoding': 'gzip' });
  const gzip = createGzip({ flush: zlib.Z_SYNC_FLUSH });
  gzip.on('error', () => undefined);
  gzip.pipe(response);
  gzip.write(line(1) + line('two'));
  await readerOf(answer);
  await expect.poll(said, { timeout: 20_000 }).toContain('at "/1/n" [type-mismatch]');
  interrupt();
  expect((await ended).code).toBe(1);
});

test('a stream that ends is recorded and clean', async () => {
  const { origin, upstream, interrupt, ended, folder, said } = await running(
    '--record',
    '--into',
    await emptyFolder(),
  );
  const answer = fetch(`${origin}/ticks`);
  const response = await upstream;
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.end(event(1) + event(2));
  expect(await (await answer).text()).toBe(event(1) + event(2));
  interrupt();
  const { code, stdout } = await ended;
  expect([code, stdout]).toEqual([0, expect.stringContaining('1 exchange')]);
  expect([await readdir(folder), said()]).toEqual([['ticks.json'], expect.not.stringContaining('error')]);
});

async function emptyFolder(): Promise<string> {
  const folder = relative('.', await mkdtemp(join(tmpdir(), 'driftgate-streams-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function configOf(config: object): Promise<string> {
  const file = join(await emptyFolder(), 'driftgate.config.json');
  await writeFile(file, JSON.stringify(config));
  return file;
}
