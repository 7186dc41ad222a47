// What a run loads decides how fast it starts: told by the modules that Node loads, not by a clock.
import { spawn } from 'node:child_process';
import {
  cpSync,
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
import { bundleCommandLine } from '../../scripts/bundle.ts';
import { run } from './run.ts';

const bin = join(import.meta.dirname, '../../src/cli/bin.ts');
const shared = join(import.meta.dirname, '../scenarios/shared');
const compilers = /node_modules\/(ajv|yaml|typescript|openapi-typescript|@apidevtools|rolldown|esbuild)/;
const unwanted = /node_modules\/(?!\.cache)/;

const hook = `data:text/javascript,${encodeURIComponent(`
  // To import them would load Node's streams.
  const { registerHooks } = process.getBuiltinModule('node:module');
  const { appendFileSync } = process.getBuiltinModule('node:fs');
  registerHooks({ load: (url, context, next) => (appendFileSync(process.env.LOADED, url + '\\n'), next(url, context)) });
  process.on('exit', () => appendFileSync(process.env.LOADED, process.moduleLoadList.join('\\n')));
`)}`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
});
const home = process.cwd();
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

function project(name: string, files: Readonly<Record<string, string>> = {}): string {
  const root = join(folder, name);
  cpSync(shared, root, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text);
  return root;
}

type Ran = { readonly code: number | null; readonly stdout: string; readonly loaded: readonly string[] };

let runs = 0;
function start(root: string, argv: readonly string[], program = bin): Promise<Ran> {
  const log = join(folder, `loaded-${runs++}`);
  writeFileSync(log, '');
  const env = { ...process.env, LOADED: log };
  const child = spawn(process.execPath, ['--import', hook, program, ...argv], { cwd: root, env });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  return new Promise((resolve) =>
    child.on('close', (code) => resolve({ code, stdout, loaded: readFileSync(log, 'utf8').split('\n') })),
  );
}

function matching(loaded: readonly string[], pattern: RegExp): readonly string[] {
  return loaded.filter((url) => pattern.test(url));
}

/** The same in this process, where the compilers are loaded once for all. */
function here(root: string, argv: readonly string[]): ReturnType<typeof run> {
  process.chdir(root);
  return run(argv);
}

describe('a run with a fresh compiled module', { timeout: 120_000 }, () => {
  const config = "export default { contract: 'openapi.yaml', compiled: 'gen/contract.js' };\n";
  const files = { 'package.json': '{"type":"module"}', 'driftgate.config.js': config };

  test.each([
    ['clean', 'clean.ndjson', 0],
    ['drifting', 'drift.har', 1],
  ] as const)(
    'loads no package at all, and the slow half only for a %s recording',
    async (name, recording, code) => {
      const root = project(name, files);
      expect((await here(root, ['generate'])).code).toBe(0);
      const ran = await start(root, ['check', recording]);
      expect(ran.code).toBe(code);
      expect(matching(ran.loaded, unwanted)).toEqual([]);
      expect(matching(ran.loaded, /cli\/progress\.ts$/)).toEqual([]);
      expect(matching(ran.loaded, /gen\/contract\.js$/)).toHaveLength(1);
      expect(matching(ran.loaded, /verdict\/check\.ts$/)).toHaveLength(code);
    },
  );

  test('and a stale one is not used', async () => {
    const root = project('stale', files);
    await here(root, ['generate']);
    expect((await here(root, ['check', 'clean.ndjson'])).code).toBe(0);
    edit(join(root, 'openapi.yaml'), '[big, small]', '[small]');
    expect((await here(root, ['check', 'clean.ndjson'])).stdout).toContain('[enum-value-undocumented]');
  });
});

describe('the built command', { timeout: 120_000 }, () => {
  const config = "export default { contract: 'openapi.yaml', compiled: 'gen/contract.js' };\n";
  const files = { 'package.json': '{"type":"module"}', 'driftgate.config.ts': config };
  let built = '';
  beforeAll(async () => {
    built = join(folder, 'dist/cli');
    const root = join(import.meta.dirname, '../..');
    cpSync(join(root, 'package.json'), join(folder, 'package.json'));
    await bundleCommandLine(join(root, 'src'), built);
  });

  test('loads one chunk for a clean recording', async () => {
    const root = project('built', { ...files, 'clean.har': cleanHar() });
    mkdirSync(join(root, 'node_modules'));
    await here(root, ['generate']);
    const program = join(built, 'bin.js');
    const [first, second] = [
      await start(root, ['check', 'clean.har'], program),
      await start(root, ['check', 'clean.har'], program),
    ];
    expect([second.code, second.stdout]).toEqual([0, first.stdout]);
    const own = matching(second.loaded, /^file:/).map((url) => url.slice(url.lastIndexOf('/') + 1));
    const config = expect.stringMatching(/^config-[0-9a-f]+\.mjs$/);
    expect(own).toEqual(['bin.js', 'process.js', 'start.js', config, 'contract.js', 'detail.js']);
    const builtins = matching(second.loaded, /^NativeModule /).map((name) =>
      name.replace('NativeModule ', ''),
    );
    for (const costly of [
      'stream',
      'zlib',
      'crypto',
      'worker_threads',
      'fs/promises',
      'internal/abort_controller',
    ])
      expect(builtins).not.toContain(costly);
  });

  test('loads no more for its version', async () => {
    const ran = await start(folder, ['--version'], join(built, 'bin.js'));
    expect(ran.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(matching(ran.loaded, /^file:/)).toHaveLength(3);
  });
});

/** What the clean NDJSON holds, as a browser would write it. */
function cleanHar(): string {
  const lines = readFileSync(join(shared, 'clean.ndjson'), 'utf8').trim().split('\n');
  const entries = lines.map((line) => {
    const { request, response } = JSON.parse(line);
    const text = JSON.stringify(response.body);
    return {
      request: { method: request.method, url: request.url, headers: [] },
      response: { status: response.status, headers: [], content: { mimeType: 'application/json', text } },
    };
  });
  return JSON.stringify({ log: { version: '1.2', entries } });
}

describe('a contract without a compiled module', { timeout: 120_000 }, () => {
  const argv = ['check', 'drift.har', '--contract', 'openapi.yaml'];

  function cached(name: string): { root: string; cache: string } {
    const root = project(name);
    mkdirSync(join(root, 'node_modules'));
    return { root, cache: join(root, 'node_modules/.cache/driftgate') };
  }

  test('is compiled once', async () => {
    const { root } = cached('once');
    const [first, second] = [await start(root, argv), await start(root, argv)];
    expect(matching(first.loaded, compilers)).not.toEqual([]);
    expect(matching(second.loaded, unwanted)).toEqual([]);
    expect(second.stdout).toBe(first.stdout);
  });

  test('and again when it changes, beside the old one', async () => {
    const { root, cache } = cached('changed');
    const first = await here(root, argv);
    edit(join(root, 'openapi.yaml'), 'openapi:', '# a line more\nopenapi:');
    const changed = await here(root, argv);
    expect(changed.stdout).toBe(first.stdout.replace('openapi.yaml:36:', 'openapi.yaml:37:'));
    expect(changed.stdout).not.toBe(first.stdout);
    expect(entries(cache)).toHaveLength(2);
  });

  test('two processes at once leave one whole entry and say the same', async () => {
    const { root, cache } = cached('twice');
    const [one, two] = await Promise.all([start(root, argv), start(root, argv)]);
    expect(one.stdout).toBe(two.stdout);
    expect(one.code).toBe(1);
    expect(entries(cache)).toHaveLength(1);
    expect(readdirSync(cache).filter((name) => /draft|tmp/.test(name))).toEqual([]);
  });

  test('a damaged index costs time, not the answer', async () => {
    const { root, cache } = cached('damaged');
    const whole = await here(root, argv);
    for (const name of readdirSync(cache))
      if (name.endsWith('.json')) writeFileSync(join(cache, name), '{"no":');
    expect(await here(root, argv)).toEqual(whole);
    expect(await here(root, argv)).toEqual(whole);
  });

  test('leaves nothing behind with --no-cache, or where there is no node_modules', async () => {
    const { root, cache } = cached('told');
    expect((await here(root, [...argv, '--no-cache'])).code).toBe(1);
    expect(existsSync(cache)).toBe(false);
    const bare = project('none');
    expect((await here(bare, argv)).code).toBe(1);
    expect(readdirSync(bare).sort()).toEqual(readdirSync(shared).sort());
  });
});

function entries(cache: string): readonly string[] {
  return readdirSync(cache).filter((name) => !name.endsWith('.json'));
}

function edit(file: string, from: string, to: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}
