import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defects } from '../../src/contract/defects.ts';

test('docs/contracts.md has the table of the code: each kind, its outcome and how it is read', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/contracts.md'), 'utf8');
  const rows = Object.entries(defects).map(
    ([kind, { outcome, meaning, effect }]) => `| \`${kind}\` | ${outcome} | ${meaning} | ${effect} |`,
  );
  const table = text.slice(text.indexOf('| kind |'), text.indexOf('\n\n## Shapes'));
  expect(table.split('\n').slice(2)).toEqual(rows);
});
