// All values that a form can mean, in the order in which they are tried; the verdicts that follow: form.test.ts.
import { describe, expect, test } from 'vitest';
import type { CompiledField, CompiledHeader, Validate } from '../../../src/model.ts';
import { readForm } from '../../../src/verdict/values/form.ts';

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

const fields: readonly CompiledField[] = [
  { name: 'n', types: ['integer'] },
  { name: 's', types: ['string'] },
  { name: 'either', types: ['integer', 'string'] },
  { name: 'any', types: [] },
  { name: 'list', types: ['array'], serialization: { style: 'form', explode: true, items: ['integer'] } },
  { name: 'csv', types: ['array'], serialization: { style: 'form', explode: false, items: ['integer'] } },
  {
    name: 'mixed',
    types: ['array'],
    serialization: { style: 'form', explode: false, items: ['integer', 'string'] },
  },
  {
    name: 'spaces',
    types: ['array'],
    serialization: { style: 'spaceDelimited', explode: true, items: ['integer', 'null'] },
  },
  { name: 'rows', types: ['array'], serialization: { style: 'form', explode: true, items: ['array'] } },
  {
    name: 'pair',
    types: ['object'],
    serialization: {
      style: 'form',
      explode: false,
      properties: [
        ['flat', ['integer']],
        ['deep', ['object']],
      ],
    },
  },
  {
    name: 'apart',
    types: ['object'],
    serialization: {
      style: 'form',
      explode: true,
      properties: [
        ['R', ['integer']],
        ['G', ['integer']],
      ],
    },
  },
  { name: 'meta', types: ['object'], content: 'json' },
  {
    name: 'objects',
    types: ['array'],
    content: 'json',
    serialization: { style: 'form', explode: true, items: ['object'] },
  },
  {
    name: 'oneOrMany',
    types: ['array', 'object'],
    content: 'json',
    serialization: { style: 'form', explode: true, items: ['object'], properties: [['k', ['integer']]] },
  },
  { name: 'tags', types: ['array'] },
  { name: 'tags[]', types: ['integer'] },
  { name: 'image', types: ['string'], contentType: 'image/png; q=1, IMAGE/X*, text/*' },
  { name: 'anything', types: ['string'], contentType: 'image/png, */*' },
];

/** By a schema that refuses everything unless told otherwise, so that all meanings are tried. */
function triedOf(
  mediaType: string,
  text: string,
  { isOctets = false, fits = () => false }: { readonly isOctets?: boolean; readonly fits?: Validate } = {},
): { readonly reading: ReturnType<typeof readForm>; readonly tried: readonly unknown[] } {
  const tried: unknown[] = [];
  const strict = (value: unknown): boolean => {
    tried.push(value);
    return fits(value);
  };
  const reading = readForm(
    { form: { text, isOctets }, contentType: `${mediaType}; boundary=b` },
    { schema: '', form: fields, mediaType, strict, open: () => true },
    (declared: CompiledHeader) => `is not ${declared.name}`,
  );
  return { reading, tried };
}

describe(FORM, () => {
  test.each<[string, string, ...unknown[]]>([
    ['no field', '', {}],
    ['a number', 'n=1', { n: 1 }],
    ['no number', 'n=x', { n: 'x' }],
    ['one value twice', 'n=1&n=2', { n: ['1', '2'] }],
    ['a plus is a space', 's=a+b', { s: 'a b' }],
    ['a name that nobody declares', 'x=1', { x: 1 }, { x: '1' }],
    ['the same without a value', 'x=', { x: null }, { x: '' }],
    ['the same with a space', 'x=a+b', { x: 'a b' }],
    ['the same twice', 'x=1&x=2', { x: ['1', '2'] }],
    [
      'two fields of two meanings',
      'either=1&x=2',
      { either: 1, x: 2 },
      { either: '1', x: 2 },
      { either: 1, x: '2' },
      { either: '1', x: '2' },
    ],
    ['a list', 'list=1&list=2', { list: [1, 2] }],
    ['a list that drifts', 'list=1&list=b', { list: [1, 'b'] }],
    ['a list in one text', 'csv=1,2', { csv: [1, 2] }],
    ['a number beyond 2^53 beside what drifts', 'csv=9007199254740993,b', { csv: [2 ** 53, 'b'] }],
    [
      'elements of two meanings',
      'mixed=1,2',
      { mixed: [1, 2] },
      { mixed: [1, '2'] },
      { mixed: ['1', 2] },
      { mixed: ['1', '2'] },
    ],
    ['a list by spaces, exploded or not', 'spaces=1%202', { spaces: [1, 2] }],
    ['a list by spaces with an empty element', 'spaces=1%20%202', { spaces: [1, null, 2] }],
    ['an object apart', 'R=1&G=2', { apart: { R: 1, G: 2 } }],
    ['an object apart, without properties', 'apart=', { apart: {} }],
    ['an object apart, one property twice', 'R=1&R=2&G=3', { apart: [] }],
    ['JSON', 'meta={"k":1}', { meta: { k: 1 } }],
    ['JSON twice', 'meta={"k":1}&meta={"k":2}', { meta: ['{"k":1}', '{"k":2}'] }],
    ['no JSON', 'meta=k', { meta: 'k' }],
    ['a list of JSON', 'objects={"k":1}&objects={"k":2}', { objects: [{ k: 1 }, { k: 2 }] }],
    ['a list of one JSON', 'objects={"k":1}', { objects: [{ k: 1 }] }],
    [
      'a list that is JSON as a whole',
      'objects=[{"k":1}]',
      { objects: [{ k: 1 }] },
      { objects: [[{ k: 1 }]] },
    ],
    ['JSON or a property apart', 'k=1', { oneOrMany: { k: 1 } }],
    ['brackets that a field is named with', 'tags[]=1', { 'tags[]': 1 }],
    ['brackets behind a number', 'n[k]=1', { 'n[k]': 1 }, { 'n[k]': '1' }],
    ['brackets behind a name that nobody declares', 'x[k]=a', { 'x[k]': 'a' }],
  ])('%s: %s', (_, text, ...meanings) => {
    const { reading, tried } = triedOf(FORM, text);
    expect(tried).toEqual(meanings);
    expect(reading).toEqual({ kind: 'value', value: meanings[0] });
  });

  test.each([
    ['brackets behind an object', 'meta[k]=1', '"meta[k]" stands in a form without deepObject'],
    ['brackets behind what may be anything', 'any[k]=1', '"any[k]" stands in a form without deepObject'],
    ['a list of lists', 'rows=1', `"rows" stands in ${FORM}`],
    ['an object in an object', 'pair=flat,1,deep,2', `"pair" stands in ${FORM}`],
  ])('%s: OpenAPI does not say', (_, text, what) => {
    const message = `OpenAPI does not say how ${what}`;
    expect(triedOf(FORM, `n=1&${text}`)).toEqual({ reading: { kind: 'unsaid', message }, tried: [] });
  });

  test('at most 64 meanings of one field', () => {
    expect(triedOf(FORM, 'mixed=1,2,3,4,5,6,7').tried).toHaveLength(64);
  });

  test('1024 meanings of a form are all tried', () => {
    const text = Array.from({ length: 10 }, (_, nth) => `f${nth}=7`).join('&');
    const { reading, tried } = triedOf(FORM, text);
    expect([reading.kind, tried.length, new Set(tried.map((one) => JSON.stringify(one))).size]).toEqual([
      'value',
      1024,
      1024,
    ]);
  });

  test('the more fields a form has, the fewer meanings are tried', () => {
    const text = Array.from({ length: 2000 }, (_, nth) => `f${nth}=7`).join('&');
    const { reading, tried } = triedOf(FORM, text);
    expect(reading).toEqual({ kind: 'unsaid', message: 'the form can be read in more than 500 ways' });
    expect(tried).toHaveLength(500);
  });

  test('the first meaning that fits is the value', () => {
    const fits = (value: unknown): boolean => (value as { x: unknown }).x === '1';
    expect(triedOf(FORM, 'x=1', { fits }).reading).toEqual({ kind: 'value', value: { x: '1' } });
  });
});

const part = (head: string, body: string): string =>
  `--b\r\nContent-Disposition: form-data; name=${head}\r\n\r\n${body}\r\n`;

describe(MULTIPART, () => {
  test.each<[string, readonly string[], ...unknown[]]>([
    ['a number', [part('n', '1')], { n: 1 }],
    ['a number as text/plain', [part('n\r\nContent-Type: text/plain', '1')], { n: 1 }],
    ['a number as octets', [part('n\r\nContent-Type: application/octet-stream', '1')], { n: '1' }],
    ['a number in a file', [part('n; filename=f', '1')], { n: '1' }],
    ['a number in a file with an encoded name', [part("n; filename*=UTF-8''f", '1')], { n: '1' }],
    ['a number twice', [part('n', '1'), part('n', '2')], { n: ['1', '2'] }],
    ['a text in quotes', [part('s', '"x"')], { s: '"x"' }],
    ['a plus', [part('s', 'a+b')], { s: 'a+b' }],
    ['a name that nobody declares', [part('x', '1')], { x: 1 }, { x: '1' }],
    ['the same with a type', [part('x\r\nContent-Type: text/plain', 'a')], { x: 'a' }],
    ['a list', [part('list', '1'), part('list', '2')], { list: [1, 2] }],
    ['a list of one', [part('list', '1')], { list: [1] }],
    ['JSON', [part('meta', '{"k":1}')], { meta: { k: 1 } }],
    ['no JSON', [part('meta', 'k')], { meta: 'k' }],
    ['a list of one JSON', [part('objects', '{"k":1}')], { objects: [{ k: 1 }] }],
    [
      'a list that is JSON as a whole',
      [part('objects', '[{"k":1}]')],
      { objects: [{ k: 1 }] },
      { objects: [[{ k: 1 }]] },
    ],
    ['a list of JSON lists', [part('objects', '[1]'), part('objects', '[2]')], { objects: [[1], [2]] }],
    ['JSON by its type', [part('s\r\nContent-Type: application/json', '1')], { s: 1 }],
    ['a declared range', [part('image\r\nContent-Type: text/plain', 'x')], { image: 'x' }],
    ['a declared type with a parameter', [part('image\r\nContent-Type: image/png', 'x')], { image: 'x' }],
    ['the full range', [part('anything\r\nContent-Type: font/otf', 'x')], { anything: 'x' }],
  ])('%s', (_, parts, ...meanings) => {
    const { reading, tried } = triedOf(MULTIPART, `${parts.join('')}--b--`);
    expect(tried).toEqual(meanings);
    expect(reading).toEqual({ kind: 'value', value: meanings[0] });
  });

  test.each([
    ['UTF-8', '\u00c3\u00bc', 'ü'],
    ['a byte order mark', '\u00ef\u00bb\u00bfx', '\ufeffx'],
    ['no UTF-8: a character an octet', 'x\u00ff', 'x\u00ff'],
  ])('octets that are %s', (_, octets, value) => {
    expect(triedOf(MULTIPART, `${part('s', octets)}--b--`, { isOctets: true }).tried).toEqual([{ s: value }]);
    expect(triedOf(FORM, `s=${octets}`, { isOctets: true }).tried).toEqual([{ s: value }]);
  });

  test.each([
    ['a star is no range without a slash before it', 'image/xyz'],
    ['a type that starts as a range does', 'test/plain'],
  ])('%s: %s is not declared', (_, type) => {
    const { reading, tried } = triedOf(MULTIPART, `${part(`image\r\nContent-Type: ${type}`, 'x')}--b--`);
    const message = `part "image" is ${type}, declared as image/png; q=1, IMAGE/X*, text/*`;
    expect(reading).toEqual({ kind: 'malformed', message });
    expect(tried).toEqual([]);
  });
});
