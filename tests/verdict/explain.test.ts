// A value that is refused and can't be explained is refused all the same.
import { expect, test } from 'vitest';
import type { JsonSchema } from '../../src/model.ts';
import { createValueExplainer } from '../../src/verdict/explain.ts';

test('a schema that is nested deeper than the stack allows', () => {
  const last = 50_000;
  const $defs: Record<string, JsonSchema> = { [`s${last}`]: { type: 'string' } };
  for (let at = 0; at < last; at += 1) $defs[`s${at}`] = { allOf: [{ $ref: `#/$defs/s${at + 1}` }] };
  const explain = createValueExplainer({ schemas: { $defs }, formats: {} });
  const schema = { schema: '/$defs/s0', strict: () => false, open: () => false };
  expect(explain(schema, 1).violations.map(({ code, name }) => [code, name])).toEqual([
    ['rule-violated', 'unexplained'],
  ]);
});
