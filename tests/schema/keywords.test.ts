// biome-ignore-all lint/suspicious/noThenProperty: the JSON Schema keyword
// What the strict reading says of one body, keyword by keyword: through the generated validator and through the explainer, which the
// helper holds against each other.
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonSchema } from '../../src/model.ts';
import { bodyContract, type Compiled, compiled, issuesOf, json } from '../verdict/compiled.ts';

type Row = readonly [name: string, schema: JsonSchema, body: unknown, issues: readonly string[]];

const text = { type: 'string' } as const;
const count = { type: 'integer' } as const;

function object(properties: Record<string, JsonSchema>, more: Record<string, unknown> = {}): JsonSchema {
  return { type: 'object', properties, ...more };
}

const schemas: Record<string, JsonSchema> = {
  Named: object({ name: text }),
  Counted: object({ count }),
  Tree: object({ value: text, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } }),
  Cat: object({ kind: { const: 'cat' }, lives: count }, { required: ['kind'] }),
  Dog: object({ kind: { const: 'dog' }, tail: object({ length: count }) }, { required: ['kind'] }),
  Pet: {
    oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
    discriminator: {
      propertyName: 'kind',
      mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' },
    },
  },
  Shape: object(
    { shape: text, area: { type: 'number' } },
    { required: ['shape'], discriminator: { propertyName: 'shape' } },
  ),
  Circle: {
    allOf: [
      { $ref: '#/components/schemas/Shape' },
      object({ radius: { type: 'number' } }, { required: ['radius'] }),
    ],
  },
  Square: { allOf: [{ $ref: '#/components/schemas/Shape' }, object({ side: { type: 'number' } })] },
  Secret: { type: 'string', writeOnly: true },
  Open: { type: 'object', additionalProperties: true, if: { required: ['k'] }, then: { required: ['name'] } },
  One: object({ a: text }, { required: ['a'] }),
  Two: object({ b: text }, { required: ['b'] }),
};

function ref(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

const proto = (value: unknown): unknown => JSON.parse(`{"__proto__":${JSON.stringify(value)}}`);

const tables: Record<string, readonly Row[]> = {
  type: [
    ['a string for an integer', object({ n: count }), { n: '5' }, ['type-mismatch /n']],
    ['5.0 and 1e3 are integers', { type: 'array', items: count }, JSON.parse('[5.0, 1e3, -0, 1E2]'), []],
    ['a fraction is no integer', count, 1.5, ['type-mismatch']],
    ['null where none is declared', object({ n: count }), { n: null }, ['null-undocumented /n']],
    ['null where it is declared', object({ n: { type: ['integer', 'null'] } }), { n: null }, []],
    ['null at the top', object({}), null, ['null-undocumented']],
    ['an array for an object', object({ a: text }), [], ['type-mismatch']],
    ['an object for an array', { type: 'array', items: text }, {}, ['type-mismatch']],
    [
      'a wrong type says nothing else',
      { type: 'string', minLength: 5, pattern: '^x', enum: ['x'] },
      5,
      ['type-mismatch'],
    ],
    ['one of several types', { type: ['string', 'integer'] }, true, ['type-mismatch']],
    ['1e400 is no number', { type: 'number' }, JSON.parse('1e400'), ['type-mismatch']],
    ['no type, any value', {}, { anything: [1] }, []],
  ],
  enum: [
    [
      'a new value',
      object({ s: { type: 'string', enum: ['a', 'b'] } }),
      { s: 'c' },
      ['enum-value-undocumented /s'],
    ],
    ['another case is another value', { enum: ['a'] }, 'A', ['enum-value-undocumented']],
    ['a value of another type', { enum: ['1', '2'] }, 1, ['type-mismatch']],
    ['null outside of the list', { type: 'string', enum: ['a'] }, null, ['null-undocumented']],
    ['null in the list', { type: ['string', 'null'], enum: ['a', null] }, null, []],
    [
      'null in the type and not in the list',
      { type: ['string', 'null'], enum: ['a'] },
      null,
      ['null-undocumented'],
    ],
    ['an object of the list in another order', { enum: [{ a: 1, b: [2] }] }, { b: [2], a: 1 }, []],
    ['const', object({ v: { const: 1 } }), { v: 2 }, ['enum-value-undocumented /v']],
    ['const null', { const: null }, null, []],
    ['a hundred values', { enum: Array.from({ length: 100 }, (_, index) => `v${index}`) }, 'v99', []],
    [
      'none of a hundred',
      { enum: Array.from({ length: 100 }, (_, index) => `v${index}`) },
      'constructor',
      ['enum-value-undocumented'],
    ],
  ],
  numbers: [
    ['minimum', { type: 'number', minimum: 1 }, 0.99, ['out-of-range']],
    ['minimum itself', { type: 'number', minimum: 1 }, 1, []],
    ['maximum', { type: 'number', maximum: 1 }, 1.01, ['out-of-range']],
    ['exclusiveMinimum itself', { type: 'number', exclusiveMinimum: 1 }, 1, ['out-of-range']],
    ['exclusiveMaximum itself', { type: 'number', exclusiveMaximum: 1 }, 1, ['out-of-range']],
    ['multipleOf with fractions', { type: 'number', multipleOf: 0.01 }, 19.99, []],
    ['multipleOf broken', { type: 'number', multipleOf: 0.01 }, 19.995, ['out-of-range']],
    [
      'multipleOf of huge and tiny numbers',
      { type: 'array', items: { type: 'number', multipleOf: 0.5 } },
      [0, 1e308, 1e-12],
      ['out-of-range /2'],
    ],
    ['multipleOf of whole numbers', { type: 'number', multipleOf: 3 }, 4, ['out-of-range']],
    ['int32 at its end', { type: 'integer', format: 'int32' }, 2147483647, []],
    ['int32 beyond', { type: 'integer', format: 'int32' }, 2147483648, ['format-mismatch']],
    ['float at its end', { type: 'number', format: 'float' }, 3.4028235677973362e38, []],
    ['float beyond', { type: 'number', format: 'float' }, 3.4028235677973366e38, ['format-mismatch']],
    ['float with more digits than it keeps', { type: 'number', format: 'float' }, 0.1, []],
    ['double', { type: 'number', format: 'double' }, 1e300, []],
    ['int32 below', { type: 'integer', format: 'int32' }, -2147483649, ['format-mismatch']],
    ['int64 that is safe', { type: 'integer', format: 'int64' }, 2 ** 53 - 1, []],
    [
      'int64 that is not',
      object({ t: { type: 'integer', format: 'int64' } }),
      { t: 2 ** 53 },
      ['integer-unsafe /t'],
    ],
    [
      'int64 with a limit of its own',
      { type: 'integer', format: 'int64', maximum: 10 },
      11,
      ['out-of-range'],
    ],
    ['int64 in a string is a string', { type: 'string', format: 'int64' }, '9007199254740993', []],
    [
      'float and double say nothing',
      { type: 'array', items: { type: 'number', format: 'double' } },
      [1, 1.5],
      [],
    ],
  ],
  strings: [
    ['minLength counts code points', { type: 'string', minLength: 2 }, '😀', ['out-of-range']],
    ['maxLength counts code points', { type: 'string', maxLength: 1 }, '😀', []],
    ['a lone surrogate is one', { type: 'string', maxLength: 1 }, '\ud800', []],
    ['pattern is not anchored', { type: 'string', pattern: 'b' }, 'abc', []],
    [
      'pattern',
      object({ id: { type: 'string', pattern: '^[0-9a-f]{4}$' } }),
      { id: 'xyz' },
      ['pattern-mismatch /id'],
    ],
    ['pattern is unicode', { type: 'string', pattern: '^.$' }, '😀', []],
    [
      'two things wrong are two findings',
      { type: 'string', minLength: 5, pattern: '^x' },
      'abc',
      ['pattern-mismatch', 'out-of-range'],
    ],
  ],
  format: [
    ...(
      [
        [
          'date-time',
          ['2026-11-24T03:54:29Z', '2026-11-24t03:54:29.123+08:00', '2024-02-29T23:59:60Z'],
          [
            '2026-11-24',
            '2026-11-24 03:54:29',
            '2026-13-01T00:00:00Z',
            '2023-02-29T00:00:00Z',
            '2026-11-24T03:54:29',
            '2026-11-24T24:00:00Z',
            '',
          ],
        ],
        ['date', ['2026-11-24', '2000-02-29'], ['2026-11-31', '1900-02-29', '26-11-24', '2026-1-1']],
        ['time', ['03:54:29Z', '03:54:29.5+01:00'], ['03:54', '25:00:00Z', '03:54:29']],
        [
          'uuid',
          ['36d0ec18-bd10-4da7-86f3-ad7a5ddc55d7', '36D0EC18-BD10-4DA7-86F3-AD7A5DDC55D7'],
          ['36d0ec18bd104da786f3ad7a5ddc55d7', 'g6d0ec18-bd10-4da7-86f3-ad7a5ddc55d7'],
        ],
        ['ipv4', ['127.0.0.1', '255.255.255.255'], ['256.0.0.1', '1.2.3', '01.2.3.4', '']],
        ['ipv6', ['::1', '2001:db8::ff00:42:8329', '::ffff:1.2.3.4'], ['1.2.3.4', ':::', '12345::']],
        ['email', ['a@b.example', 'a.b+c@d-e.example'], ['a', 'a@', '@b.example']],
        [
          'uri',
          ['https://a.example/b?c#d', 'urn:isbn:1', 'mailto:a@b.example', 'http://[::1]:80/'],
          ['/a/b', 'a b', 'https://a.example/ b', '//a.example'],
        ],
      ] as const
    ).flatMap(([format, good, bad]) => [
      [`${format}: right ones`, { type: 'array', items: { type: 'string', format } }, good, []] as Row,
      [
        `${format}: wrong ones`,
        { type: 'array', items: { type: 'string', format } },
        bad,
        bad.map((_, index) => `format-mismatch /${index}`),
      ] as Row,
    ]),
    ['a format says nothing of other types', { format: 'uuid' }, 5, []],
    ['a name that is known and asserts nothing', { type: 'string', format: 'password' }, 'x', []],
  ],
  objects: [
    ['undocumented', object({ a: text }), { a: '', b: 1 }, ['property-undocumented /b']],
    [
      'undocumented inside',
      object({ a: object({ b: text }) }),
      { a: { c: 1 } },
      ['property-undocumented /a/c'],
    ],
    ['only the topmost name', object({ a: text }), { x: { y: { z: 1 } } }, ['property-undocumented /x']],
    [
      'names of Object.prototype',
      object({ a: text }),
      JSON.parse('{"__proto__":1,"constructor":1,"toString":1}'),
      [
        'property-undocumented /__proto__',
        'property-undocumented /constructor',
        'property-undocumented /toString',
      ],
    ],
    [
      'declared names of Object.prototype',
      {
        type: 'object',
        properties: JSON.parse('{"__proto__":{"type":"string"},"constructor":{"type":"string"}}'),
      },
      JSON.parse('{"__proto__":1,"constructor":1}'),
      ['type-mismatch /__proto__', 'type-mismatch /constructor'],
    ],
    [
      'empty, slash and tilde names',
      object({ a: text }),
      { '': 1, 'a/b': 1, 'm~n': 1, '~1': 1 },
      [
        'property-undocumented /',
        'property-undocumented /a~1b',
        'property-undocumented /m~0n',
        'property-undocumented /~01',
      ],
    ],
    [
      'names that look like code',
      object({ errors: text, vErrors: text, data: text, validate: text }),
      { errors: '', vErrors: '', data: '', validate: 1 },
      ['type-mismatch /validate'],
    ],
    ['a bare object is open', { type: 'object' }, { a: 1 }, []],
    ['empty properties leave it open', object({}), { a: 1 }, []],
    ['missing', object({ a: text }, { required: ['a'] }), {}, ['property-missing /a']],
    ['an empty name that is required', object({ '': text }, { required: [''] }), {}, ['property-missing /']],
    [
      'an empty name that another one asks for',
      object({ '': text, a: text }, { dependentRequired: { a: [''] } }),
      { a: 'x' },
      ['rule-violated'],
    ],
    [
      'missing with a hostile name',
      object({ a: text }, { required: ['__proto__', 'a/b'] }),
      {},
      ['property-missing /__proto__', 'property-missing /a~1b'],
    ],
    [
      'present as null is not missing',
      object({ a: text }, { required: ['a'] }),
      { a: null },
      ['null-undocumented /a'],
    ],
    ['a required name that is nowhere described', object({ a: text }, { required: ['b'] }), { b: 1 }, []],
    ['minProperties', object({ a: text }, { minProperties: 1 }), {}, ['out-of-range']],
    ['maxProperties', { type: 'object', maxProperties: 1 }, { a: 1, b: 1 }, ['out-of-range']],
    ['additionalProperties true', object({ a: text }, { additionalProperties: true }), { b: 1 }, []],
    [
      'additionalProperties false',
      object({ a: text }, { additionalProperties: false }),
      { b: 1 },
      ['property-undocumented /b'],
    ],
    [
      'additionalProperties schema',
      object({ a: text }, { additionalProperties: count }),
      { b: 1, c: 'x' },
      ['type-mismatch /c'],
    ],
    [
      'a map of closed objects',
      { type: 'object', additionalProperties: ref('Named') },
      { x: { name: 'n', more: 1 } },
      ['property-undocumented /x/more'],
    ],
    [
      'patternProperties',
      { type: 'object', patternProperties: { '^x-': text } },
      { 'x-a': 1, b: 1 },
      ['property-undocumented /b', 'type-mismatch /x-a'],
    ],
    [
      'patternProperties beside properties',
      object({ a: text }, { patternProperties: { '^x-': text } }),
      { a: '', 'x-a': '' },
      [],
    ],
    [
      'propertyNames',
      { type: 'object', additionalProperties: true, propertyNames: { pattern: '^[a-z]+$' } },
      { ok: 1, NO: 2 },
      ['property-undocumented /NO'],
    ],
    [
      'unevaluatedProperties as written',
      { allOf: [ref('Named')], unevaluatedProperties: count },
      { name: '', x: 1, y: '' },
      ['type-mismatch /y'],
    ],
    ['a property that is false', object({ a: false, b: true }), { a: 1, b: 1 }, ['property-unsupported /a']],
    [
      'not supported and empty',
      object({
        a: { type: 'string', 'x-not-supported': true },
        b: { type: 'array', 'x-not-supported': true },
        c: { type: 'object', 'x-not-supported': true },
      }),
      { a: '', b: [], c: {} },
      [],
    ],
    [
      'not supported and populated',
      object({
        a: { type: 'string', 'x-not-supported': true },
        c: { type: 'object', 'x-not-supported': true },
        n: { type: 'integer', 'x-not-supported': true },
      }),
      { a: 'x', c: { d: 1 }, n: 0 },
      ['property-unsupported /a', 'property-unsupported /c', 'property-unsupported /n'],
    ],
    [
      'not supported and of the wrong type',
      object({ a: { type: 'string', 'x-not-supported': true } }),
      { a: 5 },
      ['type-mismatch /a'],
    ],
    [
      'writeOnly in a response',
      object({ password: { type: 'string', writeOnly: true } }),
      { password: 'x' },
      ['property-write-only /password'],
    ],
    [
      'writeOnly by reference',
      object({ password: ref('Secret') }),
      { password: 'x' },
      ['property-write-only /password'],
    ],
    [
      'a required writeOnly one is absent',
      object({ password: { type: 'string', writeOnly: true } }, { required: ['password'] }),
      {},
      [],
    ],
    [
      'readOnly in a response',
      object({ id: { type: 'string', readOnly: true } }, { required: ['id'] }),
      {},
      ['property-missing /id'],
    ],
    [
      'dependentRequired',
      object({ a: text, b: text }, { dependentRequired: { a: ['b'] } }),
      { a: '' },
      ['rule-violated'],
    ],
    [
      'dependentRequired not concerned',
      object({ a: text, b: text }, { dependentRequired: { a: ['b'] } }),
      { b: '' },
      [],
    ],
    [
      'dependentSchemas',
      object({ a: text, b: text }, { dependentSchemas: { a: { required: ['b'] } } }),
      { a: '' },
      ['rule-violated'],
    ],
    [
      'dependentSchemas declare more',
      object({ a: text }, { dependentSchemas: { a: { properties: { b: text } } } }),
      { a: '', b: '' },
      [],
    ],
    [
      'what dependentSchemas declare is undocumented without',
      object({ a: text }, { dependentSchemas: { a: { properties: { b: text } } } }),
      { b: '' },
      ['property-undocumented /b'],
    ],
    [
      'two rules broken are two findings',
      object({ a: text, b: text, c: text }, { dependentRequired: { a: ['c'], b: ['c'] } }),
      { a: '', b: '' },
      ['rule-violated', 'rule-violated'],
    ],
  ],
  arrays: [
    [
      'items',
      { type: 'array', items: text },
      ['a', 1, 'b', null],
      ['type-mismatch /1', 'null-undocumented /3'],
    ],
    [
      'items closed',
      { type: 'array', items: ref('Named') },
      [{ name: '' }, { x: 1 }],
      ['property-undocumented /1/x'],
    ],
    [
      'prefixItems',
      { type: 'array', prefixItems: [text, count], items: false },
      ['a', 'b'],
      ['type-mismatch /1'],
    ],
    [
      'prefixItems and more',
      { type: 'array', prefixItems: [text], items: false },
      ['a', 1],
      ['out-of-range'],
    ],
    ['prefixItems and fewer', { type: 'array', prefixItems: [text, count], items: false }, ['a'], []],
    [
      'prefixItems and the rest',
      { type: 'array', prefixItems: [text], items: count },
      ['a', 1, 'x'],
      ['type-mismatch /2'],
    ],
    [
      'prefixItems of an empty list with contains',
      { type: 'array', prefixItems: [text], contains: text },
      [],
      ['rule-violated'],
    ],
    ['minItems', { type: 'array', items: text, minItems: 1 }, [], ['out-of-range']],
    ['maxItems', { type: 'array', items: text, maxItems: 1 }, ['a', 'b'], ['out-of-range']],
    ['uniqueItems', { type: 'array', items: text, uniqueItems: true }, ['a', 'b', 'a'], ['rule-violated']],
    [
      'uniqueItems of objects',
      { type: 'array', uniqueItems: true },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      ['rule-violated'],
    ],
    [
      'uniqueItems of kinds',
      { type: 'array', uniqueItems: true },
      ['1', 1, true, 'true', null, 'null', [1], ['1'], '[1]'],
      [],
    ],
    ['contains', { type: 'array', items: {}, contains: count }, ['a'], ['rule-violated']],
    ['contains with minContains 0', { type: 'array', contains: count, minContains: 0 }, ['a'], []],
    ['maxContains', { type: 'array', contains: count, maxContains: 1 }, [1, 2], ['rule-violated']],
    ['contains does not close', { type: 'array', contains: ref('Named') }, [{ name: '', more: 1 }], []],
  ],
  'in place': [
    ['allOf of two', { allOf: [ref('Named'), ref('Counted')] }, { name: '', count: 1 }, []],
    [
      'allOf and a stranger',
      { allOf: [ref('Named'), ref('Counted')] },
      { name: '', other: 1 },
      ['property-undocumented /other'],
    ],
    [
      'allOf of allOf',
      { allOf: [{ allOf: [ref('Named')] }, ref('Counted'), object({ own: text })] },
      { name: '', count: 1, own: '', x: 1 },
      ['property-undocumented /x'],
    ],
    [
      'allOf with a wrong type in both parts is one',
      { allOf: [{ type: 'object' }, ref('Named')] },
      'x',
      ['type-mismatch'],
    ],
    [
      'allOf of which one part is open',
      { allOf: [ref('Named'), { additionalProperties: true }] },
      { name: '', x: 1 },
      [],
    ],
    [
      'allOf of which one part has a map',
      { allOf: [ref('Named'), { type: 'object', additionalProperties: text }] },
      { name: '', x: 1 },
      ['type-mismatch /x'],
    ],
    [
      'allOf and required of another part',
      { allOf: [ref('Named'), { required: ['name'] }] },
      {},
      ['property-missing /name'],
    ],
    [
      '$ref beside properties',
      { ...ref('Named'), properties: { own: text } },
      { name: '', own: '', x: 1 },
      ['property-undocumented /x'],
    ],
    [
      '$ref beside a description',
      { ...ref('Named'), description: 'd' },
      { x: 1 },
      ['property-undocumented /x'],
    ],
    [
      'patterns where all names are spoken of already',
      { ...ref('Open'), patternProperties: { '^a': text }, dependentSchemas: { a: { minProperties: 1 } } },
      { a: 1 },
      ['type-mismatch /a'],
    ],
    [
      'recursive',
      ref('Tree'),
      { value: 'a', children: [{ value: 'b', children: [{ valu: 'c' }] }] },
      ['property-undocumented /children/0/children/0/valu'],
    ],
    ['recursive and right', ref('Tree'), { children: [{ children: [{ children: [] }] }] }, []],
    ['not', object({ a: text }, { not: { required: ['a'] } }), { a: '' }, ['rule-violated']],
    ['not holds', object({ a: text }, { not: { required: ['a'] } }), {}, []],
    [
      'not does not close',
      object({ a: text }, { not: object({ a: { const: 'x' } }, { required: ['a'] }) }),
      { a: 'x' },
      ['rule-violated'],
    ],
    [
      'a name that is missing inside of what only the consequence declares',
      object(
        { k: text, p: {} },
        { allOf: [{ if: { properties: { k: { const: 'x' } } }, then: { properties: { p: ref('One') } } }] },
      ),
      { k: 'x', p: {} },
      ['property-missing /p/a'],
    ],
    [
      'a wrong type of what only the consequence declares',
      object({ k: text }, { if: { required: ['k'] }, then: { properties: { n: count } } }),
      { k: 'x', n: 'x' },
      ['type-mismatch /n'],
    ],
    [
      'if then',
      object(
        { k: text, x: text },
        { if: { properties: { k: { const: 'x' } }, required: ['k'] }, then: { required: ['x'] } },
      ),
      { k: 'x' },
      ['rule-violated'],
    ],
    [
      'if else',
      object({ k: text, x: text }, { if: { required: ['k'] }, then: true, else: { required: ['x'] } }),
      {},
      ['rule-violated'],
    ],
    [
      'then declares more',
      object(
        { k: text },
        {
          if: { properties: { k: { const: 'x' } } },
          then: { properties: { x: text } },
          else: { properties: { y: text } },
        },
      ),
      { k: 'x', x: '', y: '' },
      ['property-undocumented /y'],
    ],
    [
      'only the condition names it',
      object(
        { a: text },
        { if: { properties: { k: { const: 'x' } }, required: ['k'] }, then: { required: ['a'] } },
      ),
      { k: 'y' },
      [],
    ],
    ['a schema that is false', object({ a: { type: 'array', items: false } }), { a: [] }, []],
  ],
  unions: [
    ['oneOf, one fits', { oneOf: [ref('One'), ref('Two')] }, { a: '' }, []],
    ['oneOf, both fit', { oneOf: [ref('One'), ref('Two')] }, { a: '', b: '' }, ['rule-violated']],
    ['oneOf, none fits', { oneOf: [ref('One'), ref('Two')] }, { a: 1 }, ['type-mismatch /a']],
    [
      'oneOf with a stranger',
      { oneOf: [ref('One'), ref('Two')] },
      { a: '', x: 1 },
      ['property-undocumented /x'],
    ],
    ['oneOf of kinds', { oneOf: [text, count] }, true, ['type-mismatch']],
    ['oneOf of a kind and an object', { oneOf: [text, ref('One')] }, { a: 1 }, ['type-mismatch /a']],
    ['oneOf of null and an object', { oneOf: [{ type: 'null' }, ref('One')] }, null, []],
    [
      'anyOf of null and an object that is wrong',
      { anyOf: [{ type: 'null' }, ref('One')] },
      { a: '', x: 1 },
      ['property-undocumented /x'],
    ],
    ['anyOf, the names of both', { anyOf: [ref('One'), ref('Two')] }, { a: '', b: '' }, []],
    [
      'anyOf of required names',
      object({ a: text, b: text }, { anyOf: [{ required: ['a'] }, { required: ['b'] }] }),
      { b: '' },
      [],
    ],
    [
      'anyOf of required names and none of them',
      object({ a: text, b: text }, { anyOf: [{ required: ['a'] }, { required: ['b'] }] }),
      {},
      ['property-missing /a'],
    ],
    [
      'anyOf of required names keeps it closed',
      object({ a: text, b: text }, { anyOf: [{ type: 'object', required: ['a'] }, { required: ['b'] }] }),
      { a: '', x: 1 },
      ['property-undocumented /x'],
    ],
    ['anyOf with a free branch', { anyOf: [ref('One'), { type: 'object' }] }, { x: 1 }, []],
    [
      'a value that only the other branch of anyOf declares',
      { anyOf: [ref('One'), object({ b: count, c: object({ d: count }) }, { required: ['b'] })] },
      { a: '', b: '5', c: { d: true, e: 1 } },
      ['type-mismatch /b', 'type-mismatch /c/d', 'property-undocumented /c/e'],
    ],
    [
      'a name that no branch of anyOf declares beside a value that is wrong',
      { anyOf: [ref('One'), object({ b: count })] },
      { a: '', b: '5', z: 1 },
      ['type-mismatch /b', 'property-undocumented /z'],
    ],
    [
      'a property of another branch of anyOf, whose own names are missing',
      { anyOf: [ref('One'), object({ b: count, c: text }, { required: ['c'] })] },
      { a: '', b: '5' },
      ['property-undocumented /b'],
    ],
    [
      'oneOf of optional names: the branch that knows the name is meant',
      object({ id: text }, { oneOf: [object({ x: count }), object({ y: count })] }),
      { id: '', x: '1' },
      ['type-mismatch /x'],
    ],
    [
      'oneOf excludes: the name of another branch is undocumented, whatever its value',
      { oneOf: [ref('One'), ref('Two')] },
      { a: '', b: 5 },
      ['property-undocumented /b'],
    ],
    ['anyOf of constants', { anyOf: [{ const: 'a' }, { const: 'b' }] }, 'c', ['enum-value-undocumented']],
    [
      'oneOf by a constant tag',
      { oneOf: [ref('Cat'), ref('Dog')] },
      { kind: 'dog', tail: { x: 1 } },
      ['property-undocumented /tail/x'],
    ],
    [
      'oneOf by a constant tag that is new',
      { oneOf: [ref('Cat'), ref('Dog')] },
      { kind: 'cow' },
      ['enum-value-undocumented /kind'],
    ],
    [
      'the branch that only the closed world refuses',
      {
        oneOf: [
          object({ k: { const: 'a' }, n: object({ x: text }) }, { required: ['k'] }),
          object({ k: { const: 'b' }, n: object({ y: text, z: text }) }, { required: ['k'] }),
        ],
      },
      { k: 'a', n: { y: '', z: '' } },
      ['property-undocumented /n/y', 'property-undocumented /n/z'],
    ],
    ['discriminator', ref('Pet'), { kind: 'cat', lives: 9 }, []],
    [
      'discriminator names the branch',
      ref('Pet'),
      { kind: 'cat', tail: {} },
      ['property-undocumented /tail'],
    ],
    [
      'discriminator and a wrong property',
      ref('Pet'),
      { kind: 'dog', tail: { length: 'x' } },
      ['type-mismatch /tail/length'],
    ],
    [
      'discriminator with a new value',
      ref('Pet'),
      { kind: 'cow', milk: 1 },
      ['enum-value-undocumented /kind'],
    ],
    ['discriminator is missing', ref('Pet'), { lives: 9 }, ['property-missing /kind']],
    ['discriminator is null', ref('Pet'), { kind: null }, ['null-undocumented /kind']],
    ['discriminator is a number', ref('Pet'), { kind: 1 }, ['type-mismatch /kind']],
    ['a union of objects and a string', ref('Pet'), 'cat', ['type-mismatch']],
    ['heirs', ref('Shape'), { shape: 'Circle', radius: 1, area: 3 }, []],
    [
      'heirs: names of another heir',
      ref('Shape'),
      { shape: 'Square', radius: 1 },
      ['property-undocumented /radius'],
    ],
    ['heirs: what the heir requires', ref('Shape'), { shape: 'Circle' }, ['property-missing /radius']],
    ['heirs: an unknown one', ref('Shape'), { shape: 'Star', points: 5 }, ['enum-value-undocumented /shape']],
    [
      'heirs: a list of them',
      { type: 'array', items: ref('Shape') },
      [{ shape: 'Circle', radius: 'x' }],
      ['type-mismatch /0/radius'],
    ],
    ['an heir by itself', ref('Circle'), { shape: 'Circle', radius: 1, x: 1 }, ['property-undocumented /x']],
    [
      'what two parts of a branch say is said once',
      { oneOf: [{ allOf: [ref('Counted'), ref('Counted')] }, ref('One')] },
      { count: '', z: 1 },
      ['property-undocumented /z', 'type-mismatch /count'],
    ],
    ['a nullable reference', { anyOf: [ref('Pet'), { type: 'null' }] }, null, []],
    ['a union in a union', { oneOf: [ref('Pet'), ref('One')] }, { a: 1 }, ['type-mismatch /a']],
    [
      'a failing branch leaves no names behind',
      { oneOf: [{ type: 'object', patternProperties: { '^p': { const: true } } }, object({ q: text })] },
      { p: false, q: '' },
      ['property-undocumented /p'],
    ],
  ],
  'in a place': [
    [
      'hostile names on the way',
      object({ 'a/b': object({ 'm~n': { type: 'array', items: text } }) }),
      { 'a/b': { 'm~n': [1] } },
      ['type-mismatch /a~1b/m~0n/0'],
    ],
    [
      '__proto__ on the way',
      { type: 'object', additionalProperties: object({ x: count }) },
      proto({ x: 'no' }),
      ['type-mismatch /__proto__/x'],
    ],
  ],
};

const rows = Object.entries(tables).flatMap(([group, list]) => list.map((row) => ({ group, row })));
let contract: Compiled;

beforeAll(async () => {
  const base = bodyContract(true, schemas) as { paths: Record<string, unknown> };
  const paths = Object.fromEntries(
    rows.map(({ row: [, schema] }, index) => [`/${index}`, (bodyContract(schema) as typeof base).paths['/']]),
  );
  for (const [path, item] of Object.entries(paths))
    (item as { get: { operationId: string } }).get.operationId = path;
  contract = await compiled({ ...base, paths });
});

describe.each(Object.keys(tables))('%s', (group) => {
  const indexed = rows.map((entry, index) => ({ ...entry, index })).filter((entry) => entry.group === group);
  test.each(indexed.map(({ row, index }) => [row[0], row, index] as const))(
    '%s',
    (_, [, , body, issues], index) => {
      expect(issuesOf(contract, { url: `/${index}`, body: json(body) }).sort()).toEqual([...issues].sort());
    },
  );
});
