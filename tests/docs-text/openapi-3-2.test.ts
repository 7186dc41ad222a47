import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const rows = readFileSync(join(root, 'docs/openapi-3.2.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!feature|---)/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));

test('docs/openapi-3.2.md says of each feature what is done, and where that is tested', () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const [feature, effect, tests] of rows) {
    expect(effect, feature).toMatch(/\b(?:judged|told|read|keeps|find|dialects)\b/);
    expect(existsSync(join(root, `tests/${tests}.test.ts`)), tests).toBe(true);
  }
});
