// What a run loads decides how fast it starts: told by the modules that Node loads, not by a clock.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleCommandLine, compileAtOnce } from '../../scripts/bundle.ts';
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
let built = '';
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'start-')));
  built = join(folder, 'package/dist/cli');
  const root = join(import.meta.dirname, '../..');
  cpSync(join(root, 'package.json'), join(folder, 'package/package.json'));
  await bundleCommandLine(join(root, 'src'), built);
  // Where a package is installed its dependencies are found from it.
  symlinkSync(join(root, 'node_modules'), join(folder, 'package/node_modules'));
  compileAtOnce(built, root);
}, 120_000);
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
function start(
  root: string,
  argv: readonly string[],
  program = bin,
  more: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const log = join(folder, `loaded-${runs++}`);
  writeFileSync(log, '');
  const env = { ...process.env, ...more, LOADED: log };
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
      expect(matching(ran.loaded, /verdict\/explain\.ts$/)).toHaveLength(code);
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
  test('compiles with the module what it calls, kept as one octet a character', () => {
    const code = readFileSync(join(built, 'start.js'), 'utf8');
    expect(code).toContain('const matchOperation=(function matchOperation(');
    expect(code).toContain('function formatInputError(');
    expect(code).not.toContain('const formatInputError=(');
    expect(code).not.toMatch(/[^\0-\x7f]/);
  });

  test('loads one chunk for a clean recording', async () => {
    const root = project('built', { ...files, 'clean.har': cleanHar() });
    await here(root, ['generate']);
    const program = join(built, 'bin.js');
    const [first, second] = [
      await start(root, ['check', 'clean.har'], program, { XDG_CACHE_HOME: join(folder, 'cache') }),
      await start(root, ['check', 'clean.har'], program, { XDG_CACHE_HOME: join(folder, 'cache') }),
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

  type Cached = { readonly cache: string; readonly go: (more?: readonly string[]) => Promise<Ran> };

  /** A project and a cache folder of the user that is its own. */
  function cached(name: string, base = join(folder, `${name}-cache`)): Cached & { readonly root: string } {
    const root = project(name);
    const env = { XDG_CACHE_HOME: base };
    return {
      root,
      cache: join(base, 'driftgate'),
      go: (more = []) => start(root, [...argv, ...more], join(built, 'bin.js'), env),
    };
  }

  /** Whether the run took the contract from the cache. */
  function isFromCache({ loaded, code }: Ran): boolean {
    expect(code).toBe(1);
    return matching(loaded, compilers).length === 0;
  }

  test('is compiled once', async () => {
    const { go } = cached('once');
    const [first, second] = [await go(), await go()];
    expect([isFromCache(first), isFromCache(second)]).toEqual([false, true]);
    expect(matching(second.loaded, unwanted)).toEqual([]);
    expect(second.stdout).toBe(first.stdout);
  });

  test('and again when it changes, beside the old one', async () => {
    const { root, cache, go } = cached('changed');
    const first = await go();
    edit(join(root, 'openapi.yaml'), 'openapi:', '# a line more\nopenapi:');
    const changed = await go();
    expect(changed.stdout).toBe(first.stdout.replace('openapi.yaml:36:', 'openapi.yaml:37:'));
    expect(changed.stdout).not.toBe(first.stdout);
    expect(entries(cache)).toHaveLength(2);
  });

  test('and again under other options', async () => {
    const { root, go } = cached('options');
    await go();
    writeFileSync(join(root, 'driftgate.config.json'), '{"lint": "strict"}');
    expect([isFromCache(await go()), isFromCache(await go())]).toEqual([false, true]);
  });

  test('two processes at once leave one whole entry and say the same', async () => {
    const { cache, go } = cached('twice');
    const [one, two] = await Promise.all([go(), go()]);
    expect(one.stdout).toBe(two.stdout);
    expect(one.code).toBe(1);
    expect(entries(cache)).toHaveLength(1);
    expect(readdirSync(cache).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('what is damaged costs time, not the answer', async () => {
    const { cache, go } = cached('damaged');
    const whole = await go();
    const names = readdirSync(cache);
    expect(
      names.filter((name) => /\.(?:outline\.json|operation\.js|operation\.json)$/.test(name)),
    ).toHaveLength(3);
    for (const name of names) {
      writeFileSync(join(cache, name), '{"no":');
      expect((await go()).stdout).toBe(whole.stdout);
      expect(isFromCache(await go())).toBe(true);
    }
  });

  test('--no-cache neither reads nor writes', async () => {
    const { cache, go } = cached('told');
    expect(isFromCache(await go(['--no-cache']))).toBe(false);
    expect(existsSync(cache)).toBe(false);
    await go();
    expect(isFromCache(await go(['--no-cache']))).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('what another user could write is not read', async () => {
    const { cache, go } = cached('writable');
    await go();
    const all = [cache, ...readdirSync(cache).map((name) => join(cache, name))];
    for (const path of all) {
      const { mode } = statSync(path);
      chmodSync(path, 0o777);
      const ran = await go();
      // Without an index it is compiled again, and written anew.
      expect([path, isFromCache(ran)]).toEqual([path, false]);
      expect(path === cache || (statSync(path).mode & 0o022) === 0).toBe(true);
      chmodSync(path, mode);
    }
    expect(isFromCache(await go())).toBe(true);
  });

  test.skipIf(process.platform === 'win32')('nor what is behind a link', async () => {
    const { cache, go } = cached('linked');
    await go();
    renameSync(cache, `${cache}-elsewhere`);
    symlinkSync(`${cache}-elsewhere`, cache);
    expect(isFromCache(await go())).toBe(false);
  });

  test('nor what came with the project', async () => {
    const own = join(folder, 'brought', '.cache');
    const { root, cache, go } = cached('brought', own);
    writeFileSync(join(root, 'package.json'), '{}');
    await go();
    expect(existsSync(cache)).toBe(false);
    expect(isFromCache(await go())).toBe(false);
  });

  test('nothing is left in the project', async () => {
    const { root, go } = cached('untouched');
    mkdirSync(join(root, 'node_modules'));
    await go();
    expect(readdirSync(root).sort()).toEqual([...readdirSync(shared), 'node_modules'].sort());
    expect(readdirSync(join(root, 'node_modules'))).toEqual([]);
  });
});

function entries(cache: string): readonly string[] {
  return readdirSync(cache).filter((name) => name.endsWith('.operation.js'));
}

function edit(file: string, from: string, to: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}
