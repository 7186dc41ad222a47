import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { decodedChunks, fileChunks, splitHead, wholeOctets } from '../../src/recordings/source.ts';
import { chunked } from './reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'source-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function decoded(octets: Uint8Array, size: number): Promise<string> {
  return (await wholeOctets('x', decodedChunks('x', chunked(octets, size)))).toString('utf8');
}

const text = '{"名":"🚪"}\n';
const mark = Buffer.from([0xef, 0xbb, 0xbf]);
const wide = Buffer.from(`\ufeff${text}`, 'utf16le');

describe('a recording is decoded, wherever the chunks are cut', () => {
  test.each<readonly [string, Uint8Array, string]>([
    ['plain', Buffer.from(text), text],
    ['nothing', Buffer.alloc(0), ''],
    ['one octet', Buffer.from('x'), 'x'],
    ['a byte order mark', Buffer.concat([mark, Buffer.from(text)]), text],
    ['only a byte order mark', mark, ''],
    ['gzip', gzipSync(text), text],
    ['gzip of nothing', gzipSync(''), ''],
    ['gzip of a byte order mark', gzipSync(Buffer.concat([mark, Buffer.from(text)])), text],
    ['two gzip members', Buffer.concat([gzipSync(text), gzipSync(text)]), text + text],
    [
      'NULs between gzip members',
      Buffer.concat([gzipSync(text), Buffer.alloc(9), gzipSync(text)]),
      text + text,
    ],
    ['NULs behind gzip', Buffer.concat([gzipSync(text), Buffer.alloc(9)]), text],
    ['UTF-16, little endian', wide, text],
    ['UTF-16, big endian', Buffer.from(wide).swap16(), text],
    ['a mark in the middle stays', Buffer.from(`a\ufeffb`), 'a\ufeffb'],
  ])('%s', async (_, octets, expected) => {
    for (let size = 1; size <= Math.max(1, octets.length); size++)
      expect(await decoded(octets, size), `chunks of ${size}`).toBe(expected);
  });
});

test.each([
  ['cut off', gzipSync(text.repeat(100)).subarray(0, -9), /gzip data is cut off/],
  ['broken', Buffer.concat([gzipSync(text).subarray(0, -8), Buffer.alloc(8, 0x55)]), /gzip data is broken/],
  [
    'followed by other octets',
    Buffer.concat([gzipSync(text), Buffer.from('\0\0x')]),
    /gzip data is followed by other octets/,
  ],
  [
    'followed by others at once',
    Buffer.concat([gzipSync(text), Buffer.alloc(30, 'x')]),
    /gzip data is broken/,
  ],
  [
    'followed by a broken member',
    Buffer.concat([gzipSync(text), Buffer.alloc(3), gzipSync(text).subarray(0, -9)]),
    /gzip data is cut off/,
  ],
])('gzip that is %s', async (_, octets, message) => {
  await expect(decoded(octets, 100)).rejects.toThrow(message);
});

test('large gzip members, each longer than a block, with NULs between', async () => {
  const parts = [1, 2, 3].map((seed) =>
    Buffer.from(Array.from({ length: 400_000 }, (_, at) => (at * seed * 2_654_435_761) >>> 24)),
  );
  const zipped = Buffer.concat(parts.flatMap((part) => [gzipSync(part, { level: 0 }), Buffer.alloc(1000)]));
  for (const size of [1000, 65_536, 10_000_000]) {
    const whole = await wholeOctets('x', decodedChunks('x', chunked(zipped, size)));
    expect(whole.equals(Buffer.concat(parts))).toBe(true);
  }
});

test('UTF-16 that is none', async () => {
  await expect(decoded(wide.subarray(0, -1), 100)).rejects.toThrow(/not utf-16le/);
});

describe('files', () => {
  test('more than one block, and from any octet on', async () => {
    const octets = Buffer.alloc(700_000, 'abcdefg');
    const path = join(folder, 'large');
    writeFileSync(path, octets);
    expect((await wholeOctets(path, fileChunks(path))).equals(octets)).toBe(true);
    expect((await wholeOctets(path, fileChunks(path, 299_999))).equals(octets.subarray(299_999))).toBe(true);
  });

  test.each([
    ['a missing file', join(folder, 'none'), 'no such file'],
    ['a folder', folder, 'is a folder'],
  ])('%s', async (_, path, message) => {
    await expect(wholeOctets(path, fileChunks(path))).rejects.toThrow(message);
  });
});

test('a head of any size leaves the whole', async () => {
  const { head, complete, rest } = await splitHead(chunked(Buffer.from('abcdef'), 2), 3);
  expect([head.toString(), complete]).toEqual(['abcd', false]);
  expect((await wholeOctets('x', rest)).toString()).toBe('abcdef');
});
