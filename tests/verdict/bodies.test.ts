// Bodies as recordings have them: coded, in other charsets, cut off, or no JSON at all.
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Body, Headers } from '../../src/model.ts';
import { type Compiled, compiled, exchange, issuesOf, json, text, verdictOn } from './compiled.ts';

let contract: Compiled;

beforeAll(async () => {
  contract = await compiled(`
openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /:
    get:
      operationId: get
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
        '204': { description: none }
  /free:
    get:
      operationId: free
      responses:
        '200': { description: ok, content: { application/json: { schema: {} } } }
components:
  schemas:
    Thing:
      type: object
      properties:
        id: { type: string }
        n: { type: integer }
        list: { type: array, items: { type: integer } }
        inner: { type: object, properties: { id: { type: string } } }
        free: { type: object }
`);
});

const good = '{"id":"ü","n":1}';
const utf8 = (content: string): Uint8Array => new TextEncoder().encode(content);

function bytes(content: Uint8Array): Body {
  return { kind: 'bytes', bytes: content };
}

function coded(encoding: string | undefined, type = 'application/json'): Headers {
  return { 'content-type': type, ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }) };
}

type Row = readonly [name: string, headers: Headers | undefined, body: Body, issues: readonly string[]];

const utf16 = Uint8Array.from(Buffer.from(good, 'utf16le'));

const octets: readonly Row[] = [
  ['plain', coded(undefined), bytes(utf8(good)), []],
  ['gzip', coded('gzip'), bytes(gzipSync(good)), []],
  ['x-gzip in capitals', coded('X-GZIP'), bytes(gzipSync(good)), []],
  ['deflate with its wrapper', coded('deflate'), bytes(deflateSync(good)), []],
  ['deflate without it', coded('deflate'), bytes(deflateRawSync(good)), []],
  ['br', coded('br'), bytes(brotliCompressSync(good)), []],
  ['zstd', coded('zstd'), bytes(zstdCompressSync(good)), []],
  ['two codings, undone from the last', coded('gzip, br'), bytes(brotliCompressSync(gzipSync(good))), []],
  ['identity', coded('identity'), bytes(utf8(good)), []],
  ...['gzip', 'deflate', 'br', 'zstd'].map(
    (name): Row => [`${name} that the recorder has undone`, coded(name), bytes(utf8(good)), []],
  ),
  ...['gzip', 'deflate', 'br', 'zstd'].map(
    (name): Row => [
      `${name} undone, and the body is a number`,
      coded(name),
      bytes(utf8('5')),
      ['type-mismatch'],
    ],
  ),
  ['drift behind a coding', coded('br'), bytes(brotliCompressSync('{"x":1}')), ['property-undocumented /x']],
  ['gzip cut off', coded('gzip'), bytes(gzipSync(good).subarray(0, 15)), ['unchecked body-undecodable']],
  ['br cut off', coded('br'), bytes(brotliCompressSync(good).subarray(0, 8)), ['unchecked body-undecodable']],
  ...(
    [
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['deflate', deflateRawSync],
      ['br', brotliCompressSync],
      ['zstd', zstdCompressSync],
    ] as const
  ).flatMap(([name, compress]): Row[] => {
    const behind = [Buffer.from('{"x":1}'), Buffer.concat([Buffer.alloc(4), compress('{"x":1}')])];
    return behind.map((rest) => [
      `octets behind ${name}`,
      coded(name),
      bytes(Buffer.concat([compress(good), rest])),
      ['unchecked body-undecodable'],
    ]);
  }),
  ['NULs behind gzip', coded('gzip'), bytes(Buffer.concat([gzipSync(good), Buffer.alloc(4)])), []],
  ['an unknown coding', coded('exi'), bytes(utf8(good)), ['unchecked body-undecodable']],
  ['utf-16', coded(undefined, 'application/json; charset=utf-16le'), bytes(utf16), []],
  [
    'latin-1, in quotes',
    coded(undefined, 'application/json; charset="ISO-8859-1"'),
    bytes(Buffer.from(good, 'latin1')),
    [],
  ],
  [
    'an unknown charset',
    coded(undefined, 'application/json; charset=klingon'),
    bytes(utf8(good)),
    ['unchecked body-undecodable'],
  ],
  [
    'bad UTF-8',
    coded(undefined),
    bytes(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)),
    ['body-malformed'],
  ],
  ['a byte order mark', coded(undefined), bytes(utf8(`\ufeff${good}`)), []],
  ['no octets', coded('gzip'), bytes(new Uint8Array()), ['body-missing']],
];

const texts: readonly (readonly [name: string, text: string, issues: readonly string[]])[] = [
  ['right', good, []],
  ['with space around', ` \r\n\t${good}\n `, []],
  ['a byte order mark', `\ufeff${good}`, []],
  ['empty', '', ['body-missing']],
  ['space only', ' \r\n\t', ['body-missing']],
  ['a byte order mark only', '\ufeff', ['body-missing']],
  ['a space that is none of JSON', '\u00a0', ['body-malformed']],
  ['HTML', '<!DOCTYPE html><html><body>Bad gateway</body></html>', ['body-malformed']],
  ['NaN', '{"n":NaN}', ['body-malformed']],
  ['Infinity', '{"n":-Infinity}', ['body-malformed']],
  ['a comment', '{"n":1/* one */}', ['body-malformed']],
  ['a comma too many', '{"n":1,}', ['body-malformed']],
  ['single quotes', "{'n':1}", ['body-malformed']],
  ['a leading zero', '{"n":01}', ['body-malformed']],
  ['a control character', '{"id":"a\nb"}', ['body-malformed']],
  ['cut off inside a string', '{"id":"a', ['body-malformed']],
  ['cut off after a name', '{"id"', ['body-malformed']],
  ['cut off inside an array', '{"list":[1,', ['body-malformed']],
  ['text after the value', '{"n":1}{"n":2}', ['body-malformed']],
  ['a semicolon after the value', '{"n":1};', ['body-malformed']],
  ['a lone surrogate, escaped', '{"id":"\\ud800"}', []],
  ['a lone surrogate in a name', '{"\\udc00":1}', ['property-undocumented /\udc00']],
  ['a name twice, equal values', '{"n":1,"n":1}', ['body-duplicate-key /n']],
  ['a name twice, spelled in two ways', '{"n":1,"\\u006e":1}', ['body-duplicate-key /n']],
  ['a name twice, drift in the first', '{"n":"x","n":1}', ['body-duplicate-key /n', 'type-mismatch /n']],
  ['a name twice, drift in the last', '{"n":1,"n":"x"}', ['body-duplicate-key /n', 'type-mismatch /n']],
  [
    'a name three times, drift in the middle',
    '{"n":1,"n":null,"n":2}',
    ['body-duplicate-key /n', 'null-undocumented /n'],
  ],
  ['an undocumented name twice', '{"x":1,"x":2}', ['body-duplicate-key /x', 'property-undocumented /x']],
  ['a name twice inside', '{"inner":{"id":"a","id":"b"}}', ['body-duplicate-key /inner/id']],
  [
    'an object twice, drift in the first',
    '{"inner":{"y":1},"inner":{"id":""}}',
    ['body-duplicate-key /inner', 'property-undocumented /inner/y'],
  ],
  ['a name twice in a list', '{"list":[1],"free":{"a":[{"b":1,"b":2}]}}', ['body-duplicate-key /free/a/0/b']],
  ['the same name in two objects', '{"id":"","inner":{"id":""}}', []],
  ['colons and quotes in strings', '{"id":"\\":\\"n\\":1,\\"n\\":2","n":1}', []],
  ['a backslash before the quote', '{"id":"\\\\","n":1}', []],
  ['__proto__ twice', '{"free":{"__proto__":1,"__proto__":2}}', ['body-duplicate-key /free/__proto__']],
  ['5.0 and 1e3', '{"n":5.0,"list":[1e3]}', []],
  ['a number beyond double', '{"n":1e999}', ['type-mismatch /n']],
];

describe('octets', () => {
  test.each(octets)('%s', (_, headers, body, issues) => {
    expect(issuesOf(contract, { headers, body })).toEqual(issues);
  });
});

describe('texts', () => {
  test.each(texts)('%s', (_, content, issues) => {
    expect(issuesOf(contract, { body: text(content) })).toEqual(issues);
    expect(issuesOf(contract, { body: bytes(utf8(content)) }), 'as octets').toEqual(
      issues.map((issue) => issue.replace('\udc00', '\udc00')),
    );
  });
});

describe('what the recording lacks', () => {
  test('is unchecked, never missing', () => {
    const body: Body = { kind: 'unrecorded', reason: 'the recorder cut it off' };
    expect(issuesOf(contract, { body })).toEqual(['unchecked body-unrecorded']);
  });
  test('no body at all is missing', () => {
    expect(issuesOf(contract, { body: { kind: 'none' } })).toEqual(['body-missing']);
  });
});

/** Time is not asserted, but the suite's timeout is: whatever is quadratic here does not end. */
describe('bounded', () => {
  function nested(levels: number, open: string, close: string): string {
    return open.repeat(levels) + close.repeat(levels);
  }

  test.each([
    ['100,000 arrays', `{"free":{"a":${nested(100_000, '[', ']')}}}`, ['body-too-deep']],
    [
      '100,000 objects',
      `{"free":${nested(100_000, '{"a":', '}').replace('{"a":}', '{"a":1}')}}`,
      ['body-too-deep'],
    ],
    ['100,000 arrays that do not end', `{"free":{"a":${'['.repeat(100_000)}`, ['body-malformed']],
    ['100,000 levels where a string is declared', `{"id":${nested(100_000, '[', ']')}}`, ['body-too-deep']],
    ['499 levels', `{"free":{"a":${nested(497, '[', ']')}}}`, []],
    ['a string of 5 MB', `{"id":"${'x'.repeat(5_000_000)}"}`, []],
    ['a string of 5 MB in the wrong place', `{"n":"${'\\n'.repeat(2_500_000)}"}`, ['type-mismatch /n']],
  ])('%s', (_, content, issues) => {
    expect(issuesOf(contract, { body: text(content) })).toEqual(issues);
  });

  test.each([
    [500, []],
    [501, ['body-too-deep']],
  ])('%i levels, as text and parsed already', (levels, issues) => {
    const content = `{"free":{"a":${nested(levels - 2, '[', ']')}}}`;
    expect(issuesOf(contract, { body: text(content) })).toEqual(issues);
    expect(issuesOf(contract, { body: json({ ...JSON.parse(content), x: 1 }) })).toEqual(
      issues.length > 0 ? issues : ['property-undocumented /x'],
    );
  });

  test('100,000 levels that were parsed already', () => {
    const value: unknown = JSON.parse(nested(100_000, '[', ']'));
    expect(issuesOf(contract, { url: '/free', body: json(value) })).toEqual(['body-too-deep']);
  });

  test('10,000 undocumented properties: the first thousand, and how many more', () => {
    const body = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x${index}`, index]));
    const verdict = verdictOn(contract, { body: json(body) });
    expect([verdict.issues.length, verdict.dropped]).toEqual([1000, 9000]);
  });

  test('300,000 errors: the first thousand, and how many more', () => {
    const list = Array.from({ length: 300_000 }, () => 'x');
    const verdict = verdictOn(contract, { body: text(JSON.stringify({ list })) });
    expect([verdict.issues.length, verdict.dropped]).toEqual([1000, 299_000]);
  });

  test('a name 50,000 times', () => {
    const content = `{${Array.from({ length: 50_000 }, (_, index) => `"n":${index}`).join()}}`;
    const { issues } = verdictOn(contract, { body: text(content) });
    expect(issues.map(({ code }) => code)).toEqual(['body-duplicate-key']);
  });

  test('50,000 names twice', () => {
    const content = `{"free":{${Array.from({ length: 50_000 }, (_, index) => `"n${index}":1,"n${index}":2`).join()}}}`;
    const { issues } = verdictOn(contract, { body: text(content) });
    expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['body-duplicate-key']));
  });

  test('a body that is judged leaves the exchange as it was', () => {
    const observed = exchange({ body: text('{"x":1}') });
    const before = structuredClone(observed);
    verdictOn(contract, { body: observed.response.body });
    expect(observed).toEqual(before);
  });
});
