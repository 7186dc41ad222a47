// The walk and the code made of the same plan count the same.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonSchema } from '../../src/model.ts';
import { counterCode } from '../../src/report/coverage/coverage-code.ts';
import { planOf } from '../../src/report/coverage/coverage-plan.ts';
import { visit } from '../../src/report/coverage/coverage-walk.ts';

const string = { type: 'string' };
const schema: JsonSchema = {
  type: 'object',
  required: ['a'],
  properties: {
    a: { enum: ['x', 'y', 1, null] },
    'quote " and \\': string,
    toString: string,
    ['__proto__']: string,
    '0': { type: 'array', items: { enum: [1, 2] } },
    list: { type: 'array', items: { type: 'object', properties: { k: { enum: [true] } } } },
    map: { type: 'object', properties: { own: string }, additionalProperties: { enum: ['x'] } },
    any: { anyOf: [string, { type: 'integer' }, { type: 'null' }] },
    tried: {
      anyOf: [
        { type: 'object', required: ['p'] },
        { type: 'object', required: ['q'] },
      ],
    },
    tree: { $ref: '#/$defs/tree' },
  },
};
const tree: JsonSchema = {
  type: 'object',
  properties: { name: string, children: { type: 'array', items: { $ref: '#/$defs/tree' } } },
};
const plan = planOf({ $defs: { root: schema, tree } }, '/$defs/root');

const leaf = fc.constantFrom<unknown>('x', 'y', 1, 2, 1.5, null, true, {}, []);
const inner = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('k', 'own', 'other', 'p', 'q', 'name', 'children'), leaf),
  fc.array(fc.dictionary(fc.constantFrom('k', 'name'), leaf), { maxLength: 3 }),
);
const names = [
  'a',
  'quote " and \\',
  'toString',
  '__proto__',
  '0',
  'list',
  'map',
  'any',
  'tried',
  'tree',
  'more',
];
const body = fc.oneof(inner, fc.dictionary(fc.constantFrom(...names), inner, { noNullPrototype: true }));

test('walk and code count the same, whatever the body', () => {
  if (plan === undefined) throw new Error('no plan');
  const fits = (_: string, value: unknown) => JSON.stringify(value).includes('p');
  const count = counterCode(plan.root, fits);
  fc.assert(
    fc.property(fc.array(body, { minLength: 1, maxLength: 5 }), (bodies) => {
      const [walked, coded] = [new Float64Array(plan.size), new Float64Array(plan.size)];
      for (const value of bodies) {
        const parsed: unknown = JSON.parse(JSON.stringify(value));
        visit({ counts: walked, fits }, plan.root, parsed);
        count(parsed, coded);
      }
      expect(coded).toEqual(walked);
    }),
    { numRuns: 300 },
  );
});

test('the text of the code holds no name that it would run', () => {
  const name = '"]; globalThis.harmed = true; //';
  const hostile = planOf(
    { $defs: { root: { type: 'object', properties: { [name]: { enum: [name] } } } } },
    '/$defs/root',
  );
  if (hostile === undefined) throw new Error('no plan');
  const counts = new Float64Array(hostile.size);
  counterCode(hostile.root, () => false)({ [name]: name }, counts);
  expect([...counts].every((count) => count === 1 || count === 0)).toBe(true);
  expect('harmed' in globalThis).toBe(false);
});
