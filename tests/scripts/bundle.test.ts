// What is shipped as bundles: what the command line imports from outside has to be there where the package is installed; CommonJS judges as
// the ES modules do.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleCommandLine, bundleCommonJs } from '../../scripts/bundle.ts';
import * as apig from '../../src/generated/apig/index.js';
import { contractMatchers } from '../../src/vitest/jest.ts';

const root = join(import.meta.dirname, '../..');
const IMPORT = /\b(?:from|import)\s*\(?\s*["'`]((?:@[^"'`/]+\/)?[a-z][^"'`/:]*)(?:\/[^"'`]*)?["'`]/g;

test('the built command line imports nothing but dependencies of the package', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    await bundleCommandLine(join(root, 'src'), folder);
    const code = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const imported = new Set(code.flatMap((text) => [...text.matchAll(IMPORT)].map(([, one]) => one)));
    const { name, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const known = new Set([name, ...Object.keys(dependencies)]);
    expect(imported.size).toBeGreaterThan(5);
    expect([...imported].filter((one) => !known.has(one))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the CommonJS build loads without a single import and says what the ES modules say', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'common-js-'));
  try {
    await bundleCommonJs(join(root, 'src'), folder);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    for (const file of files)
      expect(readFileSync(join(folder, file), 'utf8'), file).not.toMatch(
        /^(?:import|export)\b|[^.\w]import\(/m,
      );
    const load = createRequire(join(folder, 'package.json'));
    for (const entry of ['runtime', 'nock', 'msw'])
      expect(Object.keys(load(`./${entry}/index.js`))).not.toEqual([]);
    const common = load('./generated/apig/index.js') as typeof apig;
    const matchers = load('./vitest/jest.js') as { readonly contractMatchers: typeof contractMatchers };
    const response = {
      method: 'GET',
      url: 'https://apig.cn-north-4.myhuaweicloud.com/v2/p/apigw/instances/i',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: { id: 5, more: 1 },
    };
    const say = async (one: typeof contractMatchers, contract: typeof apig.contract): Promise<string> =>
      (await one(contract).toMatchContract(response)).message();
    const said = await say(matchers.contractMatchers, common.contract);
    expect(said).toContain('[property-undocumented]');
    expect(said).toBe(await say(contractMatchers, apig.contract));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
