import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { folderInRepository } from '../../../src/cli/run/repository.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'driftgate-repository-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));
for (const folder of ['plain', 'git/.git', 'git/packages/api', 'worktree/deep'])
  mkdirSync(join(root, folder), { recursive: true });
writeFileSync(join(root, 'worktree/.git'), 'gitdir: elsewhere\n');

test.each<readonly [string, Record<string, string>, string]>([
  ['git/packages/api', {}, 'packages/api'],
  ['git', {}, ''],
  ['worktree/deep', {}, 'deep'],
  ['git/packages/api', { GITHUB_WORKSPACE: root }, 'git/packages/api'],
  ['git/packages/api', { CI_PROJECT_DIR: join(root, 'git/packages') }, 'api'],
  ['git/packages/api', { GITHUB_WORKSPACE: join(root, 'plain') }, 'packages/api'],
  ['git/packages/api', { GITHUB_WORKSPACE: '' }, 'packages/api'],
])('%s with %j is %j', (cwd, env, folder) => {
  expect(folderInRepository({ cwd: join(root, cwd), env })).toBe(folder);
});
