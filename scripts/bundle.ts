// The command line as few chunks, and what applications import as CommonJS. What `driftgate check` of one recording needs is one chunk,
// `start`; everything else is loaded when it is asked for. Three transformations keep the start near that of bare Node; each of them saves a
// tenth or more of Node's own start.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type RenderedChunk, rolldown } from 'rolldown';
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
        renderChunk: (code, { name }: RenderedChunk) =>
          withoutBuiltinImports(name === 'start' ? compiledAtOnce(code) : code),
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

/**
 * V8 compiles a function when it is first called, but Node's compile cache keeps only what was compiled before anything was called.
 * A function in parentheses is compiled together with its module, and so is cached.
 */
function compiledAtOnce(code: string): string {
  const functions = parseAst(code).body.flatMap((node) =>
    node.type === 'FunctionDeclaration' && node.id !== null
      ? [{ name: node.id.name, start: node.start, end: node.end }]
      : [],
  );
  const declared = functions.map(({ name, start, end }) => `${name}=(${code.slice(start, end)})`);
  const rest = functions.map(({ end }, at) => code.slice(end, functions[at + 1]?.start));
  return `var ${declared.join(',')};${code.slice(0, functions[0]?.start)}${rest.join('')}`;
}

/** A static import of a builtin reads all its exports: that of node:fs alone loads Node's streams. */
function withoutBuiltinImports(code: string): string {
  return code.replaceAll(
    /import\s*(\{[^{}]*\})\s*from\s*["'`](node:[a-z_/]+)["'`];?/g,
    (_, names: string, builtin: string) =>
      `const ${names.replaceAll(/ as /g, ':')}=process.getBuiltinModule("${builtin}");`,
  );
}
