// What stands where a file is expected: folders, devices, pipes, links in a circle. Each ends with one line, and none is waited for.
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inOneFolder } from './folder.ts';
import { run } from './run.ts';

inOneFolder(() => {
  writeFileSync(
    'api.json',
    JSON.stringify({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths: {} }),
  );
  writeFileSync('ok.ndjson', '{"request":{"method":"GET","url":"/x"},"response":{"status":200}}\n');
  mkdirSync('folder');
  mkdirSync('recordings');
  symlinkSync('circle', 'circle');
  expect(spawnSync('mkfifo', ['pipe', 'recordings/pipe']).status).toBe(0);
});

type Row = readonly [command: string, code: number, message: string];
test.each<Row>([
  ['check circle --contract api.json', 2, 'circle: error: no such file'],
  ['check ok.ndjson --contract circle', 2, 'circle: error: this file can not be read (ELOOP)'],
  ['check ok.ndjson --contract api.json --baseline circle', 2, 'circle: error: could not be read: ELOOP'],
  ['check ok.ndjson --contract api.json --baseline folder', 2, 'folder: error: is a folder'],
  ['check ok.ndjson --contract api.json --baseline pipe', 2, 'pipe: error: is no regular file'],
  ['check ok.ndjson --contract api.json --baseline /dev/zero', 2, '/dev/zero: error: is no regular file'],
  ['check ok.ndjson --contract api.json --config pipe', 2, 'pipe: error: the config is no regular file'],
  ['check ok.ndjson --contract api.json --config folder', 2, 'folder: error: this is a folder'],
  ['check /dev/zero --contract api.json', 2, '/dev/zero: error: no recording of a known format'],
  ['check /dev/null --contract api.json', 3, '/dev/null: the recording holds no exchange'],
  ['check recordings --contract api.json', 3, 'recordings/pipe: is no regular file [exchange-unreadable]'],
  ['redact pipe', 2, 'pipe: error: is no regular file'],
  ['redact /dev/zero', 2, '/dev/zero: error: is no regular file'],
  ['redact --check circle', 2, 'circle: error: could not be read: ELOOP'],
  ['merge /dev/zero --contract api.json', 2, '/dev/zero: error: has a line of more than 256 MiB'],
])('%s', async (command, code, message) => {
  const ran = await run(command.split(' '));
  expect({ ...ran, all: ran.stdout + ran.stderr }).toMatchObject({
    code,
    all: expect.stringContaining(message),
  });
});

test('a file that the system refuses where nobody expects it is no mistake of ours', async () => {
  const { code, stderr } = await run(['generate', '--contract', 'api.json', '--out', 'ok.ndjson/x']);
  expect(code).toBe(2);
  expect(stderr).toContain('ENOTDIR');
});
