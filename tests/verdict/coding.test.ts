// Octets of a recorded body to its text: what a reader gets, or the words for what can't be decoded. Verdicts on such bodies: bodies.test.ts.
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Body } from '../../src/model.ts';
import { recordedBodyReader } from '../../src/verdict/coding.ts';

const octetsOf = (text: string): Buffer => Buffer.from(text, 'utf8');
const TEXT = '{"id":"ü"}';

function readAs(as: 'text' | 'octets', octets: Uint8Array, coding: string, type = 'application/json') {
  const body: Body = { kind: 'bytes', bytes: octets };
  const headers = { 'Content-Type': type, 'Content-Encoding': coding };
  return recordedBodyReader({ bodyBytes: 200 }).raw?.(body, headers, as);
}

/** The text, or why there is none. */
function textOf(octets: Uint8Array, coding: string, type?: string): string | undefined {
  const read = readAs('text', octets, coding, type);
  if (read === undefined || 'text' in read) return read?.text;
  return 'message' in read ? `${read.kind}: ${read.message}` : read.kind;
}

const five = 'br,br,br,br,br';
const fiveTimes = [1, 2, 3, 4, 5].reduce((octets) => brotliCompressSync(octets), octetsOf(TEXT));

describe('content codings', () => {
  test.each<[string, Uint8Array, string, string]>([
    ['none', octetsOf(TEXT), '', TEXT],
    ['gzip', gzipSync(TEXT), 'gzip', TEXT],
    ['deflate', deflateSync(TEXT), 'deflate', TEXT],
    ['br', brotliCompressSync(TEXT), 'br', TEXT],
    ['zstd', zstdCompressSync(TEXT), 'zstd', TEXT],
    ['five of them', fiveTimes, five, TEXT],
    ['six of them', fiveTimes, `${five},gzip`, 'unchecked: more than 5 content codings'],
    ['an unknown one', octetsOf(TEXT), 'exi', 'unchecked: content coding "exi" is not known'],
    [
      'an unknown one with a long name',
      octetsOf(TEXT),
      'x'.repeat(50),
      `unchecked: content coding "${'x'.repeat(40)}" is not known`,
    ],
    [
      'gzip cut off',
      gzipSync(TEXT).subarray(0, 20),
      'gzip',
      'unchecked: the octets are no whole gzip stream',
    ],
    ['NULs behind gzip', Buffer.concat([gzipSync(TEXT), Buffer.alloc(3)]), 'gzip', TEXT],
    [
      'NULs and something else behind gzip',
      Buffer.concat([gzipSync(TEXT), Buffer.of(0, 1)]),
      'gzip',
      'unchecked: the octets are no whole gzip stream',
    ],
    [
      'NULs behind br',
      Buffer.concat([brotliCompressSync(TEXT), Buffer.alloc(3)]),
      'br',
      'unchecked: the octets are no whole br stream',
    ],
    ['200 octets', brotliCompressSync('x'.repeat(200)), 'br', 'x'.repeat(200)],
    [
      '201 octets',
      brotliCompressSync('x'.repeat(201)),
      'br',
      'unchecked: more than 0.000191 MiB, the limit limits.bodyBytes of the config, after br decoding',
    ],
    ['200 octets as they stand', octetsOf('x'.repeat(200)), '', 'x'.repeat(200)],
    [
      '201 octets as they stand',
      octetsOf('x'.repeat(201)),
      '',
      'unchecked: more than 0.000191 MiB, the limit limits.bodyBytes of the config',
    ],
  ])('%s', (_, octets, coding, expected) => {
    expect(textOf(octets, coding)).toBe(expected);
  });
});

/** Recordings often keep the header although the octets are decoded. */
describe('a coding that is undone already', () => {
  const notBr = 'unchecked: the octets are no whole br stream';
  test.each<[string, Uint8Array, string]>([
    ['a tab first', octetsOf('\t1'), '\t1'],
    ['a line feed first', octetsOf('\n1'), '\n1'],
    ['a carriage return first', octetsOf('\r1'), '\r1'],
    ['a space first', octetsOf(' 1'), ' 1'],
    [
      'a character cut in two by the 64 octets that are looked at',
      octetsOf(`${'x'.repeat(63)}ü1`),
      `${'x'.repeat(63)}ü1`,
    ],
    ['no text behind the first 64 octets', octetsOf(`${'x'.repeat(64)}\u0001`), `${'x'.repeat(64)}\u0001`],
    ['a control character in it', octetsOf('{"a":\u00011}'), notBr],
    ['a control character first', octetsOf('\u000b1'), notBr],
    ['no UTF-8', Buffer.of(0x7b, 0xe4, 0x7d), notBr],
  ])('br: %s', (_, octets, expected) => {
    expect(textOf(octets, 'br')).toBe(expected);
  });

  test.each<[string, readonly number[]]>([
    ['gzip', [0x1f, 0x00]],
    ['gzip', [0x00, 0x8b]],
    ['zstd', [0x00, 0xb5, 0x2f]],
    ['zstd', [0x28, 0x00, 0x2f]],
    ['zstd', [0x28, 0xb5, 0x00]],
  ])('%s: octets that start otherwise, %j', (coding, octets) => {
    const text = String.fromCharCode(...octets);
    expect(readAs('octets', Buffer.from(octets), coding)).toEqual({ text, isOctets: true });
  });
});

describe('charsets', () => {
  test.each<[string, Uint8Array, string, string]>([
    ['UTF-8 unless said otherwise', octetsOf('ü'), '', 'ü'],
    ['a byte order mark is part of the text', octetsOf('\ufeffü'), '', '\ufeffü'],
    ['another charset', Buffer.from('ü', 'latin1'), '; charset=latin1', 'ü'],
    ['octets that are not of it', Buffer.of(0xff), '', 'malformed: octets that are not utf-8'],
    ['half a character', Buffer.of(0x61), '; charset=utf-16', 'malformed: octets that are not utf-16le'],
    [
      'an unknown one with a long name',
      octetsOf('1'),
      `; charset=${'x'.repeat(50)}`,
      `unchecked: charset "${'x'.repeat(40)}" is not known`,
    ],
  ])('%s', (_, octets, parameter, expected) => {
    expect(textOf(octets, '', `application/json${parameter}`)).toBe(expected);
  });
});

test('the usual limits hold where none is set', () => {
  const body: Body = { kind: 'bytes', bytes: octetsOf('x'.repeat(300)) };
  expect(recordedBodyReader().raw?.(body, {}, 'text')).toEqual({ text: 'x'.repeat(300), isOctets: false });
});
