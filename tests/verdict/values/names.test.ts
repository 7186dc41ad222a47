// Which names belong to a parameter whose properties stand in the text under names of their own.
import { describe, expect, test } from 'vitest';
import type { CompiledParameter, CompiledSerialization, ParameterStyle } from '../../../src/model.ts';
import { fallsApart, type Property, propertyOf, takesAnyName } from '../../../src/verdict/values/names.ts';

function parameter(
  serialization: Partial<CompiledSerialization> | undefined,
  where: CompiledParameter['in'] = 'query',
): CompiledParameter {
  return {
    schema: '',
    strict: () => true,
    open: () => true,
    name: 'o',
    in: where,
    required: false,
    types: ['object'],
    pointer: '',
    ...(serialization === undefined
      ? {}
      : { serialization: { style: 'form', explode: true, ...serialization } }),
  };
}

const properties = [
  ['n', ['integer']],
  ['list', ['array']],
  ['map', ['object']],
] as const;
const patterns = [['^x-[a-z]+$', ['array']]] as const;

describe('an object falls apart into names', () => {
  test.each<[style: ParameterStyle, explode: boolean, isApart: boolean]>([
    ['form', true, true],
    ['form', false, false],
    ['matrix', true, true],
    ['spaceDelimited', true, true],
    ['pipeDelimited', true, true],
    ['cookie', true, true],
    ['simple', true, false],
    ['label', true, false],
    ['deepObject', true, true],
    ['deepObject', false, true],
  ])('style %s, explode %s: %s', (style, explode, isApart) => {
    expect(fallsApart(parameter({ style, explode, properties }))).toBe(isApart);
  });

  test('an array does not', () => {
    expect(fallsApart(parameter({ items: [] }))).toBe(false);
  });

  test('one text does not', () => {
    expect(fallsApart(parameter(undefined))).toBe(false);
  });
});

describe('the property that a name stands for', () => {
  const plain = (property: string): Property => ({ property, isNested: false });
  const nested = (property: string): Property => ({ property, isNested: true });
  const deep: Partial<CompiledSerialization> = { style: 'deepObject' };

  test.each<[string, Partial<CompiledSerialization> | undefined, string, Property | undefined]>([
    ['declared', { properties }, 'n', plain('n')],
    ['not declared', { properties }, 'x', undefined],
    ['by a pattern', { properties, patterns }, 'x-a', plain('x-a')],
    ['of no pattern', { properties, patterns }, 'y-a', undefined],
    ['its own name', { properties }, 'o', undefined],
    ['an element of a list', { properties }, 'list[]', nested('list')],
    ['a property of an object', { properties }, 'map[a][b]', nested('map')],
    ['an element by a pattern', { properties, patterns }, 'x-a[0]', nested('x-a')],
    ['brackets behind a scalar', { properties }, 'n[0]', undefined],
    ['brackets behind nothing', { properties }, 'y[0]', undefined],
    ['not exploded', { properties, explode: false }, 'n', undefined],
    ['one text', undefined, 'n', undefined],
    ['deep', { ...deep, properties }, 'o[n]', plain('n')],
    ['deep, and more brackets', { ...deep, properties }, 'o[map][a]', nested('map')],
    ['deep, not declared', { ...deep, properties }, 'o[x]', undefined],
    ['deep, without its brackets', { ...deep, properties }, 'n', undefined],
    ['deep, of another', { ...deep, properties }, 'p[n]', undefined],
    ['deep, not closed', { ...deep, properties }, 'o[n', undefined],
    ['deep and open', { ...deep, properties, further: [] }, 'o[x]', plain('x')],
    ['deep, an array', { ...deep, items: [] }, 'o[0]', plain('0')],
  ])('%s', (_, serialization, name, property) => {
    expect(propertyOf(parameter(serialization), name)).toEqual(property);
  });
});

describe('names that nobody declares may be its properties', () => {
  test.each<[string, CompiledParameter, boolean]>([
    ['of an open object', parameter({ properties, further: [] }), true],
    ['not of a closed one', parameter({ properties }), false],
    ['not of one in one text', parameter({ properties, further: [], explode: false }), false],
    ['not of a deep one', parameter({ style: 'deepObject', properties, further: [] }), false],
    ['not of a cookie', parameter({ properties, further: [] }, 'cookie'), false],
    ['not of one text', parameter(undefined), false],
  ])('%s', (_, declared, takes) => {
    expect(takesAnyName(declared)).toBe(takes);
  });
});
