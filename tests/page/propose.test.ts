import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { OpenApiDocument } from '../../src/contract/openapi.ts';
import { InputError } from '../../src/lib/input-error.ts';
import { jsonPath } from '../../src/lib/pointer.ts';
import type { Finding } from '../../src/model.ts';
import { statedByContract } from '../../src/page/contract-stated.ts';
import { matrixJson, matrixMarkdown, matrixOf, matrixText } from '../../src/page/matrix.ts';
import { createTrafficTally } from '../../src/page/observed.ts';
import { applyOverlay } from '../../src/page/propose/apply-overlay.ts';
import { overlayOf } from '../../src/page/propose/overlay.ts';
import { propose } from '../../src/page/propose/propose.ts';
import { vendorReport } from '../../src/page/vendor-report.ts';

const document: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/things': {
      get: {
        operationId: 'listThings',
        responses: {
          200: {
            description: 'OK',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { things: { type: 'array', items: { $ref: '#/components/schemas/Thing' } } },
                },
              },
            },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string' }, state: { type: 'string', enum: ['A'] } },
      },
    },
  },
};

function finding(code: string, pattern: string, name?: string): Finding {
  return {
    code,
    level: 'warning',
    fingerprint: `f-${pattern}`,
    operation: 'listThings',
    method: 'GET',
    path: '/things',
    status: '200',
    mediaType: 'application/json',
    pointer: pattern,
    pattern,
    message: '',
    declared: { text: '' },
    fix: '',
    occurrences: 2,
    outOf: 3,
    where: [],
    ...(name !== undefined && { name }),
  };
}

function proposalFor(findings: readonly Finding[], ...bodies: readonly unknown[]) {
  const observed = createTrafficTally();
  for (const body of bodies) observed.add('listThings', '200', body);
  return propose({ document, findings, observed, lock: undefined });
}

describe('proposals', () => {
  test.each<[string, Finding, unknown[], readonly [string, unknown]]>([
    [
      'a property inside an array',
      finding('property-undocumented', '/things/*/size', 'size'),
      [{ things: [{ size: 1 }, { size: 2 }] }],
      ['$.components.schemas.Thing.properties', { size: { type: 'integer' } }],
    ],
    [
      'a property of the body',
      finding('property-undocumented', '/total', 'total'),
      [{ total: true }],
      [
        "$.paths['/things'].get.responses['200'].content['application/json'].schema.properties",
        { total: { type: 'boolean' } },
      ],
    ],
    [
      'a value',
      finding('enum-value-undocumented', '/things/*/state', 'B'),
      [{ things: [{ state: 'B' }] }],
      ['$.components.schemas.Thing.properties.state.enum', 'B'],
    ],
  ])('%s', (_, each, bodies, [target, update]) => {
    const { actions, left } = proposalFor([each], ...bodies);
    expect(left).toEqual([]);
    expect(actions).toMatchObject([
      { target, update, 'x-evidence': { occurrences: 1, outOf: 1, code: each.code } },
    ]);
  });

  test.each<[string, Finding, readonly unknown[], string]>([
    [
      'three items of one response of two are one response',
      { ...finding('property-undocumented', '/things/*/size', 'size'), occurrences: 3, outOf: 2 },
      [{ things: [{ size: 1 }, { size: 2 }, { size: 3 }] }, { things: [] }],
      '1 of 2 responses',
    ],
    ['one response', finding('property-undocumented', '/total', 'total'), [{ total: 1 }], '1 of 1 response'],
  ])(
    'evidence counts responses: %s; nothing is claimed of a page that nobody reviewed',
    (_, each, bodies, evidence) => {
      const [action] = proposalFor([each], ...bodies).actions;
      const purpose = { reason: 'on the wire; no page of the operation was reviewed', evidence };
      expect(Object.values(action?.update ?? {})).toMatchObject([{ 'x-undocumented': purpose }]);
      const [occurrences, outOf] = evidence.match(/\d+/g) ?? [];
      expect(action?.['x-evidence']).toMatchObject({
        occurrences: Number(occurrences),
        outOf: Number(outOf),
      });
    },
  );

  test.each<[string, Finding, unknown[]]>([
    ['two types', finding('property-undocumented', '/total', 'total'), [{ total: 1 }, { total: 'x' }]],
    ['null only', finding('property-undocumented', '/total', 'total'), [{ total: null }]],
    ['a wrong type', finding('type-mismatch', '/things/*/id'), [{ things: [{ id: 1 }] }]],
    ['a missing property', finding('property-missing', '/things/*/id', 'id'), [{ things: [{}] }]],
    [
      'an unknown operation',
      { ...finding('property-undocumented', '/a', 'a'), operation: 'other', path: '/other' },
      [{ a: 1 }],
    ],
  ])('is left to people: %s', (_, each, bodies) => {
    const { actions, left } = proposalFor([each], ...bodies);
    expect(actions).toEqual([]);
    expect(left).toHaveLength(1);
  });

  test('the overlay has no inner pointers', () => {
    const overlay = overlayOf(
      proposalFor([finding('property-undocumented', '/total', 'total')], { total: 1 }),
      { source: 'a.yaml', title: 'Things' },
    );
    expect(overlay).toMatchObject({ overlay: '1.0.0', extends: 'a.yaml' });
    expect(JSON.stringify(overlay)).not.toContain('"pointer"');
  });

  test.each([
    ['', '$'],
    ['/a/b', '$.a.b'],
    ["/a~1b/it's", "$['a/b']['it\\'s']"],
    ['/0', "$['0']"],
    ['/a/b/0/0', "$.a.b[0]['0']"],
  ])('JSONPath of %j', (pointer, path) => {
    expect(jsonPath({ a: { b: [{ '0': 1 }] } }, pointer)).toBe(path);
  });
});

describe('edits in place', () => {
  const yaml = `# head
a: # of a
  properties:
    one: { type: string } # keep

    "two":
      enum: [x, 'y'] # flow

  # tail
list:
  - "p" # first
  - "q"
nested: {b: 1}
empty: {}
`;
  test.each<[string, string, unknown, string[]]>([
    [
      'a key after a block, before its blank line',
      '/a/properties',
      { three: { type: 'integer' } },
      ['    three:', '      type: integer'],
    ],
    ['a value into a flow list', '/a/properties/two/enum', 'z', ["      enum: [x, 'y', 'z'] # flow"]],
    ['an item in the quotes of the others', '/list', 'r', ['  - "r"']],
    ['a key into a flow map', '/nested', { c: 2 }, ['nested: {b: 1, "c": 2}']],
    ['a key into an empty map', '/empty', { c: 2 }, ['empty: { "c": 2}']],
  ])('%s', (_, pointer, update, added) => {
    const lines = yaml.split('\n');
    const result = applyOverlay(yaml, [{ pointer, update }], 'a.yaml').split('\n');
    expect(result.filter((line) => !lines.includes(line))).toEqual(added);
    expect(lines.filter((line) => !result.includes(line)).length).toBeLessThanOrEqual(1);
  });

  test('several edits see one another', () => {
    const result = applyOverlay(
      yaml,
      [
        { pointer: '/list', update: 'r' },
        { pointer: '/list', update: 's' },
      ],
      'a.yaml',
    );
    expect(result).toContain('  - "q"\n  - "r"\n  - "s"\nnested');
  });

  test.each<[string, string, readonly [string, unknown][], unknown]>([
    [
      'to an empty list and an empty map',
      'list: []\nmap: {}\n',
      [
        ['/list', 'a'],
        ['/list', 'b'],
        ['/map', { a: 1 }],
        ['/map', { b: 2 }],
      ],
      { list: ['a', 'b'], map: { a: 1, b: 2 } },
    ],
    [
      'the same keyword twice, which is not there',
      'thing:\n  type: object\n',
      [
        ['/thing', { properties: { a: {} }, required: ['a'] }],
        ['/thing', { properties: { b: {} }, required: ['b'] }],
      ],
      { thing: { type: 'object', properties: { a: {}, b: {} }, required: ['a', 'b'] } },
    ],
    [
      'a keyword that is there',
      'thing:\n  properties:\n    a: {}\n  required: [a]\n',
      [['/thing', { properties: { b: {} }, required: ['b'] }]],
      { thing: { properties: { a: {}, b: {} }, required: ['a', 'b'] } },
    ],
    [
      'to two nodes that end at one place',
      'outer:\n  inner:\n    a: 1\n',
      [
        ['/outer', { b: 2 }],
        ['/outer/inner', { c: 3 }],
        ['', { d: 4 }],
      ],
      { outer: { inner: { a: 1, c: 3 }, b: 2 }, d: 4 },
    ],
    [
      'to two nodes of a flow that end at one place',
      '{"outer":{"inner":{"a":1}}}',
      [
        ['/outer', { b: 2 }],
        ['/outer/inner', { c: 3 }],
      ],
      { outer: { inner: { a: 1, c: 3 }, b: 2 } },
    ],
  ])('several edits are merged: %s', (_, text, edits, expected) => {
    const result = applyOverlay(
      text,
      edits.map(([pointer, update]) => ({ pointer, update })),
      'a.yaml',
    );
    expect(parse(result)).toEqual(expected);
  });

  test('JSON stays JSON, CRLF stays CRLF', () => {
    expect(
      JSON.parse(
        applyOverlay(
          '{"a":{"b":1},"c":[1]}',
          [
            { pointer: '/a', update: { d: [1] } },
            { pointer: '/c', update: 2 },
          ],
          'a.json',
        ),
      ),
    ).toEqual({ a: { b: 1, d: [1] }, c: [1, 2] });
    expect(
      applyOverlay('a:\r\n  b: 1\r\nc: 2\r\n', [{ pointer: '/a', update: { d: 1 } }], 'a.yaml'),
    ).toContain('  b: 1\r\n  d: 1\r\nc: 2');
  });

  test('a target that is not there', () => {
    expect(() => applyOverlay(yaml, [{ pointer: '/nope', update: {} }], 'a.yaml')).toThrow(InputError);
  });
});

test('the matrix has a row for each property and value of every side', () => {
  const observed = createTrafficTally();
  observed.add(
    'listThings',
    '200',
    { things: [{ id: 'a', state: 'B', more: 1 }] },
    { startedAt: '2026-01-02T00:00:00Z' },
  );
  const operation = {
    operationId: 'listThings',
    method: 'GET',
    path: '/things',
    pointer: '/paths/~1things/get',
  };
  const matrix = matrixOf(operation, {
    page: undefined,
    contract: statedByContract(document, operation),
    observed,
  });
  expect(matrixText(matrix)).toMatchInlineSnapshot(`
    "listThings: GET /things
    status  property             page table  page sample  contract          traffic
    200     /things              -           -            array             1 of 1
    200     /things/*/id         -           -            string, required  1 of 1
    200     /things/*/state      -           -            string            1 of 1
    200     /things/*/state = A  -           -            yes               -
    200     /things/*/state = B  -           -            -                 1 of 1
    200     /things/*/more       -           -            -                 1 of 1   the traffic has it, the contract does not, and no page was reviewed to decide between them
    "
  `);
  expect(matrixMarkdown(matrix)).toContain('| 200 | `/things/*/state = A` | - | - | yes | - |  |');
  expect(JSON.parse(matrixJson([matrix]))).toMatchObject({
    version: 1,
    operations: [{ operation: 'listThings' }],
  });
});

test('the report to the vendor', () => {
  const base = { file: '/x/a.md', hash: 'abcdef0123456789ff', method: 'GET', path: '/a' };
  const finding = {
    code: 'docs-sample-type-mismatch',
    level: 'error' as const,
    operation: 'showA',
    method: 'GET',
    path: '/a',
    status: '200',
    pointer: '/a|b',
    message: 'says `X` *here*',
    place: { file: 'a.md', line: 7 },
    tablePlace: { file: 'a.md', line: 3 },
    count: 2,
    fix: '',
  };
  expect(vendorReport([{ ...base, findings: [finding] }])).toContain(
    '- **Response 200**, `/a|b`: ``says `X` *here*`` (line 7, table line 3, 2 times).',
  );
  expect(vendorReport([{ ...base, findings: [] }])).toContain('No contradictions');
});
