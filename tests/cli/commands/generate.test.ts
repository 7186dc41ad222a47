import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../run.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-generate-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
  cpSync(join(import.meta.dirname, '../../scenarios/shared/openapi.yaml'), join(folder, 'openapi.yaml'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function generated(compiled: string, ...flags: readonly string[]) {
  const config = join(folder, 'driftgate.config.json');
  writeFileSync(
    config,
    JSON.stringify({ contract: join(folder, 'openapi.yaml'), compiled: join(folder, 'gen', compiled) }),
  );
  const { code, stdout, stderr } = await run(['generate', '--config', config, ...flags], { cwd: folder });
  if (code === 2) throw new Error(stderr);
  const said = (stdout + stderr).replaceAll(`${folder}/`, '');
  const files = readdirSync(join(folder, 'gen'), { recursive: true, encoding: 'utf8' }).sort();
  return { code, said, files };
}

test('with another extension, what was written with the one before is told and removed, and nothing else', async () => {
  await generated('contract.js');
  const own = ['gen/detail.cjs', 'gen/notes.js', 'gen/operations/own.mjs'];
  for (const file of own) writeFileSync(join(folder, file), '// mine\n');
  const checked = await generated('contract.mjs', '--check');
  expect(checked.said).toContain(
    'gen/contract.d.ts: error: left over: compiled has another extension\ngen/contract.js: error: left over',
  );
  const { said, files } = await generated('contract.mjs');
  expect(said).toContain('gen/contract.js: removed, compiled has another extension now\n');
  expect(said).toContain('gen/package.json: removed');
  expect(said).toMatch(/gen\/operations: 4 of 4 files written, 4 with another extension removed\n/);
  expect(files.filter((file) => !/\.(?:d\.mts|mjs)$/.test(file))).toEqual([
    'detail.cjs',
    'notes.js',
    'operations',
    'types.ts',
  ]);
  expect(await generated('contract.mjs', '--check')).toMatchObject({ code: 0, said: '' });
});

test('an operation that is gone takes its module with it', async () => {
  await generated('contract.js');
  const text = readFileSync(join(folder, 'openapi.yaml'), 'utf8');
  writeFileSync(join(folder, 'openapi.yaml'), text.replace(/operationId: \w+/, 'operationId: other'));
  const { said, files } = await generated('contract.js');
  expect(said).toMatch(/ of 4 files written, 2 of operations that are gone removed\n$/m);
  expect(files).toContain('operations/other.js');
});

test('a package.json that does not stand beside our modules stays', async () => {
  mkdirSync(join(folder, 'gen'));
  writeFileSync(join(folder, 'gen/package.json'), '{ "type": "module" }\n');
  expect((await generated('contract.mjs')).files).toContain('package.json');
});
