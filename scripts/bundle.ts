// The command line as few chunks: what `driftgate check` of one recording needs is one, whatever else is loaded when it is asked for.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type OutputAsset, type OutputChunk, rolldown } from 'rolldown';
import { withoutFacades } from './facades.ts';

/** The command, and the threads that it starts. */
const ENTRIES = ['bin', 'worker', 'types-worker'];

/** Reached by a check that finds nothing, in the formats that large recordings have; with all that these import by themselves. */
const START = [
  'cli/process.ts',
  'cli/commands/check.ts',
  'cli/actions/check.ts',
  'recordings/read.ts',
  'recordings/formats/ndjson.ts',
  'recordings/formats/har.ts',
  'report/reporters/text.ts',
];

function reachedFrom(files: readonly string[]): ReadonlySet<string> {
  const reached = new Set(files);
  for (const file of reached) {
    const text = readFileSync(file, 'utf8');
    for (const [, target = ''] of text.matchAll(/^(?:import|export) (?!type\b)[^;'"]*?from '(\.[^']+)';/gm))
      reached.add(join(dirname(file), target));
  }
  return reached;
}

export async function bundleCommandLine(source: string, folder: string): Promise<void> {
  const start = reachedFrom(START.map((file) => join(source, file)));
  const isStart = (id: string): boolean => start.has(id);
  const bundle = await rolldown({
    input: Object.fromEntries(ENTRIES.map((name) => [name, join(source, `cli/${name}.ts`)])),
    platform: 'node',
    external: (id) => /^(?:node:|[a-z@])/.test(id) && !id.startsWith(source),
    shimMissingExports: process.env.BUNDLE_SHIM !== undefined,
    checks: { ineffectiveDynamicImport: false },
    plugins: [
      {
        name: 'version',
        load: (id) => (id === join(source, 'cli/version.ts') ? versionCode(source) : undefined),
      },
      { name: 'start', generateBundle: (_, chunks) => shorten(chunks) },
    ],
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    minifyInternalExports: false,
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    codeSplitting: { groups: [{ name: 'start', test: isStart }] },
  });
  await bundle.close();
}

/** What is bundled belongs to one version. */
function versionCode(source: string): string {
  const { version } = JSON.parse(readFileSync(join(source, '../package.json'), 'utf8')) as {
    version: string;
  };
  return `export function version() { return ${JSON.stringify(version)}; }`;
}

type Chunks = Record<string, OutputAsset | OutputChunk>;

function shorten(chunks: Chunks): void {
  const all = Object.values(chunks).filter((chunk) => chunk.type === 'chunk');
  for (const chunk of all) chunk.code = inAscii(withoutBuiltinImports(chunk.code));
  for (const fileName of withoutFacades(all)) delete chunks[fileName];
}

/** One character beyond Latin-1 makes V8 keep two octets for each character of a text. */
function inAscii(code: string): string {
  return code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `import` of a builtin wraps each of its exports, and looks at lazy ones: that of node:fs alone loads Node's streams. */
function withoutBuiltinImports(code: string): string {
  return code.replaceAll(
    /import\s*(\{[^{}]*\})\s*from\s*["'`](node:[a-z_/]+)["'`];?/g,
    (_, names: string, builtin: string) =>
      `const ${names.replaceAll(/ as /g, ':')}=process.getBuiltinModule("${builtin}");`,
  );
}
