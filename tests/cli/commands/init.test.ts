// A project of its own for each row: what is written, that it passes its own gate, and that nothing else is touched.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withScripts } from '../../../src/cli/init/project.ts';
import { inNewFolders } from '../folder.ts';
import { run } from '../run.ts';

inNewFolders();

const commonJs =
  '{\n  "name": "shop",\n  "scripts": {\n    "test": "node --test"\n  },\n  "type": "commonjs"\n}\n';

describe('init', () => {
  test.each([
    ['CommonJS', commonJs, undefined, 'driftgate.config.mjs'],
    ['no type', '{"name":"shop"}', undefined, 'driftgate.config.mjs'],
    ['modules', '{"name":"shop","type":"module"}', undefined, 'driftgate.config.js'],
    ['modules and a tsconfig', '{"type":"module"}', 'tsconfig.json', 'driftgate.config.ts'],
    ['a tsconfig', commonJs, 'tsconfig.json', 'driftgate.config.mts'],
    [
      'TypeScript as a dependency',
      '{"type":"module","devDependencies":{"typescript":"7"}}',
      undefined,
      'driftgate.config.ts',
    ],
  ])('%s: passes its own gate and shows the first finding', async (_what, manifest, extra, config) => {
    writeFileSync('package.json', manifest);
    if (extra !== undefined) writeFileSync(extra, '{}');
    expect(await run(['init'])).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync('.').filter((name) => name.startsWith('driftgate.config'))).toEqual([config]);
    const checked = await run(['check']);
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(checked.stdout).toContain('undocumented property "shelf" [property-undocumented]');
    expect(checked.stdout).toContain('1 known');
    expect((await run(['check', '--no-baseline'])).code).toBe(1);
    expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({
      scripts: { drift: 'driftgate check' },
    });
  });

  test('of modules: generate runs, and the gate uses what it wrote', async () => {
    writeFileSync('package.json', '{"type":"module"}');
    await run(['init']);
    expect((await run(['generate'])).code).toBe(0);
    expect(existsSync('src/generated/contract.js')).toBe(true);
    expect((await run(['check'])).code).toBe(0);
  });

  test.each([
    ['pnpm-lock.yaml', '      - run: corepack enable\n      - run: pnpm install --frozen-lockfile\n'],
    ['yarn.lock', '      - run: corepack enable\n      - run: yarn install --immutable\n'],
    ['package-lock.json', '      - run: npm ci\n'],
  ])('the workflow installs what %s says', async (lock, steps) => {
    writeFileSync('package.json', '{}');
    writeFileSync(lock, '');
    await run(['init']);
    expect(readFileSync('.github/workflows/driftgate.yml', 'utf8')).toContain(steps);
  });

  test.each([
    ['a lock file of its own', 'services/parcels/package-lock.json', '      - run: npm ci\n'],
    ['that of the workspace', 'pnpm-lock.yaml', '      - run: pnpm install --frozen-lockfile\n'],
  ])('in a subfolder of a repository with %s, the workflow stands at its root', async (_what, lock, step) => {
    const inside = resolve('services/parcels');
    mkdirSync('.git');
    mkdirSync(inside, { recursive: true });
    writeFileSync(lock, '');
    process.chdir(inside);
    writeFileSync('package.json', '{}');
    const path = '../../.github/workflows/driftgate-services-parcels.yml';
    expect((await run(['init'])).stdout).toContain(`${path}: written\n`);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain('name: "driftgate: services/parcels"\n');
    expect(text).toContain('defaults:\n  run:\n    working-directory: "services/parcels"\n\njobs:\n');
    expect(text).toContain(step);
    expect(existsSync('.github')).toBe(false);
    expect((await run(['check'])).code).toBe(0);
  });

  test.each(['driftgate.config.json', 'openapi/contract.yaml', '.github/workflows/driftgate.yml'])(
    '%s in the way: nothing is written',
    async (taken) => {
      writeFileSync('package.json', commonJs);
      const { dirname } = await import('node:path');
      mkdirSync(dirname(taken), { recursive: true });
      writeFileSync(taken, 'mine');
      const ran = await run(['init']);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain(`${taken}: error: is there already, and init overwrites nothing\n`);
      expect(readFileSync(taken, 'utf8')).toBe('mine');
      expect(readFileSync('package.json', 'utf8')).toBe(commonJs);
      expect(existsSync('recordings')).toBe(false);
    },
  );

  test.each([
    ['none', undefined, 'package.json: error: there is no package.json here\n'],
    ['half of one', '{"name":', 'package.json: error: is no JSON object\n'],
    ['a list', '[]', 'package.json: error: is no JSON object\n'],
    [
      'another script of that name',
      '{"scripts":{"drift":"make drift"}}',
      'package.json#/scripts/drift: error: package.json has another script "drift" already\n',
    ],
  ])('a package.json that is %s', async (_what, text, message) => {
    if (text !== undefined) writeFileSync('package.json', text);
    const ran = await run(['init']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(message);
    expect(existsSync('openapi')).toBe(false);
  });
});

const scripts = { drift: 'driftgate check' };

describe('scripts go into the text of package.json', () => {
  test.each([
    [
      'two spaces',
      '{\n  "name": "a",\n  "scripts": {\n    "test": "b"\n  },\n  "files": ["c", "d"]\n}\n',
      '{\n  "name": "a",\n  "scripts": {\n    "test": "b",\n    "drift": "driftgate check"\n  },\n  "files": ["c", "d"]\n}\n',
    ],
    [
      'tabs and CRLF',
      '{\r\n\t"scripts": {\r\n\t\t"test": "b"\r\n\t}\r\n}',
      '{\r\n\t"scripts": {\r\n\t\t"test": "b",\r\n\t\t"drift": "driftgate check"\r\n\t}\r\n}',
    ],
    [
      'no scripts',
      '{\n    "name": "a",\n    "engines": {"node": ">=20"}\n}\n',
      '{\n    "name": "a",\n    "engines": {"node": ">=20"},\n    "scripts": {\n        "drift": "driftgate check"\n    }\n}\n',
    ],
    [
      'empty scripts',
      '{\n  "scripts": {}\n}\n',
      '{\n  "scripts": {\n    "drift": "driftgate check"\n  }\n}\n',
    ],
    ['nothing at all', '{}', '{\n  "scripts": {\n    "drift": "driftgate check"\n  }\n}'],
    [
      'the script is there',
      '{"scripts":{"drift":"driftgate check"}}',
      '{"scripts":{"drift":"driftgate check"}}',
    ],
    [
      'a byte order mark',
      '\uFEFF{\n  "scripts": {"a": "b"}\n}',
      '\uFEFF{\n  "scripts": {"a": "b",\n    "drift": "driftgate check"}\n}',
    ],
  ])('%s', (_what, before, after) => {
    expect(withScripts(before, scripts)).toBe(after);
    expect(JSON.parse(after.replace(/^\uFEFF/, '')).scripts.drift).toBe('driftgate check');
  });
});
