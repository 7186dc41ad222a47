// The house rules that a compiler does not know: who may import whom, no cycles, no barrels, generated code on its own.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../src');

/** Stage -> the stages that it may import, beside itself: the table of layers in docs/architecture.md. */
const ALLOWED = tableOfLayers(readFileSync(join(SRC, '../docs/architecture.md'), 'utf8'));

function tableOfLayers(text: string): Readonly<Record<string, readonly string[]>> {
  const section = text.slice(text.indexOf('## The table of layers')).split('\n## ', 2)[0] ?? '';
  const rows = [...section.matchAll(/^\|([^|]+)\|([^|]*)\|/gm)].map(([, stages = '', allowed = '']) => ({
    stages: codesOf(stages),
    allowed: codesOf(allowed),
  }));
  return Object.fromEntries(rows.flatMap(({ stages, allowed }) => stages.map((stage) => [stage, allowed])));
}

function codesOf(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

type Import = { readonly from: string; readonly to: string; readonly lazy: boolean };

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:ts|js)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)));

const imports: readonly Import[] = files.flatMap((from) => importsOf(from));

function importsOf(from: string): Import[] {
  const text = withoutTemplates(from, readFileSync(join(SRC, from), 'utf8'));
  const found = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g),
  ];
  return found.map((match) => ({
    from,
    to: normalize(join(dirname(from), match[1] ?? match[2] ?? '')),
    lazy: match[1] === undefined,
  }));
}

/** The source texts that generate/ writes have imports of their own. */
function withoutTemplates(file: string, text: string): string {
  return file === 'generate/module-text.ts' ? text.replaceAll(/`(?:[^`\\]|\\.)*`/g, '``') : text;
}

function stageOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? file) : file;
}

test('the stages import only what the table allows', () => {
  const wrong = imports.filter(({ from, to }) => {
    const [own, other] = [stageOf(from), stageOf(to)];
    const allowed = ALLOWED[own];
    return own !== other && allowed !== undefined && !allowed.includes(other);
  });
  expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test('the table of layers has a row for every folder of src but cli, and for model.ts, and no other', () => {
  const folders = new Set(files.filter((file) => file.includes('/')).map(stageOf));
  folders.delete('cli');
  expect(Object.keys(ALLOWED).sort()).toEqual([...folders, 'model.ts'].sort());
});

test('no import cycles, type-only and lazy ones included', () => {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) {
    // The module of an operation exports itself as a namespace, under the name of the operation.
    if (from === to && from.startsWith('generated/')) continue;
    targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  expect(findCycle(targets)).toBeUndefined();
});

function findCycle(targets: ReadonlyMap<string, readonly string[]>): string | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(' -> ');
    if (done.has(file)) return undefined;
    for (const target of targets.get(file) ?? []) {
      const cycle = visit(target, [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of targets.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

test('relative imports name an existing file with its extension', () => {
  const known = new Set(files);
  expect(imports.filter(({ to }) => !known.has(to)).map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
});

test('generated modules evaluate nothing; only those of operations and the index import something', () => {
  for (const file of files.filter((name) => name.startsWith('generated/') && name.endsWith('.js'))) {
    const text = readFileSync(join(SRC, file), 'utf8');
    expect(text, file).not.toMatch(/\brequire\s*\(|\bnew Function\b|\beval\s*\(/);
    if (!/operations\/|index\.js$/.test(file)) expect(text, file).not.toMatch(/\bimport\b/);
  }
});

test('only the files at the edge of the process end it', () => {
  const ends = files.filter((file) => /process\.exit\(/.test(readFileSync(join(SRC, file), 'utf8')));
  expect(ends.sort()).toEqual(['cli/bin.ts', 'cli/process.ts']);
});

test("README's map names every folder of src, and no other", () => {
  const readme = readFileSync(join(SRC, '../README.md'), 'utf8');
  const map = readme.slice(readme.indexOf('## The map of src/'));
  const named = new Set([...map.matchAll(/`([a-z]+)\/(?:[a-z]+\/)?`/g)].map((match) => match[1]));
  const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect([...named].sort()).toEqual(folders.map(({ name }) => name).sort());
});
