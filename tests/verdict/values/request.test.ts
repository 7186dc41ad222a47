// What a request holds of each declared parameter: the value that is read from its path, query, header fields and cookies.
import { describe, expect, test } from 'vitest';
import type { CompiledOperation, CompiledParameter, Headers } from '../../../src/model.ts';
import { readParameter, textsOf } from '../../../src/verdict/values/request.ts';

type Stated = Partial<CompiledParameter>;
type Operation = Partial<Omit<CompiledOperation, 'parameters'>> & { readonly parameters?: readonly Stated[] };

function operationOf({ parameters = [], ...stated }: Operation): CompiledOperation {
  return {
    id: 'one',
    method: 'GET',
    path: '/',
    prefixes: [''],
    pointer: '',
    security: [],
    responses: [],
    ...stated,
    parameters: parameters.map((parameter) => ({
      schema: '',
      strict: () => true,
      open: () => true,
      name: 'p',
      in: 'query',
      required: false,
      types: ['string'],
      pointer: '',
      ...parameter,
    })),
  };
}

/** Each parameter's value, or the kind of its reading. */
function valuesOf(stated: Operation, url: string, headers?: Headers): unknown[] {
  const operation = operationOf(stated);
  const texts = textsOf(operation, { method: 'GET', url, headers, body: { kind: 'none' } });
  return operation.parameters.map((parameter) => {
    const reading = readParameter(parameter, texts);
    return reading.kind === 'fits' ? reading.value : reading.kind;
  });
}

const strings = { items: ['string'] };
const rgb = [
  ['R', ['integer']],
  ['G', ['integer']],
] as const;

describe('the query', () => {
  const parameters: readonly Stated[] = [{ name: 'p' }, { name: 'q' }];
  test.each<[string, unknown, unknown]>([
    ['/', 'absent', 'absent'],
    ['/?p=1', '1', 'absent'],
    ['/?p=1&q=%26', '1', '&'],
    ['https://h/?p=1?', '1?', 'absent'],
    ['/?p=1#?q=2', '1', 'absent'],
    ['/#?p=1', 'absent', 'absent'],
    ['/?p=1&p=2', 'malformed', 'absent'],
    ['/?P=1', 'absent', 'absent'],
  ])('%s', (url, ...values) => {
    expect(valuesOf({ parameters }, url)).toEqual(values);
  });

  const object: Stated = {
    name: 'o',
    types: ['object'],
    serialization: { style: 'form', explode: true, properties: rgb },
  };
  const open: Stated = {
    ...object,
    serialization: { style: 'form', explode: true, properties: rgb, further: [] },
  };

  test.each<[string, readonly Stated[], string, ...unknown[]]>([
    [
      'a list',
      [{ types: ['array'], serialization: { style: 'form', explode: true, ...strings } }],
      'p=1&p=2',
      ['1', '2'],
    ],
    ['an object by its properties', [object], 'R=1&G=2&B=3', { R: 1, G: 2 }],
    ['an open object', [open], 'R=1&B=x', { R: 1, B: 'x' }],
    ['an open object beside a parameter', [open, { name: 'q' }], 'R=1&q=x', { R: 1 }, 'x'],
    ['a name of two objects', [object, { ...open, name: 'also' }], 'R=1', { R: 1 }, { R: 1 }],
    ['a credential is of no open object', [open], 'R=1&key=x', { R: 1 }],
  ])('%s', (_, all, query, ...values) => {
    expect(valuesOf({ parameters: all, security: [['key']] }, `/?${query}`)).toEqual(values);
  });
});

describe('the query as a whole', () => {
  const whole: Stated = { in: 'querystring' };
  const form = [{ name: 'n', types: ['integer'] }];
  const refusing = { strict: () => false };
  test.each<[string, readonly Stated[], string, ...unknown[]]>([
    ['absent', [whole], '', 'absent'],
    ['empty', [whole], '?', 'absent'],
    ['one text', [whole], '?a=b+c', 'a=b c'],
    ['a form', [{ ...whole, form }], '?n=1', { n: 1 }],
    ['a form that does not fit', [{ ...whole, form, ...refusing }], '?n=1', 'misfits'],
    ['a closed form and a name that is not of it', [{ ...whole, form }], '?n=1&x=2', { n: 1 }],
    [
      'a form of two fields',
      [{ ...whole, form: [...form, { name: 'm', types: ['integer'] }] }],
      '?n=1&m=2',
      { n: 1, m: 2 },
    ],
    ['an open form', [{ ...whole, form, isOpenForm: true }], '?n=1&x=2', { n: 1, x: 2 }],
    ['beside a parameter', [{ ...whole, form, isOpenForm: true }, { name: 'q' }], '?n=1&q=2', { n: 1 }, '2'],
    ['a field that a parameter has too', [{ ...whole, form }, { name: 'n' }], '?n=1', {}, '1'],
    [
      'brackets of which OpenAPI says nothing',
      [{ ...whole, form: [{ name: 'o', types: ['object'] }], isOpenForm: true }],
      '?o[a]=1',
      'unjudged',
    ],
  ])('%s', (_, parameters, query, ...values) => {
    expect(valuesOf({ parameters }, `/${query}`)).toEqual(values);
  });
});

describe('the path', () => {
  const at = (path: string, more: Operation = {}): Operation => ({
    path,
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({ name, in: 'path' })),
    ...more,
  });
  const none = ''; // what was not told apart is read as nothing
  test.each<[string, Operation, string, ...unknown[]]>([
    ['a segment', at('/a/{x}'), '/a/1?x=2', '1'],
    ['an encoded one', at('/a/{x}'), '/a/b%2Fc', 'b/c'],
    ['an encoded literal', at('/a/{x}'), '/%61/1', '1'],
    ['two segments', at('/{x}/b/{y}'), '/1/b/2', '1', '2'],
    ['behind a prefix', at('/a/{x}', { prefixes: ['/v1', '/v2'] }), 'https://h/v2/a/1', '1'],
    ['behind a prefix with a variable', at('/{x}', { prefixes: ['/{region}'] }), '/eu/1', '1'],
    ['a literal before and behind', at('/a{x}.json'), '/a1.json', '1'],
    ['an encoded literal behind', at('/{x}.json'), '/a%2F1%2Ejson', 'a/1'],
    ['two of a segment', at('/{x}-{y}'), '/1-2', '1', '2'],
    ['three of a segment', at('/{x}-{y}-{z}'), '/1-2-3', '1', '2', '3'],
    ['two that can be told apart in two ways', at('/{x}-{y}'), '/1-2-3', none, none],
    ['and one beside them', at('/{x}-{y}/{z}'), '/1-2-3/4', none, none, '4'],
    ['two without a literal', at('/{x}{y}'), '/12', '1', '2'],
    ['two without a literal, three characters', at('/{x}{y}'), '/123', none, none],
    ['of two literals the nearest', at('/{x}ab{y}'), '/1aab2', '1a', '2'],
    ['too short for its literals', at('/a{x}a'), '/a', none],
    ['nothing between its literals', at('/a{x}b'), '/ab', none],
    ['nothing between two', at('/{x}--{y}'), '/1--', none, none],
    ['no literal at all', at('/{x}-{y}'), '/12', none, none],
    ['another literal', at('/a/{x}'), '/b/1', none],
    ['too few segments', at('/a/{x}'), '/a', none],
    ['too many segments', at('/a/{x}'), '/a/1/2', none],
    ['several segments', at('/a/{x}/b', { multiSegment: 'x' }), '/a/1/2/3/b', '1/2/3'],
    ['several segments that are one', at('/a/{x}/b', { multiSegment: 'x' }), '/a/1/b', '1'],
    [
      'several segments, then another parameter',
      at('/a/{x}/{y}', { multiSegment: 'x' }),
      '/a/1/2/3',
      '1/2',
      '3',
    ],
    ['an astral character between two', at('/{x}-{y}'), '/%F0%9F%98%80-2', '😀', '2'],
  ])('%s', (_, operation, url, ...values) => {
    expect(valuesOf(operation, url)).toEqual(values);
  });

  const styled = (
    serialization: CompiledParameter['serialization'],
    types: readonly string[],
  ): Operation => ({
    path: '/{p}',
    parameters: [{ in: 'path', types, ...(serialization === undefined ? {} : { serialization }) }],
  });
  const matrix = { style: 'matrix', explode: true } as const;
  const label = { style: 'label', explode: false } as const;
  test.each<[string, Operation, string, unknown]>([
    ['a label', styled(label, ['integer']), '.5', 5],
    ['a label without its dot', styled(label, ['integer']), '5', 'malformed'],
    ['a matrix', styled(matrix, ['integer']), ';p=5', 5],
    ['a matrix with an encoded name', styled(matrix, ['integer']), ';%70=5', 5],
    ['a matrix without a value', styled(matrix, ['string']), ';p', ''],
    ['a matrix without its semicolon', styled(matrix, ['integer']), 'p=5', 'malformed'],
    ['a matrix that is empty', styled(matrix, ['integer']), ';', 'malformed'],
    ['a matrix of another name', styled(matrix, ['integer']), ';q=5', 'malformed'],
    ['a matrix of two names', styled(matrix, ['integer']), ';p=5;q=6', 'malformed'],
    ['a list', styled({ ...matrix, ...strings }, ['array']), ';p=1;p=2', ['1', '2']],
    [
      'an object by its properties',
      styled({ ...matrix, properties: rgb }, ['object']),
      ';R=1;G=2',
      { R: 1, G: 2 },
    ],
    [
      'an object under its own name',
      styled({ ...matrix, explode: false, properties: rgb }, ['object']),
      ';p=R,1',
      { R: 1 },
    ],
    [
      'an object under its own name that should fall apart',
      styled({ ...matrix, properties: rgb }, ['object']),
      ';p=R,1',
      'malformed',
    ],
    [
      'a property that is named as the object',
      styled({ ...matrix, properties: [['p', ['integer']]] }, ['object']),
      ';p=1',
      { p: 1 },
    ],
    [
      'an object under its own name beside a property',
      styled({ ...matrix, properties: rgb }, ['object']),
      ';p=R,1;G=2',
      'malformed',
    ],
    ['an object of no property', styled({ ...matrix, properties: rgb }, ['object']), ';', 'malformed'],
  ])('style: %s', (_, operation, text, value) => {
    expect(valuesOf(operation, `/${text}`)).toEqual([value]);
  });
});

describe('cookies and header fields', () => {
  const cookie = (serialization: CompiledParameter['serialization']): Stated => ({
    in: 'cookie',
    types: ['array'],
    ...(serialization === undefined ? {} : { serialization }),
  });
  test.each<[string, Stated, Headers, unknown]>([
    ['a cookie', { in: 'cookie' }, { Cookie: 'a=b; p=1; c=d' }, '1'],
    ['a cookie with a space in its name', { in: 'cookie' }, { Cookie: 'a=b;  p =1' }, '1'],
    ['cookies in two lines', { in: 'cookie' }, { Cookie: ['a=b', 'p=1'] }, '1'],
    ['no cookie', { in: 'cookie' }, {}, 'absent'],
    [
      'a list with ampersands',
      cookie({ style: 'form', explode: true, ...strings }),
      { Cookie: 'p=1&p=2; q=3' },
      ['1', '2'],
    ],
    [
      'a list that is not exploded',
      cookie({ style: 'form', explode: false, ...strings }),
      { Cookie: 'p=1&p=2' },
      ['1&p=2'],
    ],
    [
      'a list in style cookie',
      cookie({ style: 'cookie', explode: true, ...strings }),
      { Cookie: 'p=1&p=2; p=3' },
      ['1&p=2', '3'],
    ],
    ['a header field', { in: 'header', name: 'X-P' }, { 'x-p': '1' }, '1'],
    ['no header field', { in: 'header', name: 'X-P' }, { 'x-q': '1' }, 'absent'],
  ])('%s', (_, parameter, headers, value) => {
    expect(valuesOf({ parameters: [parameter] }, '/?p=query', headers)).toEqual([value]);
  });
});
