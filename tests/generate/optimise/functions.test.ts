// Which functions optimise/ makes of the schemas of a contract.
import { expect, test } from 'vitest';
import { generate } from '../../../src/generate/generate.ts';
import type { CompiledContract, JsonSchema } from '../../../src/model.ts';
import { bodyContract, contractOf, importText } from '../../verdict/compiled.ts';

async function generated(schema: JsonSchema, schemas: Record<string, JsonSchema> = {}) {
  const files = await generate(contractOf(bodyContract(schema, schemas)));
  const text = files.find(({ path }) => path === 'contract.js')?.text ?? '';
  const { contract } = await importText<{ contract: CompiledContract }>(text);
  const content = contract.operations[0]?.responses[0]?.content[0];
  if (content === undefined) throw new Error('no content');
  return { content, text, functions: text.match(/^function \w+/gm)?.length ?? 0 };
}

const Name = { type: 'string', maxLength: 200, pattern: `^[${'a-z'.repeat(60)}]+$` };

const Base = { type: 'object', properties: { id: { type: 'string' } } };

test('what is the same in both readings is one function', async () => {
  expect(await generated({ $ref: '#/components/schemas/Name' }, { Name })).toMatchObject({ functions: 1 });
});

test('what is the same by another name is one function', async () => {
  const names = { A: Name, B: { ...Name }, C: { $ref: '#/components/schemas/B' } };
  const items = Object.keys(names).map((name) => ({ $ref: `#/components/schemas/${name}` }));
  expect(await generated({ type: 'array', prefixItems: items }, names)).toMatchObject({ functions: 2 });
});

test('a small schema is copied, a large one is called', async () => {
  const pair = {
    small: { $ref: '#/components/schemas/Small' },
    large: { $ref: '#/components/schemas/Name' },
  };
  const { text } = await generated(
    { type: 'array', prefixItems: Object.values(pair) },
    { Small: { type: 'string' }, Name },
  );
  expect(text.match(/!validate\d+\(/g)).toHaveLength(1);
});

test('names that are spoken of are not kept where nobody asks', async () => {
  const whole = { anyOf: [{ $ref: '#/components/schemas/Base' }, { type: 'null' }] };
  const { content, text } = await generated(whole, { Base });
  const lines = text.split('\n').filter((line) => line.includes('evaluated'));
  expect(lines.map((line) => line.slice(0, 18))).toEqual(['function validate0']);
  expect(content.strict.name).toBe('validate0');
});

test('nothing that serves errors is left', async () => {
  const { text } = await generated({
    type: 'object',
    properties: {
      list: { type: 'array', uniqueItems: true, contains: { const: { a: 1 } } },
      text: { type: 'string', minLength: 2 },
    },
    oneOf: [{ required: ['text'] }, { required: ['list'] }],
    dependentRequired: { text: ['list'] },
  });
  expect(text).not.toMatch(/vErrors|\.errors\b|instancePath/);
});
