// All values that the texts of a parameter can mean, in the order in which they are tried, and what is said where none fits.
import { describe, expect, test } from 'vitest';
import type { CompiledParameter, CompiledSerialization, ParameterStyle } from '../../../src/model.ts';
import type { PropertyText } from '../../../src/verdict/values/layouts.ts';
import { mayLeaveNothing, type Reading, readHeader, readTexts } from '../../../src/verdict/values/read.ts';

type Stated = Partial<CompiledParameter>;

function declared(stated: Stated, tried: unknown[] = []): CompiledParameter {
  const strict = (value: unknown): boolean => {
    tried.push(value);
    return false;
  };
  return {
    schema: '',
    strict,
    open: strict,
    name: 'p',
    in: 'query',
    required: false,
    types: [],
    pointer: '',
    ...stated,
  };
}

function triedOf(
  stated: Stated,
  own: readonly string[],
  properties: readonly PropertyText[] = [],
): { readonly tried: readonly unknown[]; readonly reading: Reading } {
  const tried: unknown[] = [];
  const reading = readTexts(declared(stated, tried), { own, properties });
  return { tried, reading };
}

function styled(style: ParameterStyle, explode: boolean, held: Partial<CompiledSerialization>): Stated {
  const types = [...(held.items ? ['array'] : []), ...(held.properties ? ['object'] : [])];
  return { types, serialization: { style, explode, ...held } };
}

const items = ['integer'];
const properties = [
  ['R', ['integer']],
  ['name', ['string']],
  ['list', ['array']],
  ['any', []],
] as const;
const list = (style: ParameterStyle, explode: boolean): Stated => styled(style, explode, { items });
const object = (style: ParameterStyle, explode: boolean): Stated => styled(style, explode, { properties });
const under = (property: string, raw: string, more: Partial<PropertyText> = {}): PropertyText => ({
  property,
  raw,
  isNested: false,
  isShared: false,
  ...more,
});

describe('one text', () => {
  test.each<[string, Stated, string, ...unknown[]]>([
    ['an integer', { types: ['integer'] }, '7', 7],
    ['anything', {}, '7', 7, '7'],
    ['a plus, two ways', { types: ['string'] }, 'a+b', 'a b', 'a+b'],
    ['the same meaning twice', { types: ['integer'], in: 'header' }, '%37', 7],
    ['the same text twice', { types: ['string'], in: 'cookie' }, '"%61"', '"%61"', '"a"', '%61'],
    ['a cookie as it stands', { ...list('cookie', false), types: ['string'], in: 'cookie' }, '"1"', '"1"'],
    ['a scalar or a list', { ...list('form', false), types: ['integer', 'array'] }, '1', 1, [1]],
    ['a text or an empty list', { ...list('form', false), types: ['string', 'array'] }, '', '', []],
    ['anything, or a list', { ...list('form', false), types: [] }, '1', 1, '1', [1]],
  ])('%s: %j', (_, stated, text, ...meanings) => {
    const { tried, reading } = triedOf(stated, [text]);
    expect(tried).toEqual(meanings);
    expect(reading).toEqual({ kind: 'misfits', value: meanings[0] });
  });
});

describe('a list', () => {
  test.each<[ParameterStyle, boolean, own: string | string[], ...unknown[]]>([
    ['form', true, ['1', '2'], [1, 2]],
    ['form', true, '1', [1]],
    ['form', true, '', []],
    ['form', false, '1,2', [1, 2]],
    ['form', false, '1%2C2', [1, 2]],
    ['form', false, '', []],
    ['spaceDelimited', false, '1%202', [1, 2]],
    ['spaceDelimited', true, '1%202', [1, 2]],
    ['spaceDelimited', true, ['1', '2'], [1, 2]],
    ['pipeDelimited', false, '1|2', [1, 2]],
    ['pipeDelimited', true, '1|2', [1, 2]],
    ['simple', false, '1,2', [1, 2]],
    ['simple', true, '1,2', [1, 2]],
    ['label', false, '1,2', [1, 2]],
    ['label', false, '1.2', [1.2], [1, 2], [1.2]],
    ['label', true, '1.2', [1, 2], [1.2]],
    ['matrix', true, ['1', '2'], [1, 2]],
    ['matrix', false, '1,2', [1, 2]],
  ])('%s, exploded %s: %j', (style, explode, own, ...meanings) => {
    expect(triedOf(list(style, explode), [own].flat()).tried).toEqual(meanings);
  });

  test('in a cookie an exploded one may be one text', () => {
    expect(triedOf({ ...list('form', true), in: 'cookie' }, ['1,2']).tried).toEqual([[1, 2]]);
    expect(triedOf(list('form', true), ['1,2']).tried).toEqual([]);
  });

  test('each element in each of its meanings', () => {
    const both = styled('form', false, { items: ['integer', 'string'] });
    expect(triedOf(both, ['1,2']).tried).toEqual([
      [1, 2],
      ['1', 2],
      [1, '2'],
      ['1', '2'],
    ]);
  });

  test('1024 meanings are tried; of more nothing is said', () => {
    const both = styled('form', false, { items: ['integer', 'string'] });
    const { tried, reading } = triedOf(both, [Array.from({ length: 10 }, () => '1').join()]);
    expect([tried.length, reading.kind]).toEqual([1024, 'misfits']);
    const more = triedOf(both, [Array.from({ length: 11 }, () => '1').join()]);
    expect(more).toEqual({ tried: [], reading: { kind: 'unjudged' } });
  });
});

describe('an object', () => {
  test.each<[ParameterStyle, boolean, own: string | string[], ...unknown[]]>([
    ['form', false, 'R,1,name,2', { R: 1, name: '2' }],
    ['form', false, 'R%2C1', { R: 1 }],
    ['simple', false, 'R,1', { R: 1 }],
    ['simple', true, 'R=1,name=a=b', { R: 1, name: 'a=b' }],
    ['simple', true, '%52=1', { R: 1 }],
    ['label', false, 'R.1', { R: 1 }],
    ['label', true, 'R=1.name=2', { R: 1, name: '2' }],
    ['spaceDelimited', false, 'R%201', { R: 1 }],
    ['pipeDelimited', true, 'R|1', { R: 1 }],
    ['form', false, 'any,7', { any: 7 }, { any: '7' }],
    ['form', false, 'other,7', { other: 7 }, { other: '7' }],
  ])('%s, exploded %s: %j', (style, explode, own, ...meanings) => {
    expect(triedOf(object(style, explode), [own].flat()).tried).toEqual(meanings);
  });

  test('what else it may hold is of its further types', () => {
    const open = styled('form', false, { properties, further: ['boolean'] });
    expect(triedOf(open, ['x,true']).tried).toEqual([{ x: true }]);
  });

  test('a property named __proto__ is one of its own', () => {
    const { tried } = triedOf(styled('form', false, { properties: [['__proto__', items]] }), ['__proto__,1']);
    expect(JSON.stringify(tried)).toBe('[{"__proto__":1}]');
  });

  test.each<[string, PropertyText[], unknown[]]>([
    [
      'each property',
      [under('R', '1'), under('name', 'a+b')],
      [
        { R: 1, name: 'a b' },
        { R: 1, name: 'a+b' },
      ],
    ],
    ['one that another parameter may own', [under('R', '1', { isShared: true })], [{ R: 1 }, {}]],
  ])('apart: %s', (_, texts, meanings) => {
    expect(triedOf(object('form', true), [], texts).tried).toEqual(meanings);
  });

  test('apart, or in one text by spaces', () => {
    expect(triedOf(object('spaceDelimited', true), [''], [under('R', '1')]).tried).toEqual([{ R: 1 }, {}]);
  });

  test('the properties of one that may be a list too are no empty list', () => {
    const both = styled('form', true, { items, properties });
    expect(triedOf(both, [], [under('R', '1')]).tried).toEqual([{ R: 1 }]);
  });
});

describe('what is said where no value fits', () => {
  const misfits = (value: unknown): Reading => ({ kind: 'misfits', value });
  const malformed = (reason: string): Reading => ({ kind: 'malformed', reason });
  const unjudged: Reading = { kind: 'unjudged' };
  const both = styled('form', false, { items, properties });

  test.each<[string, Stated, string[], PropertyText[], Reading]>([
    ['nothing came', { required: true }, [], [], { kind: 'absent' }],
    ['no integer', { types: ['integer'] }, ['x'], [], misfits('x')],
    [
      'one value twice',
      { types: ['integer'] },
      ['1', '2'],
      [],
      malformed('comes 2 times, declared as one value'),
    ],
    ['no scalar and nothing else', { types: ['array'] }, ['1'], [], malformed('is not written as one text')],
    ['an element of another type', list('form', false), ['1,b'], [], misfits([1, 'b'])],
    ['the layout whose types fit comes first', list('label', false), ['a.2,3'], [], misfits(['a.2', 3])],
    [
      'a scalar of no type, a list of all types',
      { ...list('form', false), types: ['boolean', 'array'] },
      ['1'],
      [],
      misfits([1]),
    ],
    [
      'a list that comes twice',
      list('form', false),
      ['1', '2'],
      [],
      malformed('is not written as array of style form'),
    ],
    [
      'an exploded one',
      list('simple', true),
      ['1', '2'],
      [],
      malformed('is not written as array of style simple exploded'),
    ],
    ['a list or object', both, ['1', '2'], [], malformed('is not written as array or object of style form')],
    [
      'an odd number of names and values',
      object('form', false),
      ['R,1,name'],
      [],
      malformed('is not written as object of style form'),
    ],
    [
      'a pair without its sign',
      object('simple', true),
      ['R=1,name'],
      [],
      malformed('is not written as object of style simple exploded'),
    ],
    [
      'an object that falls apart in one text',
      object('form', true),
      ['R,1'],
      [],
      malformed('is not written as object of style form exploded'),
    ],
    [
      'a deep object in one text',
      object('deepObject', true),
      ['R,1'],
      [],
      malformed('is not written as object of style deepObject'),
    ],
    [
      'a property twice',
      object('form', true),
      [],
      [under('R', '1'), under('R', '2')],
      malformed('is not written as object of style form exploded'),
    ],
    [
      'brackets below a scalar',
      object('form', true),
      [],
      [under('R', '1', { isNested: true })],
      malformed('is not written as object of style form exploded'),
    ],
    ['brackets below a list', object('form', true), [], [under('list', '1', { isNested: true })], unjudged],
    ['a list in an object', object('form', false), ['list,1'], [], unjudged],
    [
      'a property of any type twice',
      object('form', true),
      [],
      [under('any', '1'), under('any', '2')],
      unjudged,
    ],
    ['a list in style deepObject', list('deepObject', true), ['1'], [], unjudged],
    ['a property of another type', object('form', true), [], [under('R', 'x')], misfits({ R: 'x' })],
    [
      'which another parameter may own',
      object('form', true),
      [],
      [under('R', 'x', { isShared: true })],
      { kind: 'absent' },
    ],
    [
      'but not if this one is required',
      { ...object('form', true), required: true },
      [],
      [under('R', '1', { isShared: true })],
      misfits({ R: 1 }),
    ],
    [
      'nor if one property is its own',
      object('form', true),
      [],
      [under('R', '1', { isShared: true }), under('name', 'a')],
      misfits({ R: 1, name: 'a' }),
    ],
    ['an empty value', { types: ['integer'] }, [''], [], misfits('')],
    [
      'an empty value that is allowed',
      { types: ['integer'], allowEmptyValue: true },
      [''],
      [],
      { kind: 'fits', value: '' },
    ],
    [
      'two of them',
      { types: ['integer'], allowEmptyValue: true },
      ['', ''],
      [],
      malformed('comes 2 times, declared as one value'),
    ],
    [
      'another value where an empty one is allowed',
      { types: ['integer'], allowEmptyValue: true },
      ['x'],
      [],
      misfits('x'),
    ],
    ['no JSON', { content: 'json' }, ['{'], [], malformed('is not JSON')],
    ['JSON twice', { content: 'json' }, ['1', '1'], [], malformed('comes 2 times, declared as one value')],
    ['JSON of another type', { content: 'json' }, ['"a+b"'], [], misfits('a b')],
    [
      'deep JSON',
      { content: 'json' },
      [`${'['.repeat(501)}${']'.repeat(501)}`],
      [],
      malformed('is nested deeper than 500 levels'),
    ],
  ])('%s', (_, stated, own, texts, reading) => {
    expect(triedOf(stated, own, texts).reading).toEqual(reading);
  });

  test('a text that does not start as its style does', () => {
    expect(readTexts(declared(list('label', true)), undefined)).toEqual(
      malformed('is not written as array of style label exploded'),
    );
    expect(readTexts(declared(styled('label', false, {})), undefined)).toEqual(
      malformed('is not written as a value of style label'),
    );
  });

  test('JSON is tried in each of its decodings', () => {
    expect(triedOf({ content: 'json' }, ['"a+b"']).tried).toEqual(['a b', 'a+b']);
    expect(triedOf({ content: 'json', in: 'header' }, ['"%22"']).tried).toEqual(['%22']);
  });
});

describe('a value that fits', () => {
  const fitting = (value: unknown, stated: Stated): CompiledParameter =>
    declared({ ...stated, strict: (one) => JSON.stringify(one) === JSON.stringify(value) });

  test.each<[string, unknown, Stated, string]>([
    ['the second meaning of a text', '7', {}, '7'],
    ['the second layout', [1], { ...list('form', false), types: ['integer', 'array'] }, '1'],
    ['the second decoding of JSON', 'a+b', { content: 'json' }, '"a+b"'],
  ])('%s', (_, value, stated, text) => {
    expect(readTexts(fitting(value, stated), { own: [text], properties: [] })).toEqual({
      kind: 'fits',
      value,
    });
  });
});

describe('header fields', () => {
  const field = (name: string, stated: Stated = {}): CompiledParameter =>
    declared({ name, in: 'header', strict: () => true, ...stated });

  test.each<[string, CompiledParameter, string[], Reading]>([
    ['one line', field('X-Id', { types: ['string'] }), ['a'], { kind: 'fits', value: 'a' }],
    ['two lines', field('X-Id', { types: ['string'] }), ['a', 'b'], { kind: 'fits', value: 'a, b' }],
    [
      'two lines of Cookie',
      field('Cookie', { types: ['string'] }),
      ['a=1', 'b=2'],
      { kind: 'fits', value: 'a=1; b=2' },
    ],
    ['a list', field('X-Id', list('simple', false)), ['1', '2,3'], { kind: 'fits', value: [1, 2, 3] }],
    ['none', field('X-Id'), [], { kind: 'absent' }],
    [
      'Set-Cookie',
      field('Set-Cookie', { types: ['string'] }),
      ['a=1', 'b=2'],
      { kind: 'fits', value: 'a=1' },
    ],
    [
      'Set-Cookie as a list',
      field('Set-Cookie', styled('simple', false, { items: ['string'] })),
      ['a=1,2', 'b=2'],
      { kind: 'fits', value: ['a=1,2', 'b=2'] },
    ],
    ['Set-Cookie as an object', field('Set-Cookie', object('simple', false)), ['R,1'], { kind: 'unjudged' }],
    [
      'the second Set-Cookie',
      field('Set-Cookie', { types: ['string'], strict: (value) => value === 'a=1' }),
      ['a=1', 'b=2'],
      { kind: 'misfits', value: 'b=2' },
    ],
  ])('%s', (_, parameter, lines, reading) => {
    const headers = lines.map((value) => ({ name: parameter.name, value }));
    expect(readHeader(parameter, headers)).toEqual(reading);
  });
});

test.each<[string, Stated, boolean]>([
  ['an object that falls apart', object('form', true), true],
  ['the form that is the whole query', { in: 'querystring', form: [] }, true],
  ['an object in one text', object('form', false), false],
  ['one that needs a property', { ...object('form', true), strict: () => false }, false],
])('a value that leaves nothing to see: %s', (_, stated, mayBe) => {
  const strict = (value: unknown): boolean => JSON.stringify(value) === '{}';
  expect(mayLeaveNothing(declared({ strict, ...stated }))).toBe(mayBe);
});
