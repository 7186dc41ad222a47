// Whatever RFC 6570 and the Parameter Object make of a value that fits, no finding is made of; written by an encoder of its own.
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { CompiledOperation, ParameterStyle } from '../../src/model.ts';
import { type Compiled, compiled } from './compiled.ts';
import { issuesOfRequest } from './sent.ts';

type Scalar = string | number | boolean;
type Value = Scalar | readonly Scalar[] | Readonly<Record<string, Scalar>>;
type Kind = 'number' | 'array' | 'object';
type Case = { readonly style: ParameterStyle; readonly explode: boolean; readonly kind: Kind };

const STYLES: readonly ParameterStyle[] = [
  'form',
  'spaceDelimited',
  'pipeDelimited',
  'deepObject',
  'simple',
  'label',
  'matrix',
];
const KINDS: readonly Kind[] = ['number', 'array', 'object'];

const cases: readonly Case[] = STYLES.flatMap((style) =>
  KINDS.flatMap((kind) => [true, false].map((explode) => ({ style, explode, kind }))),
).filter(({ style, explode, kind }) => isDefined(style, explode, kind));

/** OpenAPI 3.1, Style Examples: what is not n/a there. */
function isDefined(style: ParameterStyle, explode: boolean, kind: Kind): boolean {
  if (style === 'deepObject') return explode && kind === 'object';
  return !style.endsWith('Delimited') || (!explode && kind !== 'number');
}

const schemas = {
  number: { type: 'number' },
  array: { type: 'array', maxItems: 4, items: { type: ['integer', 'boolean', 'string'] } },
  object: {
    type: 'object',
    properties: { 'a b': { type: 'integer' }, on: { type: 'boolean' }, 'n&=': { type: 'string' } },
  },
};

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }).map((raw) => raw.toWellFormed());
const values = {
  number: fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
  ),
  array: fc.array(fc.oneof(fc.integer(), fc.boolean(), text), { minLength: 1, maxLength: 4 }),
  object: fc.record(
    { 'a b': fc.integer(), on: fc.boolean(), 'n&=': text },
    { requiredKeys: ['a b'], noNullPrototype: true },
  ),
};

const encode = (value: Scalar): string => encodeURIComponent(String(value));
const isQuery = (style: ParameterStyle): boolean => !['simple', 'label', 'matrix'].includes(style);
const isObject = (value: Value): value is Readonly<Record<string, Scalar>> =>
  typeof value === 'object' && !Array.isArray(value);

/** RFC 6570 section 3.2.1: what stands between values, and between a name and its value. */
function written({ style, explode }: Case, value: Value): string {
  const separator = { label: '.', matrix: ';', simple: ',' }[style as string] ?? '&';
  const delimiter = { spaceDelimited: '%20', pipeDelimited: '%7C' }[style as string] ?? ',';
  const name = style === 'label' || style === 'simple' ? '' : 'p=';
  const first = { label: '.', matrix: ';', simple: '' }[style as string] ?? '?';
  const entries = isObject(value) ? Object.entries(value) : [];
  const list: readonly Scalar[] = isObject(value) ? entries.flat() : [value].flat();
  if (style === 'deepObject')
    return `?${entries.map(([key, one]) => `p%5B${encode(key)}%5D=${encode(one)}`).join('&')}`;
  if (!explode) return first + name + list.map(encode).join(delimiter);
  if (isObject(value))
    return first + entries.map(([key, one]) => `${encode(key)}=${encode(one)}`).join(separator);
  return first + list.map((one) => name + encode(one)).join(separator);
}

let contract: Compiled;
beforeAll(async () => {
  contract = await compiled({
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: Object.fromEntries(
      cases.map(({ style, explode, kind }, index) => [
        isQuery(style) ? `/${index}` : `/${index}/{p}`,
        {
          get: {
            operationId: `o${index}`,
            parameters: [
              {
                name: 'p',
                in: isQuery(style) ? 'query' : 'path',
                required: true,
                style,
                explode,
                schema: schemas[kind],
              },
            ],
            responses: { 204: { description: 'gone' } },
          },
        },
      ]),
    ),
  });
});

test.each(
  cases.map((one, index) => [one.style, one.explode ? 'exploded' : 'whole', one.kind, index] as const),
)('%s %s %s', (style, _, kind, index) => {
  const one = cases[index] as Case;
  fc.assert(
    fc.property(values[kind] as fc.Arbitrary<Value>, (value) => {
      const url = `/${index}${isQuery(style) ? '' : '/'}${written(one, value)}`;
      expect(issuesOfRequest(contract, { url })).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('each of them was compiled', () => {
  const styles = contract.contract.operations.flatMap(({ parameters }: CompiledOperation) =>
    parameters.flatMap(({ serialization }) => serialization?.style ?? []),
  );
  expect(new Set(styles)).toEqual(new Set(STYLES));
});
