// In a CommonJS project, as npm 11's `npm init` makes it: the config and what `generate` writes load as ES modules, or as `.cjs`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const bin = join(import.meta.dirname, '../../src/cli/bin.ts');
const shared = join(import.meta.dirname, '../scenarios/shared');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'common-js-'));
  write('package.json', '{ "type": "commonjs" }');
  write('openapi.yaml', readFileSync(join(shared, 'openapi.yaml'), 'utf8'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function node(...argv: readonly string[]): { readonly code: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}

const exchange = {
  request: { method: 'GET', url: '/things/1' },
  response: { status: 200, headers: { 'content-type': 'application/json' }, body: { id: '1' } },
};

describe('the config names a compiled contract', () => {
  test.each([
    [
      'js',
      'driftgate.config.ts',
      "export default { contract: 'openapi.yaml', compiled: CONTRACT as string };",
    ],
    ['mjs', 'driftgate.config.js', "export default { contract: 'openapi.yaml', compiled: CONTRACT };"],
    ['cjs', 'driftgate.config.js', "module.exports = { contract: 'openapi.yaml', compiled: CONTRACT };"],
  ])('contract.%s', { timeout: 60_000 }, (extension, config, text) => {
    write(
      config,
      config.endsWith('.ts')
        ? `import { name } from './name.ts';\n${text.replace('CONTRACT', 'name')}`
        : text.replace('CONTRACT', `'gen/contract.${extension}'`),
    );
    write('name.ts', `export const name: string = 'gen/contract.${extension}';\n`);
    write('one.ndjson', `${JSON.stringify(exchange)}\n`);
    expect(node(bin, 'generate')).toMatchObject({
      code: 0,
      output: expect.stringContaining(`gen/contract.${extension}: written`),
    });
    expect(node(bin, 'generate', '--check')).toEqual({ code: 0, output: '' });
    expect(node('-p', `require('./gen/contract.${extension}').contract.operations.length`)).toEqual({
      code: 0,
      output: '2\n',
    });
    rmSync(join(folder, 'openapi.yaml'));
    write(config, readFileSync(join(folder, config), 'utf8').replace("contract: 'openapi.yaml', ", ''));
    expect(node(bin, 'check', 'one.ndjson', '--no-cache')).toMatchObject({
      code: 0,
      output: expect.stringContaining('passed'),
    });
  });
});

test('a package.json of somebody else in the folder stays, and generate says so', () => {
  mkdirSync(join(folder, 'gen'));
  write('gen/package.json', '{}');
  expect(node(bin, 'generate', '--contract', 'openapi.yaml', '--out', 'gen')).toMatchObject({
    code: 2,
    output: expect.stringContaining('gen/package.json: error: is there and was not written by driftgate'),
  });
});
