// Texts that a pattern of quadratic time is not tried on: what the runtime says of a body that has them. Steps are counted, never time.
import { expect, test } from 'vitest';
import { checker } from '../../src/runtime/check.ts';
import { guard } from '../../src/runtime/guard.ts';
import { responseSchemas } from '../../src/runtime/standard-schema.ts';
import { watch } from '../../src/runtime/watch.ts';
import { bodyContract, compiled, verdictOn } from '../verdict/compiled.ts';

const SLOW = 'a+b';
const text = { type: 'string', pattern: SLOW };
const many = (one: string, times: number): string[] => Array.from({ length: times }, () => one);
const BOUNDED = '^[^]{1025}|(?:a+b)';

type Row = readonly [
  what: string,
  items: object,
  texts: string[],
  expected: { readonly is: boolean; readonly codes: readonly string[]; readonly untried: readonly string[] },
];

test.each<Row>([
  [
    'texts within the steps',
    text,
    many('a'.repeat(1023), 3),
    { is: false, codes: ['pattern-mismatch'], untried: [] },
  ],
  ['texts beyond them', text, many(`${'a'.repeat(1023)}b`, 9), { is: true, codes: [], untried: [BOUNDED] }],
  [
    'drift, and texts beyond them',
    text,
    many('a'.repeat(1023), 9),
    { is: false, codes: ['pattern-mismatch'], untried: [BOUNDED] },
  ],
  [
    'what not may exclude',
    { not: text },
    many('a'.repeat(60), 9000),
    { is: false, codes: [], untried: [BOUNDED] },
  ],
  ['what not excludes', { not: text }, ['ab'], { is: false, codes: ['rule-violated'], untried: [] }],
  ['one text too long for not', { not: text }, ['a'.repeat(1025)], { is: false, codes: [], untried: [] }],
])('%s', async (_, items, texts, { is, codes, untried }) => {
  const { contract, detail } = await compiled(bodyContract({ type: 'array', items }));
  const [operation] = contract.operations;
  if (operation === undefined) throw new Error('no operation');
  expect(guard(operation as never)(200, texts)).toBe(is);
  const verdict = verdictOn({ contract, detail }, { body: { kind: 'json', value: texts } });
  expect({ codes: [...new Set(verdict.issues.map(({ code }) => code))], untried: verdict.untried }).toEqual({
    codes,
    untried,
  });
  expect([...new Set(checker(operation, detail)(200, texts).map(({ code }) => code))]).toEqual(codes);
  const { validate } = responseSchemas(operation as never, detail)['200' as never]['~standard' as never] as {
    validate: (value: unknown) => { issues?: unknown };
  };
  expect(validate(texts).issues === undefined).toBe(codes.length === 0);
  const drifts: string[] = [];
  const respond = async (_url: string) => Response.json(texts);
  await watch(
    respond,
    { ...contract, detail },
    { onDrift: ({ code }) => drifts.push(code) },
  )('https://a.example/');
  expect([...new Set(drifts)]).toEqual(codes);
});

test('the steps of one body are not taken from the next', async () => {
  const { contract } = await compiled(bodyContract({ type: 'array', items: text }));
  const is = guard(contract.operations[0] as never);
  expect(is(200 as never, many(`${'a'.repeat(1023)}b`, 9))).toBe(true);
  expect(is(200 as never, ['a'])).toBe(false);
});
