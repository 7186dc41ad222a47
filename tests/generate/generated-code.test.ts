// What generated code may hold, whatever the contract says.
import { describe, expect, test } from 'vitest';
import { helpers } from '../../src/generate/code-texts.ts';
import { generate } from '../../src/generate/generate.ts';
import { areDistinct, canonicalJson, isEqualJson } from '../../src/json/equal.ts';
import type { JsonSchema } from '../../src/model.ts';
import { bodyContract, compiled, contractOf, importText, issuesOf, json } from '../verdict/compiled.ts';

const everything: JsonSchema = {
  type: 'object',
  properties: {
    text: { type: 'string', minLength: 2, pattern: '^[^"/\\\\]', format: 'uri-template' },
    when: { type: 'string', format: 'date-time' },
    mail: { type: 'string', format: 'email' },
    list: {
      type: 'array',
      uniqueItems: true,
      contains: { const: { a: 1 } },
      items: { enum: [{ a: 1 }, [2]] },
    },
    price: { type: 'number', multipleOf: 0.01 },
    self: { $ref: '#/components/schemas/Node' },
  },
  oneOf: [{ required: ['text'] }, { required: ['when'] }],
  dependentRequired: { text: ['mail'] },
};

const Node: JsonSchema = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } };

async function sources(schema: JsonSchema): Promise<{ contract: string; detail: string }> {
  const files = await generate(contractOf(bodyContract(schema, { Node })));
  const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? '';
  return { contract: textOf('contract.js'), detail: textOf('detail.js') };
}

test('no import, no require, no code from text', async () => {
  const { contract, detail } = await sources(everything);
  expect(contract).not.toMatch(/\brequire\(|\bimport\b|new Function|\beval\b/);
  expect(detail).not.toMatch(/\brequire\(|\bimport\b/);
});

test('equal contracts give equal files', async () => {
  expect(await sources(everything)).toEqual(await sources(structuredClone(everything)));
});

const HOSTILE = [
  'validate.errors = vErrors;',
  'const err1 = {',
  'export const x',
  ';function validate',
  'require("ajv/dist/runtime/equal").default',
  '"12"',
  '12',
  '`$1`',
  '\u2028\u0000\\',
  '*/ // </script>',
  'const props0 = {}',
  ', {instancePath:',
];

describe('words of the contract are never taken for code', () => {
  test.each(HOSTILE)('%j', async (word) => {
    const contract = await compiled(
      bodyContract({
        type: 'object',
        properties: { [word]: { type: 'string', enum: [word, 'other'] } },
        required: [word],
      }),
    );
    const pointer = `/${word.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    expect(issuesOf(contract, { body: json({ [word]: word }) })).toEqual([]);
    expect(issuesOf(contract, { body: json({ [word]: 'x' }) })).toEqual([
      `enum-value-undocumented ${pointer}`,
    ]);
    expect(issuesOf(contract, { body: json({}) })).toEqual([`property-missing ${pointer}`]);
  });
});

describe('helpers say what lib says', () => {
  const values = [
    1,
    1.0,
    '1',
    true,
    null,
    [1],
    ['1'],
    {},
    { a: 1, b: [2] },
    { b: [2], a: 1 },
    JSON.parse('{"__proto__":1}'),
    '[1]',
    -0,
    0,
  ];

  test('isEqual', async () => {
    const { isEqual } = await importText<{ isEqual: typeof isEqualJson }>(
      `export const isEqual = ${helpers.isEqual};`,
    );
    for (const a of values)
      for (const b of values) expect(isEqual(a, b), canonicalJson([a, b])).toBe(isEqualJson(a, b));
  });

  test('areDistinct', async () => {
    const own = await importText<{ areDistinct: typeof areDistinct }>(
      `export const areDistinct = ${helpers.areDistinct};`,
    );
    for (const a of values) for (const b of values) expect(own.areDistinct([a, b])).toBe(areDistinct([a, b]));
  });

  test('codePoints', async () => {
    const { codePoints } = await importText<{ codePoints: (text: string) => number }>(
      `export const codePoints = ${helpers.codePoints};`,
    );
    expect(['', 'a', '😀', '\ud800', 'e\u0301'].map(codePoints)).toEqual([0, 1, 1, 1, 2]);
  });
});
