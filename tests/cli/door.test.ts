// Text from outside, through every command and format that shows it: nothing of it is obeyed by a terminal or by a log runner.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatNames } from '../../src/cli/run/outputs.ts';
import { run } from './run.ts';

const PAYLOADS = [
  '\u001b[2J',
  '\u009b31m',
  '\u001b]8;;https://x.example\u0007',
  '\u202e',
  '\u2066',
  '\u2028',
  '\u200b',
];
const RAW = /[\p{Cf}\p{Zl}\p{Zp}]|(?![\t\r\n])\p{Cc}|##(?:\w*\[)/u;

const home = process.cwd();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'door-'));
  process.chdir(folder);
  const name = `a${PAYLOADS.join('b')}##[error]c##vso[task.x]d`;
  const schema = { type: 'object', required: ['id'], properties: { id: { type: 'string', enum: ['a'] } } };
  const operation = {
    operationId: 'getThing',
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } },
  };
  const api = {
    openapi: '3.1.0',
    info: { title: name, version: '1' },
    paths: { '/t/{id}': { get: operation } },
  };
  writeFileSync('api.json', JSON.stringify(api));
  const line = (url: string, body: object) =>
    `${JSON.stringify({ request: { method: 'GET', url }, response: { status: 200, headers: { 'content-type': 'application/json' }, body } })}\n`;
  writeFileSync(
    't.ndjson',
    [line('/t/1', { id: name, [name]: name }), line(`/x/${name}`, {}), `{"request": "${name}"}\n`].join(''),
  );
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const rows: readonly string[] = [
  ...formatNames.map((format) => `check t.ndjson --format ${format}`),
  'check t.ndjson --verbose',
  'propose t.ndjson',
  'matrix t.ndjson',
  'matrix t.ndjson --format markdown',
  'matrix t.ndjson --format json',
  'baseline update t.ndjson --reason r --baseline b.json',
  'selftest',
];
test.each(rows)('%s', async (words) => {
  const { code, stdout, stderr } = await run([...words.split(' '), '--contract', 'api.json']);
  expect(code).toBeLessThan(70);
  expect(`${stdout}${stderr}`).not.toMatch(RAW);
  expect(`${stdout}${stderr}`).not.toBe('');
});

test('a message for an argument from outside', async () => {
  const { code, stderr } = await run(['check', `x${PAYLOADS.join('y')}`, '--contract', 'api.json']);
  expect(code).toBe(2);
  expect(stderr).not.toMatch(RAW);
});
