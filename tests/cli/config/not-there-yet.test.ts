// What a young project's config names and does not have yet: each is told, and nothing stops for it.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../run.ts';

const contract = `openapi: 3.1.0
info: { title: Rooms, version: '1' }
paths:
  /rooms:
    get: { operationId: listRooms, responses: { '204': { description: none } } }
`;

async function project(): Promise<string> {
  const folder = relative('.', await mkdtemp(join(tmpdir(), 'driftgate-young-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'recordings'));
  await writeFile(join(folder, 'api.yaml'), contract);
  const config = { contract: 'api.yaml', recordings: ['recordings'], baseline: 'typo.json' };
  await writeFile(join(folder, 'driftgate.config.json'), JSON.stringify(config, undefined, 2));
  return folder;
}

test.each([
  ['check', 200, 'told', 1],
  ['check', 204, 'not told', 0],
  ['baseline update --reason told', 200, 'not told', 0],
])('%s of status %i with a baseline that is not there: %s', async (words, status, told, exit) => {
  const folder = await project();
  const exchange = {
    request: { method: 'GET', url: '/rooms' },
    response: { status, headers: [] },
  };
  await writeFile(join(folder, 'recordings', 'a.ndjson'), `${JSON.stringify(exchange)}\n`);
  const file = join(folder, 'driftgate.config.json');
  const { code, stderr } = await run([...words.split(' '), '--config', file]);
  const note = `${file}:6:3: note: no baseline is at ${folder}/typo.json yet, so that every finding is new\n`;
  expect(stderr).toBe(told === 'told' ? note : '');
  expect(code).toBe(exit);
});

test('docs check with an empty folder of recordings', async () => {
  const folder = await project();
  const file = join(folder, 'driftgate.config.json');
  const lock = join(folder, 'api.page.json');
  await writeFile(lock, JSON.stringify({ version: 1, pages: [] }));
  const { code, stderr } = await run(['docs', 'check', '--config', file, '--no-baseline']);
  expect(stderr).toContain(`note: no traffic is looked at: ${folder}/recordings: holds no recording\n`);
  expect(stderr).not.toContain('error');
  expect(code).toBe(3);
});
