import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defects, outcomeOf } from '../../src/contract/defects.ts';

test('docs/contracts.md has the table of the code: each kind, its outcome and how it is read', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/contracts.md'), 'utf8');
  const kinds = Object.keys(defects) as (keyof typeof defects)[];
  const rows = kinds.map((kind) => {
    const { meaning, effect } = defects[kind];
    return `| \`${kind}\` | ${outcomeOf(kind)} | ${meaning} | ${effect} |`;
  });
  const table = text.slice(text.indexOf('| kind |'), text.indexOf('\n\n## Shapes'));
  expect(table.split('\n').slice(2)).toEqual(rows);
});
