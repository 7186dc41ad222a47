import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PageFacts, PageField } from '../../src/model.ts';
import { checkPage } from '../../src/page/check-page.ts';
import { readPage } from '../../src/page/read-page.ts';
import { docsRules } from '../../src/page/rules.ts';

function findingsOf(name: string) {
  const text = readFileSync(join(import.meta.dirname, 'pages', name), 'utf8');
  return checkPage(readPage(text, name), name);
}

test('a page without contradictions has no findings', () => {
  expect(findingsOf('arrange-shelf.md')).toEqual([]);
  expect(findingsOf('english-list-books.md')).toEqual([]);
});

test('each contradiction is one finding, with the places of both sides', () => {
  const lines = findingsOf('arrange-shelf-wrong.md').map(
    ({ code, level, status, pointer, count, place, tablePlace }) =>
      `${code} ${level} ${status} ${pointer} x${count} ${place.line}:${place.column} table ${tablePlace?.line}`,
  );
  expect(lines).toMatchInlineSnapshot(`
    [
      "docs-sample-property-undocumented error request /books/*/colour x1 479:9 table 170",
      "docs-sample-type-mismatch error request /books/*/copies x1 478:9 table 213",
      "docs-sample-property-missing error request /books/*/isbn x1 477:19 table 204",
      "docs-sample-property-missing error request /name x1 475:5 table 141",
      "docs-sample-enum-value-case warning request /order x1 476:7 table 153",
      "docs-sample-malformed error 200 / x1 523:5 table 280",
      "docs-sample-out-of-range error 200 /books/*/pages x1 508:9 table 363",
      "docs-sample-property-undocumented error 200 /books/*/shelf x1 512:9 table 302",
      "docs-sample-enum-value-undocumented error 200 /books/*/state x2 507:9 table 351",
      "docs-sample-type-mismatch error 200 /books/*/tags/* x1 509:20 table 372",
      "docs-sample-property-undocumented error 200 /rooms/*/c~1d x1 514:59 table 309",
      "docs-sample-type-mismatch error 200 /rooms/*/floor x1 514:30 table 393",
      "docs-sample-property-undocumented error 404 /trace x1 538:3 table 443",
      "docs-sample-without-table warning 409 / x1 547:1 table undefined",
      "docs-error-status-without-table off 500 / x1 576:1 table undefined",
    ]
  `);
});

const fields: Readonly<Record<string, readonly PageField[]>> = {
  object: [
    { pointer: '/name', type: 'String', enum: ['a', 'B'] },
    { pointer: '/size', type: 'Integer', minimum: '1', maximum: '9' },
    { pointer: '/ratio', type: 'Number' },
    { pointer: '/on', type: 'Boolean', enum: ['true'] },
    { pointer: '/free', type: 'Object' },
    { pointer: '/file', type: 'File' },
    { pointer: '/tags', type: 'Array of strings', enum: ['x'] },
    { pointer: '/map', type: 'Map<String,Integer>' },
    { pointer: '/items', type: 'Array of Item objects' },
    { pointer: '/items/*/id', type: 'String', minLength: '2' },
  ],
  map: [
    { pointer: '/*', type: 'Map<String,Item>' },
    { pointer: '/*/id', type: 'String' },
  ],
  list: [
    { pointer: '/', type: 'Array of Item objects' },
    { pointer: '/*/id', type: 'String' },
  ],
};

function codes(kind: string, sample: unknown): string[] {
  const facts: PageFacts = {
    operationId: 'a',
    title: '',
    method: 'GET',
    path: '/',
    parameters: [],
    requestFields: [],
    responses: { 200: fields[kind] ?? [] },
    statusCodes: ['200'],
    examples: { 200: [sample] },
  };
  return checkPage({ facts, places: {} }, 'a.md').map(
    ({ code, pointer, count }) => `${code.slice('docs-sample-'.length)} ${pointer} ${count}`,
  );
}

describe('a sample beside its table', () => {
  test.each<[string, unknown, string[]]>([
    // None of its keys is in the table: one contradiction.
    ['object', { data: { name: 'a' } }, ['property-undocumented /data 1']],
    ['object', { code: 0, message: '' }, ['property-undocumented / 1']],
    ['object', {}, []],
    ['object', { name: 'a', size: 1, ratio: 1.5, on: true }, []],
    ['object', { name: null, items: null, map: null }, []],
    ['object', { name: 'c' }, ['enum-value-undocumented /name 1']],
    ['object', { name: 'b' }, ['enum-value-case /name 1']],
    ['object', { on: false }, ['enum-value-undocumented /on 1']],
    ['object', { name: 7 }, ['type-mismatch /name 1']],
    ['object', { size: true }, ['type-mismatch /size 1']],
    ['object', { size: 1.5 }, ['type-mismatch /size 1']],
    ['object', { size: 3.0, ratio: 3 }, []],
    ['object', { size: 0 }, ['out-of-range /size 1']],
    ['object', { size: 10 }, ['out-of-range /size 1']],
    ['object', { free: { any: [1] }, file: 7 }, []],
    ['object', { free: [] }, ['type-mismatch /free 1']],
    ['object', { tags: ['x', 'y', 7] }, ['enum-value-undocumented /tags/* 1', 'type-mismatch /tags/* 1']],
    ['object', { map: { k: 1, l: 'x', m: 'y' } }, ['type-mismatch /map/* 2']],
    ['object', { items: {} }, ['type-mismatch /items 1']],
    ['object', { items: [{ id: 'ab' }, { id: 'a' }, { id: '😀' }] }, ['out-of-range /items/*/id 2']],
    ['object', { items: [{ more: { deep: 1 } }, { more: 2 }] }, ['property-undocumented /items/*/more 2']],
    [
      'object',
      { name: 'a', constructor: 1, 'a/b': 2, '': 3 },
      ['property-undocumented / 1', 'property-undocumented /a~1b 1', 'property-undocumented /constructor 1'],
    ],
    ['object', JSON.parse('{"__proto__":1}'), ['property-undocumented /__proto__ 1']],
    ['object', [], ['type-mismatch / 1']],
    ['object', { $invalid: '{' }, ['malformed / 1']],
    ['object', { $nobody: true }, []],
    ['map', { any: { id: 'a' }, other: { no: 1 } }, ['property-undocumented /*/no 1']],
    ['list', [{ id: 'a' }, { id: 1 }], ['type-mismatch /*/id 1']],
    ['list', { id: 'a' }, ['type-mismatch / 1']],
  ])('%s %j', (kind, sample, expected) => {
    expect(codes(kind, sample)).toEqual(expected);
  });
});

describe('the address of an operation beside the lines of its samples', () => {
  const facts: PageFacts = {
    operationId: 'a',
    title: '',
    method: 'PUT',
    path: '/v1/{room}/lamps/{lamp}',
    parameters: [
      { name: 'room', in: 'path', required: true, type: 'String' },
      { name: 'lamp', in: 'path', required: true, type: 'String' },
      { name: 'limit', in: 'query', required: false, type: 'Integer' },
    ],
    requestFields: [],
    responses: {},
    statusCodes: ['204'],
    examples: { request: [{ $nobody: true }] },
  };
  const found = (change: Partial<PageFacts>) =>
    checkPage({ facts: { ...facts, ...change }, places: {} }, 'a.md').map(
      ({ code, name }) => `${code} ${name}`,
    );

  test.each<[string, string[]]>([
    ['PUT /v1/{room}/lamps/{lamp}', []],
    ['PUT https://host/v1/r1/lamps/l1?limit=3', []],
    ['https://host/v1/r1/lamps/l1', []],
    ['/base/v1/r1/lamps/{id}', []],
    ['PUT https://host/v1/a/b lamps', []],
    ['GET /v1/r1/lamps/l1', ['docs-sample-request-line GET /v1/r1/lamps/l1']],
    ['PUT https://host/v1/r1/lights/l1', ['docs-sample-request-line PUT /v1/r1/lights/l1']],
    ['PUT /lamps/l1', ['docs-sample-request-line PUT /lamps/l1']],
    ['PUT /v1/r1/lamps/l1?limit=3&page=2', ['docs-sample-query-undocumented query page']],
    ['PUT /v1/r1/lights/l1?page=2', ['docs-sample-request-line PUT /v1/r1/lights/l1']],
  ])('%s', (line, expected) => {
    expect(found({ exampleRequestLines: [line] })).toEqual(expected);
  });

  test('a placeholder without a row', () => {
    const parameters = facts.parameters.filter(({ name }) => name !== 'lamp');
    expect(found({ parameters })).toEqual(['docs-path-parameter-undocumented path lamp']);
    expect(found({ parameters: [...parameters, { name: 'lamp', in: 'query', type: 'String' }] })).toEqual([
      'docs-path-parameter-undocumented path lamp',
    ]);
  });
});

test('every rule explains itself, once', () => {
  expect(new Set(docsRules.map(({ code }) => code)).size).toBe(docsRules.length);
  for (const rule of docsRules) {
    expect(rule.code).toMatch(/^docs-[a-z-]+$/);
    expect(rule.meaning).toMatch(/^[a-z].*[^.]$/);
    expect(rule.explanation.length).toBeGreaterThan(60);
  }
});
