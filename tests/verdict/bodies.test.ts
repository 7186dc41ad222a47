// Bodies as recordings have them: coded, in other charsets, long. What each rule says of them: rules/.
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Body, Headers } from '../../src/model.ts';
import { createExplainer } from '../../src/verdict/explain.ts';
import { createJudge } from '../../src/verdict/judge.ts';
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

/** The rest of what texts can be: rules/body-malformed.ts, body-duplicate-key.ts, body-missing.ts. */
const texts: readonly (readonly [name: string, text: string, issues: readonly string[]])[] = [
  ['right', good, []],
  ['a byte order mark', `\ufeff${good}`, []],
  ['empty', '', ['body-missing']],
  ['cut off inside a string', '{"id":"a', ['body-malformed']],
  ['a lone surrogate in a name', '{"\\udc00":1}', ['property-undocumented /\udc00']],
  ['a name twice, drift in the first', '{"n":"x","n":1}', ['body-duplicate-key /n', 'type-mismatch /n']],
  ['a number beyond double', '{"n":1e999}', ['type-mismatch /n']],
];

describe('octets', () => {
  test.each(octets)('%s', (_, headers, body, issues) => {
    expect(issuesOf(contract, { headers, body })).toEqual(issues);
  });
});

/** Limits of 20 octets and 9 tokens; `{"n":1}` has 5 tokens. */
const large: readonly Row[] = [
  ['octets', coded(undefined), bytes(utf8(`{"n":1${' '.repeat(20)}}`)), ['unchecked body-too-large']],
  ['a text', coded(undefined), text(`{"n":1${' '.repeat(20)}}`), ['unchecked body-too-large']],
  [
    'octets after decoding',
    coded('br'),
    bytes(brotliCompressSync(`{"n":1${' '.repeat(500)}}`)),
    ['unchecked body-too-large'],
  ],
  ['tokens', coded(undefined), text('{"list":[1,1,1,1]}'), ['unchecked body-too-large']],
  ['tokens of what is no JSON', coded(undefined), text('{"list":[[[[[[[[[[['), ['unchecked body-too-large']],
  ['as many characters, and few tokens', coded(undefined), text('{"id":"aaaaaaaaaaa"}'), []],
  [
    'six codings',
    coded('br,br,br,br,br,br'),
    bytes(brotliCompressSync(good)),
    ['unchecked body-undecodable'],
  ],
];

describe('more than is read', () => {
  test.each(large)('%s', (_, headers, body, issues) => {
    const judge = createJudge(contract.contract, { limits: { bodyBytes: 20, jsonTokens: 9 } });
    const verdict = judge(exchange({ headers, body }));
    expect(verdict?.unchecked === undefined ? [] : [`unchecked ${verdict.unchecked.reason}`]).toEqual(issues);
  });

  test('nesting beyond 500 levels in a long text: it is not parsed', () => {
    const judged = createJudge(contract.contract, { limits: { jsonTokens: 2000 } });
    const explainer = createExplainer(contract.detail);
    const verdict = judged(exchange({ body: text('['.repeat(2001)) }), explainer);
    expect(verdict?.issues.map(({ code }) => code)).toEqual(['body-too-deep']);
  });

  test('a list of more tokens than the usual limit: unchecked, and judged where the limit is raised', () => {
    const body = text(`{"list":[${'1,'.repeat(2_500_000)}1]}`);
    expect(createJudge(contract.contract)(exchange({ body }))?.unchecked?.message).toContain(
      'limits.jsonTokens',
    );
    expect(
      createJudge(contract.contract, { limits: { jsonTokens: 6_000_000 } })(exchange({ body }))?.outcome,
    ).toBe('clean');
  });
});

describe('texts', () => {
  test.each(texts)('%s', (_, content, issues) => {
    expect(issuesOf(contract, { body: text(content) })).toEqual(issues);
    expect(issuesOf(contract, { body: bytes(utf8(content)) }), 'as octets').toEqual(issues);
  });
});

/** Time is not asserted, but the suite's timeout is: whatever is quadratic here does not end. */
describe('bounded', () => {
  test.each([
    ['a string of 5 MB', `{"id":"${'x'.repeat(5_000_000)}"}`, []],
    ['a string of 5 MB in the wrong place', `{"n":"${'\\n'.repeat(2_500_000)}"}`, ['type-mismatch /n']],
  ])('%s', (_, content, issues) => {
    expect(issuesOf(contract, { body: text(content) })).toEqual(issues);
  });

  test('10,000 undocumented properties: the first thousand, and how many more', () => {
    const body = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x${index}`, index]));
    const verdict = verdictOn(contract, { body: json(body) });
    expect([verdict.issues.length, verdict.dropped]).toEqual([1000, 9000]);
  });

  test('300,000 errors of one kind: the first ten, and how often it is', () => {
    const list = Array.from({ length: 300_000 }, () => 'x');
    const verdict = verdictOn(contract, { body: text(JSON.stringify({ list })) });
    expect([verdict.issues.length, verdict.issues[0]?.times, verdict.dropped]).toEqual([
      10,
      299_991,
      undefined,
    ]);
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
