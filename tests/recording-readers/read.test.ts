import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/lib/input-error.ts';
import type { Exchange, Unreadable } from '../../src/model.ts';
import { formats } from '../../src/recordings/formats.ts';
import { type ReadOptions, readRecordings } from '../../src/recordings/read.ts';
import { forty } from './forty.ts';
import { readAll, readUntilError } from './reading.ts';
import { har } from './writers.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-'));
afterAll(() => rmSync(folder, { recursive: true }));

const line = '{"request":{"method":"GET","url":"/a"},"response":{"status":200,"body":{}}}\n';
const page = '<!DOCTYPE html><html><body>{"request":1}</body></html>';

function file(name: string, octets: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, octets);
  return path;
}

async function readFiles(
  words: readonly string[],
  options?: ReadOptions,
): Promise<(Exchange | Unreadable)[]> {
  const read: (Exchange | Unreadable)[] = [];
  for await (const entry of readRecordings(words, options)) read.push(entry);
  return read;
}

describe('the format is found by content', () => {
  test.each([
    ['a HAR named .txt', 'a.txt', har(forty)],
    ['a gzip without a name for it', 'b', gzipSync(har(forty))],
    [
      'a HAR with a long member before its log',
      'c.json',
      `{"comment":"${'x'.repeat(300_000)}",${har(forty).slice(1)}`,
    ],
    [
      'NDJSON with a first line longer than the head',
      'd',
      line.replace('{}', `"${'x'.repeat(200_000)}"`) + line.repeat(39),
    ],
    ['NDJSON after a broken line', 'e', `{"request":{"meth\n${line.repeat(39)}`],
    ['NDJSON after a strange line', 'f', `{"comment":"recorded by hand"}\n${line.repeat(39)}`],
    ['NDJSON after garbage', 'g', `####\n${line.repeat(39)}`],
  ])('%s', async (_, name, octets) => {
    expect(await readFiles([file(name, octets)])).toHaveLength(40);
  });

  test.each(['', '\n', ' \r\n\r\n'])('nothing is no exchange: %j', async (text) => {
    expect(await readAll(text)).toEqual([]);
  });
});

describe('what is no recording', () => {
  test.each([
    ['a page', page],
    ['a number', '42'],
    ['JSON of something else', '{"things":[],"paths":{}}'],
    ['YAML of something else', 'things: 3\npaths: {}\n'],
    ['octets', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff])],
    ['a large page', page.repeat(5_000)],
  ])('%s, named, is an error that lists what is known', async (_, octets) => {
    const { read, error } = await readUntilError(octets);
    expect(read).toEqual([]);
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain(`known: ${formats.map(({ name }) => name).join(', ')}`);
  });

  test('in a folder it is named and the others are read', async () => {
    file('mixed/a.har', har(forty.slice(0, 1)));
    const unknown = file('mixed/b.html', page);
    file('mixed/c.ndjson', line);
    const read = await readFiles([join(folder, 'mixed')]);
    expect(read.map((entry) => 'unreadable' in entry)).toEqual([false, true, false]);
    expect(read[1]).toMatchObject({ source: unknown, unreadable: expect.stringContaining('known: ') });
    expect(await readFiles([join(folder, 'mixed')], { exclude: ['*.html'] })).toHaveLength(2);
  });

  test.each([
    ['a HAR that is cut off', har(forty).slice(0, -40), /^cut off at byte \d+, after 39 whole entries$/, 39],
    ['JSON that ends too early', `[${line.trimEnd()}`, /^cut off at byte \d+, after 1 whole entry$/, 1],
    ['broken YAML', 'interactions:\n- request: "a\n', /^not YAML that can be read: Missing closing/, 0],
    ['a half UTF-8 character', Buffer.from([0x7b, 0x22, 0xc3, 0x28]), /not UTF-8|no recording/, 0],
  ])('%s, in a folder: named and counted, and the others are read', async (what, octets, why, whole) => {
    const name = what.replaceAll(' ', '-');
    file(`${name}/a.ndjson`, line);
    const broken = file(`${name}/b`, octets);
    file(`${name}/c.ndjson`, line);
    const read = await readFiles([join(folder, name)]);
    const unreadable = read.filter((entry) => 'unreadable' in entry);
    expect(unreadable).toMatchObject([{ source: broken, unreadable: expect.stringMatching(why) }]);
    expect(read).toHaveLength(2 + whole + 1);
    await expect(readFiles([broken])).rejects.toThrow(why);
  });

  test('a missing file is an error with its path', async () => {
    await expect(readFiles(['none.har'])).rejects.toMatchObject({
      message: 'no such file',
      place: { file: 'none.har' },
    });
  });

  test('standard input that is not there', async () => {
    await expect(readFiles(['-'])).rejects.toThrow('standard input is not open');
  });
});

test('a cut-off HAR gives its whole entries, then one error', async () => {
  const text = har(forty);
  const { read, error } = await readUntilError(text.slice(0, text.length / 2), { size: 1000 });
  expect(read.length).toBeGreaterThan(5);
  expect(String(error)).toMatch(new RegExp(`cut off at byte \\d+, after ${read.length} whole entries`));
});

test('a consumer that stops early closes the source', async () => {
  let closed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield Buffer.from(line);
    } finally {
      closed = true;
    }
  }
  for await (const _ of readRecordings(['-'], { stdin: endless() })) break;
  expect(closed).toBe(true);
});

test('standard input is asked for only as fast as its exchanges are used', async () => {
  let given = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for (; given < 100; given++) yield Buffer.from(line.repeat(1000));
  }
  const ahead: number[] = [];
  let used = 0;
  for await (const _ of readRecordings(['-'], { stdin: counted() }))
    if (used++ % 1000 === 0) ahead.push(given - used / 1000);
  expect(Math.max(...ahead)).toBeLessThan(4);
});

describe('a bare body', () => {
  const asked = { method: 'GET', url: '/v2/{project_id}/apigw/instances/{instance_id}', status: 200 };

  test.each([
    ['JSON', '{"a":1}'],
    ['an array', '[]'],
    ['what looks like a HAR', har([])],
    ['a page', page],
    ['cut off', '{"a"'],
  ])('%s', async (_, text) => {
    expect(await readAll(text, asked)).toEqual([
      {
        source: '-',
        index: 0,
        request: { method: 'GET', url: asked.url, headers: undefined, body: { kind: 'none' } },
        response: { status: 200, headers: undefined, body: { kind: 'bytes', bytes: Buffer.from(text) } },
      },
    ]);
  });

  test('nothing', async () => {
    expect(await readAll('', asked)).toMatchObject([{ response: { body: { kind: 'none' } } }]);
  });

  test('a status without an operation is an error', async () => {
    const { error } = await readUntilError('{}', { status: 200 });
    expect(String(error)).toContain('needs both its operation and its status');
  });
});
