// What the config may say, and what its settings mean.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../../src/cli/config/check.ts';
import { createLevels } from '../../../src/cli/config/levels.ts';
import { type Config, defineConfig, type RuleLevel } from '../../../src/config.ts';
import { namePatterns } from '../../../src/lib/name-patterns.ts';
import { run } from '../run.ts';

const placeOf = (keys: readonly string[]) => ({
  file: 'c.ts',
  pointer: keys.map((key) => `/${key}`).join(''),
});

describe('refused, with the key', () => {
  const rows: readonly [value: unknown, pointer: string, message: RegExp, fix?: string][] = [
    [undefined, '', /no default export/],
    [null, '', /^the config is null; it must be an object/],
    [[], '', /^the config is an empty list/],
    [() => ({}), '', /^the config is a function/],
    [{ contract: 1 }, '/contract', /^contract is 1; it must be a string/],
    [{ contract: '' }, '/contract', /must be a string/],
    [
      { compiled: 'gen/bank.js' },
      '/compiled',
      /must be a path that ends in contract\.js, contract\.mjs or contract\.cjs/,
    ],
    [{ recordings: 'a.har' }, '/recordings', /must be a list of strings/],
    [{ recordings: ['a.har', 1] }, '/recordings/1', /^recordings\.1 is 1;/],
    [{ failon: 'error' }, '/failon', /^unknown key "failon"; known: /, 'did you mean failOn?'],
    [{ failOn: 'warn' }, '/failOn', /^failOn is "warn"; it must be one of error, warning, never/],
    [{ allow: ['GET /health'] }, '/allow', /does not name what may go unchecked/],
    [{ rules: { a: 'of' } }, '/rules/a', /^rules\.a is "of"/, 'did you mean off?'],
    [
      { rules: { a: { levle: 'off' } } },
      '/rules/a/levle',
      /unknown key "rules\.a\.levle"/,
      'did you mean level?',
    ],
    [
      { rules: { a: { pointers: { '/x': 'info' } } } },
      '/rules/a/pointers//x',
      /must be one of error, warning, off/,
    ],
    [{ rules: { a: { pointers: { x: 'off' } } } }, '/rules/a/pointers/x', /"x" is no JSON pointer/],
    [{ minCoverage: { statuses: 101 } }, '/minCoverage/statuses', /must be a number from 0 to 100/],
    [{ minCoverage: { statuses: Number.NaN } }, '/minCoverage/statuses', /must be a number/],
    [
      { live: { parameters: { id: { env: 'ID' } } } },
      '/live/parameters/id',
      /must be a string, a number, true, false or a list of those/,
    ],
    [{ live: { parameters: { id: ['a', null] } } }, '/live/parameters/id', /must be a string/],
    [{ live: { probes: { operation: 'x' } } }, '/live/probes', /must be a list/],
    [
      { live: { probes: [{ operation: 'x', parameter: {} }] } },
      '/live/probes/0/parameter',
      /unknown key "live\.probes\.0\.parameter"/,
      'did you mean parameters?',
    ],
    [
      { live: { probes: [{ operation: 'x', headers: { 'X-Key': undefined } }] } },
      '/live/probes/0/headers/X-Key',
      /must be a string/,
    ],
    [{ live: { derive: 'no' } }, '/live/derive', /must be true or false/],
    [JSON.parse('{"__proto__": {}}'), '/__proto__', /unknown key "__proto__"/],
    [{ constructor: 'x' }, '/constructor', /unknown key "constructor"/],
  ];
  test.each(rows)('%j', (value, pointer, message, fix) => {
    expect(() => checkConfig(value, placeOf)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
        place: { file: 'c.ts', pointer },
        ...(fix === undefined ? {} : { fix }),
      }),
    );
  });
});

test('what is gone is told what replaces it', () => {
  expect(() => checkConfig({ allowFormats: ['a'] }, placeOf)).toThrow(
    expect.objectContaining({
      message: '"allowFormats" is no longer a key of the config',
      fix: expect.stringContaining('formats'),
    }),
  );
  expect(() => checkConfig({ allowBrokenExamples: true }, placeOf)).toThrow(
    expect.objectContaining({ fix: expect.stringContaining('driftgate lint') }),
  );
});

test('everything that it may say is taken as it is', () => {
  const config = defineConfig({
    contract: 'api.yaml',
    compiled: 'gen/contract.js',
    recordings: ['a', 'b/**'],
    exclude: [],
    baseline: 'b.json',
    failOn: 'never',
    allow: ['operation-undocumented: GET /health'],
    rules: { a: 'off', b: { level: 'error', operations: { op: 'warning' }, pointers: { '/x/*': 'off' } } },
    minCoverage: { operations: 100, statuses: 0 },
    headersAllowed: ['x-trace'],
    lint: 'strict',
    formats: { snowflake: /^\d+$/ },
    typesFrom: '../model.js',
  });
  expect(checkConfig(config, placeOf)).toBe(config);
});

test('a level for a code that does not exist is refused where it stands', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  const home = process.cwd();
  const api = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} };
  writeFileSync(join(folder, 'api.json'), JSON.stringify(api));
  writeFileSync(
    join(folder, 'driftgate.config.json'),
    '{\n  "contract": "api.json",\n  "rules": { "property-undocumentd": "off" }\n}\n',
  );
  process.chdir(folder);
  const { code, stderr } = await run(['check']);
  process.chdir(home);
  rmSync(folder, { recursive: true });
  expect(stderr).toMatch(
    /^driftgate\.config\.json:3:14: error: unknown code "property-undocumentd"; known: .*\n {2}fix: did you mean property-undocumented\?\n$/,
  );
  expect(code).toBe(2);
});

describe('levels: the most particular setting wins', () => {
  const rule = {
    level: 'error',
    operations: { getThing: 'warning', constructor: 'off' },
    pointers: { '/list/*/id': 'off', '/id': 'error' },
  } as const;
  const rows: readonly [
    rules: Config['rules'],
    code: string,
    pointer: string,
    operation: string | undefined,
    level: RuleLevel,
  ][] = [
    [undefined, 'a', '', undefined, 'warning'],
    [{}, 'a', '', undefined, 'warning'],
    [{ b: 'off' }, 'a', '', undefined, 'warning'],
    [{ a: 'off' }, 'a', '', undefined, 'off'],
    [{ a: rule }, 'a', '/x', undefined, 'error'],
    [{ a: rule }, 'a', '/x', 'getThing', 'warning'],
    [{ a: rule }, 'a', '/x', 'toString', 'error'],
    [{ a: rule }, 'a', '/list/7/id', 'getThing', 'off'],
    [{ a: rule }, 'a', '/list/7/id/x', 'getThing', 'warning'],
    [{ a: rule }, 'a', '/list/id', 'getThing', 'warning'],
    [{ a: rule }, 'a', '/id', 'getThing', 'error'],
    [{ a: { pointers: {} } }, 'a', '/id', undefined, 'warning'],
    [{ a: 'off' }, 'toString', '', undefined, 'warning'],
  ];
  test.each(rows)('%j: %s at "%s" of %s is %s', (rules, code, pointer, operation, level) => {
    expect(createLevels(rules)({ code, pointer }, operation, 'warning')).toBe(level);
  });
});

describe('what may go unchecked', () => {
  const rows: readonly [allow: string, name: string, allowed: boolean][] = [
    ['a: GET /x', 'a: GET /x', true],
    ['a: GET /x', 'a: GET /x/y', false],
    ['a: GET /x', 'b: GET /x', false],
    ['a: GET /x*', 'a: GET /x', true],
    ['a: GET /x/*', 'a: GET /x/y/z', true],
    ['a: * /x', 'a: POST /x', true],
    ['a: * /x', 'a: POST /x/y', false],
    ['a: GET /*/y/*/z', 'a: GET /1/y/2/z', true],
    ['a: GET /*/y/*/z', 'a: GET /1/y/z', false],
    ['a: GET /ab*ba', 'a: GET /aba', false],
    ['a: GET /x.y', 'a: GET /x-y', false],
    [`a: ${'*a'.repeat(50)}b`, `a: ${'a'.repeat(5000)}`, false],
  ];
  test.each(rows)('%s / %s', (allow, name, allowed) => {
    expect(namePatterns([allow])(name)).toBe(allowed);
  });
});
