import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/cli/config-file.ts';
import { isData, keepConfig, keptConfig } from '../../src/cli/config-kept.ts';

describe('data', () => {
  test.each([
    ['literals', "export default { contract: 'a.yaml', failOn: \"never\", recordings: ['a', 'b'] };"],
    ['numbers and words', 'export default { maxAge: 1.5, split: true, x: null, y: -1 };'],
    ['a type', "import type { Config } from 'driftgate';\n\nexport default {} satisfies Config;\n"],
    [
      'our own call',
      "import { defineConfig } from 'driftgate';\nexport default defineConfig({ split: false });",
    ],
    ['comments', "// a: b()\nexport default {\n  /* c */ contract: 'a.yaml', // 'd'\n};"],
    [
      'what looks like code in a string',
      "export default { contract: 'f(x)', exclude: ['// a', \"it's\", '\\''] };",
    ],
    ['names in quotes', "export default { rules: { 'enum-value-undocumented': 'off' } } as const;"],
  ])('%s', (_, text) => expect(isData(text)).toBe(true));

  test.each([
    ['a variable', 'export default { contract: file };'],
    ['the environment', 'export default { contract: process.env.CONTRACT };'],
    ['a call', "export default { contract: path('a') };"],
    [
      'a call of the same name from elsewhere',
      "import { defineConfig } from './own';\nexport default defineConfig({});",
    ],
    ['a variable before it', "const a = 'b';\nexport default { contract: a };"],
    ['statements', 'go();\nexport default {};'],
    ['a template', 'export default { contract: `a` };'],
    ['a spread', 'export default { ...base };'],
    ['a shorthand', 'export default { contract };'],
    ['a name that is computed', "export default { ['contract']: x };"],
    ['a function', 'export default { live: { derive() {} } };'],
    ['a choice', 'export default { split: true ? a : false };'],
    ['a regular expression', 'export default { contract: /a/ };'],
    ['an import beside it', "import 'a';\nexport default {};"],
    ['a prototype', "export default { __proto__: { contract: 'a' } };"],
    ['CommonJS', 'module.exports = {};'],
    ['a string that does not end', "export default { contract: 'a };"],
  ])('not %s', (_, text) => expect(isData(text)).toBe(false));
});

describe('what is kept', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'config-kept-'));
    mkdirSync(join(root, 'node_modules'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const text = "export default { contract: 'a.yaml' };";
  const cache = () => join(root, 'node_modules/.cache/driftgate');
  const path = () => join(root, 'driftgate.config.mjs');

  test('is what was read, for that text alone', () => {
    expect(keptConfig(path(), text)).toBe(undefined);
    keepConfig(path(), text, { contract: 'a.yaml' });
    expect(keptConfig(path(), text)).toEqual({ contract: 'a.yaml' });
    expect(keptConfig(path(), `${text} `)).toBe(undefined);
  });

  test('is not trusted where another version wrote it, or where it is damaged', () => {
    const [name = ''] = readdirSync(cache());
    const kept = readFileSync(join(cache(), name), 'utf8');
    writeFileSync(join(cache(), name), kept.replace(/"version":"[^"]*"/, '"version":"0.0.0"'));
    expect(keptConfig(path(), text)).toBe(undefined);
    writeFileSync(join(cache(), name), kept.slice(1));
    expect(keptConfig(path(), text)).toBe(undefined);
  });

  test('is what the next run takes, and nothing that was found wrong', async () => {
    rmSync(cache(), { recursive: true });
    writeFileSync(path(), 'export default { contrat: 1 };');
    await expect(loadConfig(root, undefined)).rejects.toThrow('unknown key "contrat"');
    expect(existsSync(cache())).toBe(false);
    writeFileSync(path(), text);
    expect((await loadConfig(root, undefined)).config).toEqual({ contract: 'a.yaml' });
    const [name = ''] = readdirSync(cache());
    const kept = readFileSync(join(cache(), name), 'utf8');
    writeFileSync(join(cache(), name), kept.replace('{"contract":"a.yaml"}', '{"contract":"kept.yaml"}'));
    expect((await loadConfig(root, undefined)).config).toEqual({ contract: 'kept.yaml' });
  });
});
