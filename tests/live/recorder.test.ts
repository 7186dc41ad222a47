import { spawn } from 'node:child_process';
import { link, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { harWriter } from '../../src/live/record/har.ts';
import { ndjsonWriter } from '../../src/live/record/ndjson.ts';
import { createRecorder, type RecorderOptions } from '../../src/live/record/recorder.ts';
import { recordingWriters } from '../../src/live/record/writers.ts';
import type { Body, Exchange } from '../../src/model.ts';
import { createRedactor } from '../../src/redact/create.ts';
import { readExchanges } from './read-recording.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'driftgate-recorder-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

function recorder(directory: string, more: Partial<RecorderOptions> = {}) {
  const redactor = createRedactor({ key: Buffer.from('k'), secrets: ['literal-secret-1'] });
  return createRecorder({ directory, writer: harWriter, redactor: () => redactor, merge: true, ...more });
}

function exchange(
  nth: number,
  more: { body?: Body; headers?: Exchange['response']['headers'] } = {},
): Exchange {
  return {
    source: 'https://a.example/',
    index: nth,
    startedAt: '2026-11-24T03:32:25.000Z',
    request: {
      method: 'GET',
      url: `https://a.example/v1/things/${nth}?q=1&q=2`,
      headers: [
        { name: 'X-Auth-Token', value: 'MIIsecretToken0123456789' },
        { name: 'Accept', value: '*/*' },
      ],
      body: { kind: 'none' },
    },
    response: {
      status: 200,
      headers: more.headers ?? [{ name: 'Content-Type', value: 'application/json' }],
      body: more.body ?? { kind: 'text', text: `{"n":${nth}}` },
    },
  };
}

test.each<[string, Body, string[]]>([
  ['text below more layers of encoding than are read', { kind: 'text', text: layers(8) }, ['op-200.har']],
  [
    'octets that are no text',
    { kind: 'bytes', bytes: Buffer.from([0xff, 0xfe, 0xfd, 1, 2]) },
    ['op-200.har'],
  ],
  ['a picture', { kind: 'bytes', bytes: Buffer.from('89504e470d0a1a0aff', 'hex') }, []],
  ['text in few layers of encoding', { kind: 'text', text: layers(5) }, []],
])('%s: whether it is named as not looked into', async (_, body, named) => {
  const directory = await folder();
  const told: string[] = [];
  const { write } = recorder(directory, { onUnread: (path) => told.push(relative(directory, path)) });
  await write('op-200', exchange(1, { body }));
  expect(told).toEqual(named);
});

function layers(count: number): string {
  return Array.from({ length: count }).reduce<string>(
    (text) => Buffer.from(text).toString('base64'),
    'password=1234567890abcdefghij',
  );
}

describe.each(recordingWriters)('$name', (writer) => {
  const gzip = [
    { name: 'Content-Encoding', value: 'gzip' },
    { name: 'content-type', value: 'application/json' },
  ];
  const bodies: [string, Body, Exchange['response']['headers'] | undefined, string][] = [
    [
      'text',
      { kind: 'text', text: '{"a": 5.0, "a":"中\\u4e2d\ud83d\udd11"}' },
      undefined,
      '{"a": 5.0, "a":"中\\u4e2d🔑"}',
    ],
    ['a byte order mark', { kind: 'bytes', bytes: Buffer.from('\ufeff{}') }, undefined, '\ufeff{}'],
    ['gzip', { kind: 'bytes', bytes: gzipSync('{"a":1}') }, gzip, '{"a":1}'],
    [
      'br',
      { kind: 'bytes', bytes: brotliCompressSync('{"a":1}') },
      [{ name: 'content-encoding', value: 'br' }],
      '{"a":1}',
    ],
    ['a lie about gzip', { kind: 'bytes', bytes: Buffer.from('{"a":1}') }, gzip, '{"a":1}'],
    ['bad UTF-8', { kind: 'bytes', bytes: Buffer.from([0x7b, 0xff, 0x7d]) }, undefined, '{\ufffd}'],
    ['nothing', { kind: 'none' }, undefined, ''],
  ];
  test.each(bodies)('%s is read as it was', async (_, body, headers, text) => {
    const directory = await folder();
    const path = await recorder(directory, { writer }).write(
      'op-200',
      exchange(1, { body, ...(headers === undefined ? {} : { headers }) }),
    );
    const [read] = await readExchanges(path);
    expect(read).toMatchObject({
      startedAt: '2026-11-24T03:32:25.000Z',
      request: { method: 'GET', url: 'https://a.example/v1/things/1?q=1&q=2' },
      response: { status: 200 },
    });
    const found = read!.response.body;
    expect(
      found.kind === 'text' ? found.text : found.kind === 'bytes' ? Buffer.from(found.bytes).toString() : '',
    ).toBe(text);
  });

  test('what was not recorded stays unrecorded', async () => {
    const path = await recorder(await folder(), { writer }).write(
      'op-200',
      exchange(1, { body: { kind: 'unrecorded', reason: 'too long' } }),
    );
    expect((await readExchanges(path))[0]?.response.body.kind).toBe('unrecorded');
  });

  test('readable by the owner alone, without secrets, nothing left beside it', async () => {
    const directory = await folder();
    const path = await recorder(directory, { writer }).write(
      'op-200',
      exchange(1, { body: { kind: 'text', text: '{"note":"literal-secret-1"}' } }),
    );
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const text = await readFile(path, 'utf8');
    expect(text).not.toContain('MIIsecretToken0123456789');
    expect(text).not.toContain('literal-secret-1');
    expect(await readdir(directory)).toEqual([`op-200${writer.extension}`]);
  });

  test('a later run adds, and replaces what says the same', async () => {
    const directory = await folder();
    await recorder(directory, { writer }).write('op-200', exchange(1));
    const later = recorder(directory, { writer });
    await later.write('op-200', exchange(2));
    const path = await later.write('op-200', { ...exchange(1), startedAt: '2027-01-01T00:00:00.000Z' });
    const read = await readExchanges(path);
    expect(read.map(({ startedAt }) => startedAt?.slice(0, 4))).toEqual(['2027', '2026']);
  });

  test('without merging a run begins anew', async () => {
    const directory = await folder();
    await recorder(directory, { writer }).write('op-200', exchange(1));
    const anew = recorder(directory, { writer, merge: false });
    await anew.write('op-200', exchange(2));
    expect(await readExchanges(await anew.write('op-200', exchange(3)))).toHaveLength(2);
  });

  test('the next file begins when one is full', async () => {
    const directory = await folder();
    const small = recorder(directory, { writer, rotateAt: 3000 });
    for (let nth = 0; nth < 12; nth++) await small.write('op-200', exchange(nth));
    const names = await readdir(directory);
    expect(names.length).toBeGreaterThan(1);
    const all = await Promise.all(names.map((name) => readExchanges(join(directory, name))));
    expect(new Set(all.flat().map(({ request }) => request.url)).size).toBe(12);
  });

  test.each(['itself', 'a hard link', 'a symbolic link'])(
    'a file that is something else is left alone: %s',
    async (how) => {
      const directory = await folder();
      const path = join(directory, `op-200${writer.extension}`);
      const other = how === 'itself' ? path : join(directory, 'openapi.json');
      await writeFile(other, '{"openapi":"3.1.0"}');
      if (how === 'a hard link') await link(other, path);
      if (how === 'a symbolic link') await symlink(other, path);
      for (const merge of [true, false])
        await expect(recorder(directory, { writer, merge }).write('op-200', exchange(1))).rejects.toThrow(
          'no recording that can be added to or replaced',
        );
      expect(await readFile(path, 'utf8')).toBe('{"openapi":"3.1.0"}');
      expect(await readFile(other, 'utf8')).toBe('{"openapi":"3.1.0"}');
    },
  );
});

test('a name from a contract is no path', async () => {
  const directory = await folder();
  for (const stem of ['../../etc/passwd', '/abs', '.hidden', 'a\0b', ''])
    await recorder(directory, { writer: ndjsonWriter }).write(stem, exchange(1));
  for (const name of await readdir(directory)) expect(name).toMatch(/^[\w][\w.-]*\.ndjson$/);
});

function child(directory: string, writer: string, name: string) {
  return spawn(process.execPath, [join(import.meta.dirname, 'record-child.ts'), directory, writer, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

// Starting a process is what takes the time; DRIFTGATE_KILLS=100 for the long run.
const most = Number(process.env.DRIFTGATE_KILLS ?? 9);

test(`killed at ${most} random moments, three at once: every file is whole, at most the last entry is lost`, async () => {
  const directory = await folder();
  let confirmed = 0;
  let kills = 0;
  async function killing(lane: number): Promise<void> {
    while (kills < most) {
      const nth = kills++;
      const running = child(directory, nth % 2 === 0 ? 'har' : 'ndjson', `${lane}-${nth}`);
      let said = '';
      running.stdout.on('data', (chunk) => {
        said += chunk;
      });
      await new Promise((ready) => running.stdout.once('data', ready));
      await new Promise((after) => setTimeout(after, Math.random() * 40));
      running.kill('SIGKILL');
      await new Promise((closed) => running.once('close', closed));
      const written = said.split('\n').length - 1;
      confirmed += written;
      const read = await readExchanges(join(directory, nth % 2 === 0 ? 'op-200.har' : 'op-200.ndjson'));
      const own = read.filter(({ request }) => request.url.endsWith(`/${lane}-${nth}`));
      expect(own.length).toBeGreaterThanOrEqual(written);
    }
  }
  await Promise.all([killing(0), killing(1), killing(2)]);
  const everything = (
    await Promise.all(['op-200.har', 'op-200.ndjson'].map((name) => readExchanges(join(directory, name))))
  ).flat();
  expect(everything.length).toBeGreaterThanOrEqual(confirmed);
  expect(everything.length).toBeLessThanOrEqual(confirmed + most);
}, 180_000);
