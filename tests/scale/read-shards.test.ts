import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Exchange, Unreadable } from '../../src/model.ts';
import { findFiles } from '../../src/recordings/find.ts';
import { readRecordings } from '../../src/recordings/read.ts';
import { type Part, planShards, readParts } from '../../src/scale/shards.ts';
import { forty } from '../recording-readers/forty.ts';
import { har, writers } from '../recording-readers/writers.ts';

const folder = mkdtempSync(join(tmpdir(), 'shards-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lines = String(writers[0]?.write(forty));

function set(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, octets] of Object.entries(files)) writeFileSync(join(path, file), octets);
  return path;
}

async function whole(path: string): Promise<unknown[]> {
  const entries: unknown[] = [];
  for await (const entry of readRecordings([path])) entries.push(entry);
  return entries;
}

async function readShard(parts: readonly Part[]): Promise<(Exchange | Unreadable)[]> {
  const entries: (Exchange | Unreadable)[] = [];
  for await (const block of readParts(parts)) entries.push(...block);
  return entries;
}

async function planned(sources: readonly string[], count = 3): Promise<readonly (readonly Part[])[]> {
  return planShards(await findFiles(sources), count);
}

async function sharded(path: string, count: number): Promise<(Exchange | Unreadable)[][]> {
  const shards = await planned([path], count);
  expect(shards).toHaveLength(count);
  return Promise.all(shards.map(readShard));
}

const blanks = lines.replaceAll('\n', '\r\n\r\n   \n');

describe('all shards together are the whole, once and in order', () => {
  test.each<readonly [string, Readonly<Record<string, string | Uint8Array>>]>([
    ['lines', { 'a.ndjson': lines }],
    ['lines without a last newline', { 'a.ndjson': lines.trimEnd() }],
    ['lines with blank ones and CRLF', { 'a.ndjson': `\n\r\n${blanks}` }],
    ['lines with broken ones', { 'a.ndjson': lines.replaceAll('"method":"GET"', '"method":') }],
    ['a byte order mark', { 'a.ndjson': `\ufeff${lines}` }],
    ['one line', { 'a.ndjson': lines.split('\n')[0] ?? '' }],
    [
      'one long line among short ones',
      { 'a.ndjson': `${lines}${lines.split('\n')[0]?.replace('{}', `"${'x'.repeat(600_000)}"`)}\n${lines}` },
    ],
    ['nothing', { 'a.ndjson': '' }],
    ['HAR files', { 'a.har': har(forty), 'b.har': har(forty.slice(0, 3)), 'c.har': har(forty) }],
    ['compressed', { 'a.gz': gzipSync(lines), 'b.gz': gzipSync(har(forty)) }],
    ['UTF-16', { a: Buffer.from(`\ufeff${lines}`, 'utf16le') }],
    [
      'all kinds',
      {
        'a.har': har(forty),
        'b.ndjson': lines,
        'c.gz': gzipSync(lines),
        'd.ndjson': blanks,
        'e.ndjson': '',
        f: 'unknown',
      },
    ],
  ])('%s', async (name, files) => {
    const path = set(name, files);
    const expected = await whole(path);
    for (const count of [1, 2, 3, 7, 50])
      expect((await sharded(path, count)).flat(), `${count} shards`).toEqual(expected);
  });

  test('any lines, any number of shards', async () => {
    const path = join(folder, 'any.ndjson');
    const line = fc.constantFrom(
      '',
      ' ',
      '\r',
      'broken',
      '名',
      '{"request":{"method":"GET","url":"/a"},"response":{"status":200}}',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        async (texts, count) => {
          writeFileSync(
            path,
            `{"request":{"method":"GET","url":"/first"},"response":{"status":200}}\n${texts.join('\n')}`,
          );
          expect((await sharded(path, count)).flat()).toEqual(await whole(path));
        },
      ),
    );
  });
});

test('a cut between any two octets', async () => {
  const path = set('cuts', { 'a.ndjson': '{"a":1}\n\n{"名":2}\r\n{"b":3}' });
  const file = { path: join(path, 'a.ndjson'), named: true };
  const all = await readShard([{ ...file, start: 0, end: 29 }]);
  expect(all.map((entry) => entry.line)).toEqual([1, 3, 4]);
  for (let cut = 0; cut <= 29; cut++)
    expect(
      await readShard([
        { ...file, start: 0, end: cut },
        { ...file, start: cut, end: 29 },
      ]),
      `cut at ${cut}`,
    ).toEqual(all);
});

test('lines are shared out about evenly', async () => {
  const path = set('even', { 'a.ndjson': lines.repeat(20) });
  const counts = (await sharded(path, 4)).map((entries) => entries.length);
  expect(counts.reduce((sum, count) => sum + count)).toBe(800);
  for (const count of counts) expect(count).toBeGreaterThan(150);
});

test('the plan is the same each time, whatever the order of the words', async () => {
  const path = set('order', { 'a.ndjson': lines, 'b.ndjson': lines });
  const [one, two] = [join(path, 'a.ndjson'), join(path, 'b.ndjson')];
  expect(await planned([two, one])).toEqual(await planned([one, two]));
});

test('standard input can not be split', async () => {
  await expect(planned(['-'])).rejects.toThrow('standard input can not be split');
});

test('a line whose newline begins the next block of the file is not blank', async () => {
  const record = (url: string) => `{"request":{"method":"GET","url":"${url}"},"response":{"status":200}}`;
  const long = record(`/${'x'.repeat(256 * 1024 - record('/').length)}`);
  expect(long).toHaveLength(256 * 1024);
  const path = set('block', { 'a.ndjson': `${long}\n${record('/b')}\n${record('/c')}\n` });
  expect((await sharded(path, 2)).flat().map((entry) => [entry.line, entry.index])).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
  ]);
});
