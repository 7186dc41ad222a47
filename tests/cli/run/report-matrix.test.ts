import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from '../run.ts';

const scenarios = join(import.meta.dirname, '../../scenarios');
const home = process.cwd();
const work = mkdtempSync(join(tmpdir(), 'matrix-'));

afterAll(() => {
  process.chdir(home);
  rmSync(work, { recursive: true, force: true });
});

test('the report in HTML draws the matrix once a page was reviewed', async () => {
  cpSync(join(scenarios, 'shared'), work, { recursive: true });
  cpSync(join(scenarios, 'three-sides'), work, { recursive: true });
  process.chdir(work);
  await run(['check', '--format', 'html', '-o', 'before.html']);
  const kinds = ['docs-sample-type-mismatch', 'docs-sample-property-undocumented'];
  const reasons = ['reviewed', ...kinds.map((code) => `${code}=told`)].flatMap((text) => ['--reason', text]);
  await run(['docs', 'accept', 'getThing.md', ...reasons]);
  const { code } = await run(['check', '--format', 'html', '-o', 'after.html', '--format', 'ndjson']);
  const [before, after] = ['before.html', 'after.html'].map((file) => readFileSync(join(work, file), 'utf8'));
  expect(code).toBe(1);
  expect(before).not.toContain('aria-label="matrix of');
  expect(after).toContain('aria-label="matrix of getThing 200"');
  expect(after).toContain('/colour');
  expect(after).not.toContain('aria-label="matrix of listThings');
});
