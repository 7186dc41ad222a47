// The command line as few chunks, and what applications import as CommonJS. What `driftgate check` of one recording needs is one chunk,
// `start`; everything else is loaded when it is asked for. Three transformations keep the start near that of bare Node; each of them saves a
// tenth or more of Node's own start.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';

/** The command, and the threads that it starts. */
const ENTRIES = ['bin', 'run/worker', 'run/types-worker'];

/** What a check that finds nothing loads, in the formats of large recordings; with their static imports. */
const START = [
  'cli/process.ts',
  'cli/commands/check.ts',
  'recordings/formats/ndjson.ts',
  'recordings/formats/har.ts',
  'json/stream.ts',
  'report/reporters/text.ts',
];

export async function bundleCommandLine(source: string, folder: string): Promise<void> {
  const start = reachedFrom(START.map((file) => join(source, file)));
  const bundle = await rolldown({
    input: Object.fromEntries(
      ENTRIES.map((name) => [name.replace(/^.*\//, ''), join(source, `cli/${name}.ts`)]),
    ),
    platform: 'node',
    external: (id) => /^(?:node:|[a-z@])/.test(id) && !id.startsWith(source),
    checks: { ineffectiveDynamicImport: false },
    plugins: [
      {
        name: 'start',
        transform: (code, id) => (start.has(id) ? importedAtOnce(code, id, start) : undefined),
        renderChunk: withoutBuiltinImports,
      },
    ],
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    codeSplitting: { groups: [{ name: 'start', test: (id) => start.has(id) }] },
  });
  await bundle.close();
}

/** What applications and tests import: `require` of ES modules works in Node, but not in jest. */
const COMMON_JS = [
  'runtime/index.ts',
  'vitest/jest.ts',
  'nock/index.ts',
  'msw/index.ts',
  'generated/apig/index.js',
];

/** With a package.json that says that all in the folder is CommonJS. */
export async function bundleCommonJs(source: string, folder: string): Promise<void> {
  const bundle = await rolldown({
    input: Object.fromEntries(COMMON_JS.map((file) => [file.replace(/\.[jt]s$/, ''), join(source, file)])),
    platform: 'neutral',
    external: (id) => /^(?:node:|[a-z@])/.test(id) && !id.startsWith(source),
    checks: { ineffectiveDynamicImport: false },
  });
  await bundle.write({
    dir: folder,
    format: 'cjs',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  });
  await bundle.close();
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs", "sideEffects": false }\n');
}

/** A declaration is read as what the nearest package.json says, so these are copies. */
export function copyCommonJsDeclarations(built: string, folder: string): void {
  for (const file of declarationsFrom(
    COMMON_JS.map((name) => join(built, name.replace(/\.[jt]s$/, '.d.ts'))),
  ))
    cpSync(file, join(folder, relative(built, file)));
}

function declarationsFrom(files: readonly string[]): ReadonlySet<string> {
  const reached = new Set(files);
  for (const file of reached)
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/\bfrom '(\.[^']+)'/g))
      reached.add(join(dirname(file), target.replace(/\.[jt]s$/, '.d.ts')));
  return reached;
}

function reachedFrom(files: readonly string[]): ReadonlySet<string> {
  const reached = new Set(files);
  for (const file of reached) {
    const text = readFileSync(file, 'utf8');
    for (const [, target = ''] of text.matchAll(/^(?:import|export) (?!type\b)[^;'"]*?from '(\.[^']+)';/gm))
      reached.add(join(dirname(file), target));
  }
  return reached;
}

/** Inside of `start`, an `import()` of a module that is in it too becomes a static import: otherwise each costs a file of re-exports. */
function importedAtOnce(code: string, id: string, start: ReadonlySet<string>): string {
  const imports: string[] = [];
  const inside = code.replaceAll(/import\('(\.[^']+)'\)/g, (call, target: string) => {
    if (!start.has(join(dirname(id), target))) return call;
    const name = `$${imports.length}`;
    imports.push(`import * as ${name} from '${target}';`);
    return `Promise.resolve(${name})`;
  });
  return imports.join('') + inside;
}

/** A function as V8 names it: from where to where it goes in its file. */
const rangeOf = ({ start, end }: { readonly start: number; readonly end: number }): string =>
  `${start}-${end}`;

/**
 * V8 compiles a function when it is first called, but Node's compile cache keeps only what was compiled before anything was called.
 * A function in parentheses is compiled together with its module, and so is cached: those that a clean check calls, which takes 6 ms of 30
 * beyond Node's own start. One octet a character, since V8 keeps a text with a single other character as two.
 */
export function compileAtOnce(folder: string, project: string): void {
  const file = join(folder, 'start.js');
  const code = readFileSync(file, 'utf8').replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  writeFileSync(file, code);
  writeFileSync(file, calledAtOnce(code, parseAst(code), calledBy(folder, project)));
}

const CLEAN_CHECK = ['check', 'tests/recordings/instance-details.har'];

/** What a second run calls, with the cache of the first. */
function calledBy(folder: string, cwd: string): ReadonlySet<string> {
  const scratch = mkdtempSync(join(tmpdir(), 'driftgate-build-'));
  try {
    for (const coverage of ['first', 'second']) {
      const env = { ...process.env, XDG_CACHE_HOME: scratch, NODE_V8_COVERAGE: join(scratch, coverage) };
      const { status } = spawnSync(process.execPath, [join(folder, 'bin.js'), ...CLEAN_CHECK], { cwd, env });
      if (status !== 0) throw new Error(`driftgate ${CLEAN_CHECK.join(' ')} ended with ${status}`);
    }
    const [name = ''] = readdirSync(join(scratch, 'second'));
    const { result } = JSON.parse(readFileSync(join(scratch, 'second', name), 'utf8')) as Coverage;
    const functions = result.find(({ url }) => url.endsWith('/start.js'))?.functions ?? [];
    const called = functions.flatMap(({ ranges: [{ startOffset: start, endOffset: end, count }] }) =>
      count > 0 ? [rangeOf({ start, end })] : [],
    );
    if (called.length === 0) throw new Error('the check calls no function of start.js');
    return new Set(called);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** https://nodejs.org/api/cli.html#coverage-output */
type Coverage = {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly [{ startOffset: number; endOffset: number; count: number }];
    }[];
  }[];
};

type Node = { readonly type: string; readonly start: number; readonly end: number };

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** The code of a node; functions that are called stand in parentheses, and declared ones at the beginning of their block, as they are hoisted. */
function calledAtOnce(code: string, node: Node, called: ReadonlySet<string>): string {
  const members: readonly unknown[] = Object.values(node).flat();
  const children = members.filter(isNode).sort((one, other) => one.start - other.start);
  const isCalled = (child: Node, type: string): boolean => child.type === type && called.has(rangeOf(child));
  const isHoisted = (child: Node): boolean =>
    /^(?:Program|BlockStatement)$/.test(node.type) && isCalled(child, 'FunctionDeclaration');
  const hoisted = children.filter(isHoisted).map((child) => {
    const { name } = (child as Node & { readonly id: { readonly name: string } }).id;
    return `const ${name}=(${calledAtOnce(code, child, called)});`;
  });
  let at = node.type === 'BlockStatement' ? node.start + 1 : node.start;
  let text = code.slice(node.start, at) + hoisted.join('');
  for (const child of children) {
    // The key of a shorthand is its value too.
    if (child.start < at) continue;
    text += code.slice(at, child.start);
    if (isHoisted(child)) text += ';';
    else {
      const inner = calledAtOnce(code, child, called);
      text += isCalled(child, 'ArrowFunctionExpression') ? `(${inner})` : inner;
    }
    at = child.end;
  }
  return text + code.slice(at, node.end);
}

/** A static import of a builtin reads all its exports: that of node:fs alone loads Node's streams. */
function withoutBuiltinImports(code: string): string {
  return code.replaceAll(
    /import\s*(\{[^{}]*\})\s*from\s*["'`](node:[a-z_/]+)["'`];?/g,
    (_, names: string, builtin: string) =>
      `const ${names.replaceAll(/ as /g, ':')}=process.getBuiltinModule("${builtin}");`,
  );
}
