import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyShared, inOneFolder } from '../folder.ts';
import { run } from '../run.ts';

const scenarios = join(import.meta.dirname, '../../scenarios');
inOneFolder(copyShared);

test('the report in HTML draws the matrix once a page was reviewed', async () => {
  cpSync(join(scenarios, 'three-sides'), '.', { recursive: true });
  await run(['check', '--format', 'html', '-o', 'before.html']);
  const kinds = ['docs-sample-type-mismatch', 'docs-sample-property-undocumented'];
  const reasons = ['reviewed', ...kinds.map((code) => `${code}=told`)].flatMap((text) => ['--reason', text]);
  await run(['docs', 'accept', 'getThing.md', ...reasons]);
  const { code } = await run(['check', '--format', 'html', '-o', 'after.html', '--format', 'ndjson']);
  const [before, after] = ['before.html', 'after.html'].map((file) => readFileSync(file, 'utf8'));
  expect(code).toBe(1);
  expect(before).not.toContain('aria-label="matrix of');
  expect(after).toContain('aria-label="matrix of getThing 200"');
  expect(after).toContain('/colour');
  expect(after).not.toContain('aria-label="matrix of listThings');
});
