// What the strict reading says of a union: which branch is explained, and that a discriminator changes no outcome.
import type { JsonSchema } from '../../src/model.ts';
import { count, object, type Row, ref, testRows, text } from './rows.ts';

const schemas: Record<string, JsonSchema> = {
  Named: object({ name: text }),
  Counted: object({ count }),
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
  User: object(
    { login: text, id: count, node_id: text, url: text, html_url: text, type: text },
    { required: ['login', 'id', 'node_id', 'url'] },
  ),
  Empty: object({}, { additionalProperties: false }),
  Mysql: object({ sql_mode: text, backup_hour: count }),
  Mongo: object({ read: { enum: ['local', 'majority'] }, write: text, verbosity: count, slow_ms: count }),
  Track: object({ type: { enum: ['track'] }, id: text }, { required: ['type', 'id'] }),
  Episode: object({ type: { enum: ['episode'] }, id: text }, { required: ['type', 'id'] }),
  OpenCat: object({ kind: text, lives: count }),
  OpenDog: object({ kind: text, tail: text }, { required: ['tail'] }),
  Vehicle: object({ type: text, wheels: count }, { discriminator: { propertyName: 'type' } }),
  Car: {
    allOf: [{ $ref: '#/components/schemas/Vehicle' }, object({ type: { enum: ['car'] }, doors: count })],
  },
  Boat: {
    allOf: [{ $ref: '#/components/schemas/Vehicle' }, object({ type: { const: 'boat' }, sails: count })],
  },
  A: object({ kind: { const: 'a' }, x: count, y: count }, { required: ['kind', 'x'] }),
  B: object({ kind: { oneOf: [{ const: 'b' }, { const: 'bb' }] }, z: count }, { required: ['kind', 'z'] }),
  AOrB: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] },
  C: object({ kind: { enum: ['c'] }, w: count }, { required: ['kind', 'w'] }),
  Envelope: object({ meta: text, data: object({ id: text }, { required: ['id'] }) }),
  Listed: object({ list: { type: 'array', items: object({ id: text }) } }),
  Leaf: object({ value: count, child: ref('Leaf') }),
  Tree: { allOf: [ref('Leaf'), object({ note: text, child: ref('Tree') })] },
  One: object({ a: text }, { required: ['a'] }),
  Two: object({ b: text }, { required: ['b'] }),
};

const tables: Record<string, readonly Row[]> = {
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
    [
      'a tag of a union in a union',
      { oneOf: [ref('AOrB'), ref('C')] },
      { kind: 'b', w: 1 },
      ['property-missing /z', 'property-undocumented /w'],
    ],
    [
      'a tag that is a union of constants',
      { oneOf: [ref('C'), ref('B')] },
      { kind: 'bb', w: 1 },
      ['property-missing /z', 'property-undocumented /w'],
    ],
    [
      'a fault in a union in a union',
      { oneOf: [ref('AOrB'), ref('C')] },
      { kind: 'a', x: '1', y: 2 },
      ['type-mismatch /x'],
    ],
    [
      'an unknown tag of a union in a union',
      { oneOf: [ref('AOrB'), ref('C')] },
      { kind: 'd', x: 1 },
      ['enum-value-undocumented /kind'],
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
  'the branch that shares most with the value': [
    [
      'a required property is missing, the other branch is an empty object',
      { oneOf: [ref('User'), ref('Empty')] },
      user({ node_id: undefined }),
      ['property-missing /node_id'],
    ],
    [
      'the same in a nullable property',
      object({ author: { anyOf: [{ oneOf: [ref('Empty'), ref('User')] }, { type: 'null' }] } }),
      { author: user({ node_id: undefined }) },
      ['property-missing /author/node_id'],
    ],
    [
      'the same where the other branch fits',
      { anyOf: [object({ foo: text }), ref('User')] },
      user({ node_id: undefined }),
      ['property-missing /node_id'],
    ],
    ['the empty object itself', { oneOf: [ref('User'), ref('Empty')] }, {}, []],
    [
      'a new property of the smaller of two branches that is declared by the larger',
      {
        oneOf: [
          object({ a: text, b: text }, { required: ['a', 'b'], additionalProperties: false }),
          object({ a: text, b: text, c: text, d: text, e: text }, { required: ['a', 'b', 'd', 'e'] }),
        ],
      },
      { a: '', b: '', c: '' },
      ['property-undocumented /c'],
    ],
    [
      'arrays are told apart by their items',
      {
        oneOf: [
          { type: 'array', items: ref('Track') },
          { type: 'array', items: ref('User') },
        ],
      },
      [user({ id: 'x' }), user({})],
      ['type-mismatch /0/id'],
    ],
    [
      'an array of unions',
      { type: 'array', items: { anyOf: [ref('Empty'), ref('User')] } },
      [user({}), user({ url: undefined }), user({ x: 1 })],
      ['property-missing /1/url', 'property-undocumented /2/x'],
    ],
    [
      'branches that differ in a type only: both types are declared',
      { oneOf: [object({ id: text }), object({ id: count })] },
      { id: true },
      ['type-mismatch /id'],
    ],
    [
      'an object where a string or an object is declared',
      { oneOf: [text, ref('User')] },
      user({ id: 'x' }),
      ['type-mismatch /id'],
    ],
    [
      'a tag is stronger than shared names',
      {
        oneOf: [
          object({ kind: { const: 'a' }, x: text, y: text, z: text }, { required: ['kind'] }),
          object({ kind: { const: 'b' }, v: text }, { required: ['kind'] }),
        ],
      },
      { kind: 'b', x: '', y: '', z: '' },
      ['property-undocumented /x', 'property-undocumented /y', 'property-undocumented /z'],
    ],
    [
      'shared names choose where the tag is missing',
      {
        oneOf: [
          object({ kind: { const: 'a' }, x: text }, { required: ['kind'] }),
          object({ kind: { const: 'b' }, y: text }, { required: ['kind'] }),
        ],
      },
      { y: 5 },
      ['property-missing /kind', 'type-mismatch /y'],
    ],
    [
      'a union in a branch of a union',
      { oneOf: [ref('Empty'), { anyOf: [ref('Track'), ref('User')] }] },
      user({ id: 'x' }),
      ['type-mismatch /id'],
    ],
    [
      'a union in allOf',
      { allOf: [object({ z: text }), { oneOf: [ref('Track'), ref('User')] }] },
      { z: 1, ...user({ id: 'x' }) },
      ['type-mismatch /id', 'type-mismatch /z'],
    ],
  ],
  'a fault inside of a branch makes no declared sibling undocumented': [
    ...(['anyOf', 'oneOf'] as const).flatMap((keyword): Row[] => [
      [
        keyword,
        object({ config: { [keyword]: [ref('Mysql'), ref('Mongo')] } }),
        { config: { read: 'LOCAL', write: 'x', verbosity: 0, slow_ms: 1 } },
        ['enum-value-undocumented /config/read'],
      ],
      [
        `${keyword}, and a name that no branch declares`,
        { [keyword]: [ref('Mysql'), ref('Mongo')] },
        { read: 'LOCAL', write: 'x', ssl: 1 },
        ['enum-value-undocumented /read', 'property-undocumented /ssl'],
      ],
      [
        `${keyword} in allOf, the branch through allOf`,
        { allOf: [object({ id: text }), { [keyword]: [ref('Mysql'), { allOf: [ref('Mongo')] }] }] },
        { id: '', read: 'LOCAL', write: 'x', verbosity: 0 },
        ['enum-value-undocumented /read'],
      ],
      [
        `${keyword} in a branch of ${keyword}`,
        { [keyword]: [{ [keyword]: [ref('Mysql'), ref('Mongo')] }, ref('User')] },
        { read: 'LOCAL', write: 'x', verbosity: 0 },
        ['enum-value-undocumented /read'],
      ],
    ]),
    [
      'faults in two branches of anyOf',
      { anyOf: [object({ a: text }), object({ b: text })] },
      { a: 1, b: 2 },
      ['type-mismatch /a', 'type-mismatch /b'],
    ],
  ],
  'a discriminator changes no outcome': [
    [
      'the name is unknown, a branch lists the value: the rest is judged',
      {
        oneOf: [ref('Episode'), ref('Track')],
        discriminator: { propertyName: 'type' },
      },
      { type: 'track', id: 5, extra: true },
      ['property-undocumented /extra', 'type-mismatch /id'],
    ],
    [
      'a value that fits by that branch',
      { oneOf: [ref('Episode'), ref('Track')], discriminator: { propertyName: 'type' } },
      { type: 'track', id: '' },
      [],
    ],
    [
      'an unknown value: what the branches agree on is judged',
      { oneOf: [ref('Episode'), ref('Track')], discriminator: { propertyName: 'type' } },
      { type: 'video', id: 5 },
      ['enum-value-undocumented /type', 'type-mismatch /id'],
    ],
    [
      'an optional tag is absent',
      { oneOf: [ref('OpenCat'), ref('OpenDog')], discriminator: { propertyName: 'kind' } },
      { lives: 9 },
      [],
    ],
    [
      'a tag that names nothing, in a branch that takes any',
      { oneOf: [ref('OpenCat'), ref('OpenDog')], discriminator: { propertyName: 'kind' } },
      { kind: 'cow', lives: 9 },
      [],
    ],
    [
      'the mapping chooses the branch that is explained',
      {
        oneOf: [ref('OpenCat'), ref('OpenDog')],
        discriminator: { propertyName: 'kind', mapping: { cat: 'OpenCat', dog: 'OpenDog' } },
      },
      { kind: 'dog', lives: 'x' },
      ['property-missing /tail', 'property-undocumented /lives'],
    ],
    [
      'so does the name of the schema',
      {
        anyOf: [ref('OpenCat'), ref('OpenDog')],
        discriminator: { propertyName: 'kind' },
      },
      { kind: 'OpenDog', tail: 5, lives: 1 },
      ['type-mismatch /tail'],
    ],
    [
      'two branches fit, whatever the tag says',
      {
        oneOf: [ref('OpenCat'), ref('OpenDog')],
        discriminator: { propertyName: 'kind', mapping: { cat: 'OpenCat', dog: 'OpenDog' } },
      },
      { kind: 'cat', tail: '' },
      ['rule-violated'],
    ],
    ['an heir that lists the value of its tag', ref('Vehicle'), { type: 'car', doors: 4, wheels: 4 }, []],
    ['an heir by const', ref('Vehicle'), { type: 'boat', doors: 4 }, ['property-undocumented /doors']],
    ['heirs: an optional tag is absent', ref('Vehicle'), { wheels: 2 }, []],
    [
      'heirs: without a tag the base is closed',
      ref('Vehicle'),
      { doors: 2 },
      ['property-undocumented /doors'],
    ],
    ['heirs: the base itself', ref('Vehicle'), { type: 'Vehicle', wheels: 2 }, []],
    [
      'heirs: an unknown tag, and what the base says',
      ref('Vehicle'),
      { type: 'plane', wheels: 'x' },
      ['enum-value-undocumented /type', 'type-mismatch /wheels'],
    ],
    ['heirs: a tag of the wrong type', ref('Vehicle'), { type: 5 }, ['type-mismatch /type']],
    [
      'heirs: the base in an allOf around it',
      { allOf: [ref('Vehicle')], description: 'x' },
      { type: 'car', doors: 4 },
      [],
    ],
    [
      'heirs: the base in an allOf with more',
      { allOf: [ref('Vehicle'), object({ note: text })] },
      { type: 'car', doors: 'x', note: '', sails: 1 },
      ['type-mismatch /doors', 'property-undocumented /sails'],
    ],
    [
      'heirs: the base or null',
      object({ of: { oneOf: [ref('Vehicle'), { type: 'null' }] } }),
      { of: { type: 'boat', sails: 'x' } },
      ['type-mismatch /of/sails'],
    ],
    [
      'heirs: an heir in an allOf',
      { allOf: [ref('Car')] },
      { type: 'car', sails: 1 },
      ['property-undocumented /sails'],
    ],
    [
      'heirs: another tag in an allOf of an heir',
      { allOf: [ref('Circle')] },
      { shape: 'Square', radius: 1 },
      [],
    ],
    [
      'heirs: below a property of an heir',
      object({ list: { type: 'array', items: { allOf: [ref('Shape')] } } }),
      {
        list: [
          { shape: 'Square', side: 1 },
          { shape: 'Circle', side: 1 },
        ],
      },
      ['property-missing /list/1/radius', 'property-undocumented /list/1/side'],
    ],
  ],
  'unknown constants': [
    [
      'nothing else is known',
      { oneOf: [ref('A'), ref('C')] },
      { kind: 'zz' },
      ['enum-value-undocumented /kind'],
    ],
    [
      'what every branch requires is missing',
      {
        oneOf: [
          object({ kind: { const: 'p' }, id: count, x: text }, { required: ['kind', 'id', 'x'] }),
          object({ kind: { const: 'q' }, id: count, y: text }, { required: ['kind', 'id', 'y'] }),
        ],
      },
      { kind: 'zz' },
      ['enum-value-undocumented /kind', 'property-missing /id'],
    ],
    ['a constant of the wrong type', { oneOf: [ref('A'), ref('C')] }, { kind: 5 }, ['type-mismatch /kind']],
  ],
  'values that several schemas describe': [
    [
      'an object',
      { allOf: [ref('Envelope'), object({ data: object({ attributes: object({ x: count }) }) })] },
      { data: { id: '', attributes: { x: 1 } } },
      [],
    ],
    [
      'what none of them declares',
      { allOf: [ref('Envelope'), object({ data: object({ attributes: object({ x: count }) }) })] },
      { data: { id: 1, attributes: { x: 'a', y: 1 }, other: 1 } },
      [
        'type-mismatch /data/id',
        'type-mismatch /data/attributes/x',
        'property-undocumented /data/attributes/y',
        'property-undocumented /data/other',
      ],
    ],
    [
      'what one of them requires',
      { allOf: [ref('Envelope'), object({ data: object({ x: count }) })] },
      { data: { x: 1 } },
      ['property-missing /data/id'],
    ],
    [
      'beside a reference',
      { ...ref('Envelope'), ...(object({ data: object({ x: count }) }) as object) },
      { data: { id: '', x: 1 } },
      [],
    ],
    [
      'items',
      { allOf: [ref('Listed'), object({ list: { type: 'array', items: object({ x: count }) } })] },
      { list: [{ id: '', x: 1 }, { y: 1 }] },
      ['property-undocumented /list/1/y'],
    ],
    [
      'of the whole list',
      { allOf: [{ type: 'array', items: object({ a: count }) }, { items: object({ b: count }) }] },
      [{ a: 1, b: 1, c: 1 }],
      ['property-undocumented /0/c'],
    ],
    [
      'deep inside',
      {
        allOf: [
          { allOf: [object({ a: object({ b: object({ x: count }) }) })] },
          object({ a: object({ b: object({ y: count }) }) }),
        ],
      },
      { a: { b: { x: 1, y: 1, z: 1 } } },
      ['property-undocumented /a/b/z'],
    ],
    [
      'in a branch',
      { oneOf: [{ allOf: [ref('Envelope'), object({ data: object({ x: count }) })] }, { type: 'string' }] },
      { data: { id: '', x: 1 } },
      [],
    ],
    ['the envelope alone', ref('Envelope'), { data: { id: '', x: 1 } }, ['property-undocumented /data/x']],
    [
      'one of them closed by itself',
      { allOf: [ref('Envelope'), object({ data: object({ x: count }, { additionalProperties: false }) })] },
      { data: { id: '', x: 1 } },
      ['property-undocumented /data/id'],
    ],
    [
      'schemas that hold themselves',
      ref('Tree'),
      { value: 1, child: { value: 1, note: '', child: { note: '', other: 1 } } },
      ['property-undocumented /child/child/other'],
    ],
  ],
};

function user(changes: Record<string, unknown>): Record<string, unknown> {
  const whole = { login: 'a', id: 1, node_id: 'n', url: 'u', html_url: 'h', type: 'User', ...changes };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

testRows(tables, schemas);
