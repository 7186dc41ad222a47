import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { loadContract } from '../../contract/load.ts';
import type { OpenApiDocument, OpenApiOperation } from '../../contract/openapi.ts';
import { mapOperations, operationsIn, operationsOf } from '../../contract/operations.ts';
import { generatedFiles } from '../../generate/generate.ts';
import type { GeneratedFile } from '../../generate/module-text.ts';
import { attempt } from '../../lib/attempt.ts';
import { InputError } from '../../lib/input-error.ts';
import { namePatterns } from '../../lib/name-patterns.ts';
import { defined } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import { unknownName } from '../../lib/suggest.ts';
import type { JsonPointer } from '../../model.ts';
import { contractLines } from '../../report/wording.ts';
import { valueKeywords } from '../../verdict/rules.ts';
import { type Command, exitCodes, type Input, type Io, isSet, option, optionOf } from '../command.ts';
import {
  eachSettingsOf,
  loadOptionsOf,
  mistakeIn,
  neededContract,
  type Settings,
  settingsOf,
} from '../config/settings.ts';
import { writeWhole } from '../files.ts';
import { documentOptions } from '../options.ts';
import { startTypes } from '../run/types-thread.ts';

export const command: Command = {
  description:
    'Write types, validators and the compiled contract from the OpenAPI document. Equal documents give equal files.',
  arguments: [],
  options: [
    ...documentOptions,
    option('--out <folder>', 'where to (default: the folder of `compiled` in the config)'),
    option('--operation <glob>', 'only operations whose id matches, such as "repos/*"'),
    option('--tag <glob>', 'only operations with a tag that matches'),
    option('--check', 'write nothing; fail when a file is not what would be written'),
  ],
  examples: {
    'driftgate generate': 'what the config names',
    'driftgate generate --check': 'in CI: are the committed files fresh?',
    "driftgate generate --operation 'repos/*'": 'a part of a large contract',
    'driftgate generate --contract openapi.yaml --out src/generated': 'without a config',
  },
  run: runGenerate,
};

async function runGenerate(input: Input, io: Io): Promise<number> {
  // One folder holds the modules of one contract.
  const each = isSet(input, 'out') ? [await settingsOf(input, io)] : await eachSettingsOf(input, io);
  let code: number = exitCodes.passed;
  for (const settings of each) code = Math.max(code, await generateOne(settings, input, io));
  return code;
}

async function generateOne(settings: Settings, input: Input, io: Io): Promise<number> {
  const folder = optionOf(input, 'out') ?? folderOf(settings);
  const { typesFrom, runtimeFrom, split } = settings.config;
  const file = neededContract(settings, 'no contract to generate from');
  const extension = extensionOf(settings.compiled);
  const starting = startTypes();
  const load = loadOptionsOf(settings);
  const contract = await loadContract(file, load);
  const isChosen = choiceOf(input, contract.document);
  const typesOf = (document: OpenApiDocument, start = startTypes()) => start(chosenPaths(document, isChosen));
  const types = typesOf(contract.document, starting);
  const generated = generatedFiles(contract, {
    formats: load.formats ?? {},
    valueRules: valueKeywords(),
    split,
    isChosen,
    types: (document) => (document === contract.document ? types() : typesOf(document)()),
    extension,
    ...defined({ typesFrom, runtimeFrom }),
  });
  const files = extension === '.js' ? withPackageType(generated, folder) : generated;
  if (isSet(input, 'check')) return compare(files, folder, io);
  await write(files, folder, io);
  for (const line of contractLines(contract)) await io.stdout.write(`${line}\n`);
  return exitCodes.passed;
}

/** What the config checks the name of `compiled` for. */
function extensionOf(compiled: string | undefined): '.js' | '.mjs' | '.cjs' {
  const extension = compiled === undefined ? '.js' : extname(compiled);
  return extension === '.mjs' || extension === '.cjs' ? extension : '.js';
}

const PACKAGE_TYPE: GeneratedFile = { path: 'package.json', text: '{ "type": "module" }\n' };

/** In a CommonJS project a package.json beside the generated modules makes Node, TypeScript and bundlers read `.js` as ES modules. */
async function* withPackageType(
  files: AsyncIterable<GeneratedFile>,
  folder: string,
): AsyncGenerator<GeneratedFile> {
  if (!isInModulePackage(resolve(folder))) yield PACKAGE_TYPE;
  yield* files;
}

function isInModulePackage(folder: string): boolean {
  const file = join(folder, 'package.json');
  if (existsSync(file) && !isOurs(file)) return packageOf(folder)?.type === 'module';
  const parent = dirname(folder);
  return parent !== folder && isInModulePackage(parent);
}

type IsChosen = (operation: { readonly pointer: JsonPointer }) => boolean;

/** undefined: all of them. */
function choiceOf(input: Input, document: OpenApiDocument): IsChosen | undefined {
  const [id, tag] = [optionOf(input, 'operation'), optionOf(input, 'tag')];
  if (id === undefined && tag === undefined) return undefined;
  const all = operationsOf(document).map(({ operation, pointer }) => {
    const { operationId = '', tags = [] } = operation as OpenApiOperation;
    return { operationId, tags, pointer };
  });
  const [isId, isTag] = [namePatterns([id ?? '*']), namePatterns([tag ?? '*'])];
  const chosen = all.filter(
    ({ operationId, tags }) => isId(operationId) && (tag === undefined || tags.some(isTag)),
  );
  if (chosen.length === 0)
    throw unknownName({
      noun: tag === undefined ? 'operation' : 'tag',
      name: tag ?? id ?? '',
      known: [...new Set(all.flatMap(({ operationId, tags }) => (tag === undefined ? [operationId] : tags)))],
      before: tag === undefined ? '--operation ' : '--tag ',
    });
  const pointers = new Set(chosen.map(({ pointer }) => pointer));
  return ({ pointer }) => pointers.has(pointer);
}

function chosenPaths(document: OpenApiDocument, isChosen: IsChosen | undefined): OpenApiDocument {
  if (isChosen === undefined) return document;
  const paths = Object.entries(document.paths ?? {}).flatMap(([path, item]) => {
    const chosen = mapOperations(item, ({ operation, at }) =>
      isChosen({ pointer: appendToken('/paths', path) + at }) ? operation : undefined,
    );
    return operationsIn(chosen).length === 0 ? [] : [[path, chosen] as const];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

function folderOf(settings: Settings): string {
  if (settings.compiled !== undefined) return dirname(settings.compiled);
  const fix = 'give --out FOLDER, or set compiled in driftgate.config.ts';
  throw mistakeIn(settings, 'no folder to write to', fix);
}

/** Of modules of operations there may be thousands: they are one line. */
async function write(files: AsyncIterable<GeneratedFile>, folder: string, io: Io): Promise<void> {
  const ofOperations = { all: 0, written: 0 };
  const paths = new Set<string>();
  for await (const { path, text } of files) {
    const place = join(folder, path);
    paths.add(path);
    const isFresh = stateOf(place, text) === 'fresh';
    if (!isFresh) {
      refuseForeign(place);
      writeWhole(place, text);
    }
    if (!path.startsWith(OPERATIONS))
      await io.stdout.write(`${place}: ${isFresh ? 'unchanged' : 'written'}\n`);
    else {
      ofOperations.all++;
      if (!isFresh) ofOperations.written++;
    }
  }
  const left = leftOver(folder, paths);
  for (const { path } of left) rmSync(join(folder, path));
  for (const { path } of left.filter((one) => !one.path.startsWith(OPERATIONS)))
    await io.stdout.write(`${join(folder, path)}: removed, compiled has another extension now\n`);
  const removed = Map.groupBy(
    left.filter(({ path }) => path.startsWith(OPERATIONS)),
    ({ why }) => why,
  );
  const { all, written } = ofOperations;
  const gone = [...removed].map(([why, files]) => `, ${files.length} ${WHY_LEFT[why].removed} removed`);
  if (all + removed.size > 0)
    await io.stdout.write(
      `${join(folder, OPERATIONS).slice(0, -1)}: ${written} of ${all} files written${gone.join('')}\n`,
    );
}

const OPERATIONS = 'operations/';

type LeftOver = { readonly path: string; readonly why: keyof typeof WHY_LEFT };

const WHY_LEFT = {
  gone: { removed: 'of operations that are gone', told: 'the contract has no such operation' },
  renamed: { removed: 'with another extension', told: 'compiled has another extension' },
} as const;

const EXTENSION = /\.(?:[cm]?js|d\.[cm]?ts)$/;

/** What an earlier run wrote for an operation that is no longer there, or with another extension. Files of others stay. */
function leftOver(folder: string, paths: ReadonlySet<string>): readonly LeftOver[] {
  const stemOf = (path: string): string => path.replace(EXTENSION, '');
  const stems = new Set([...paths].map(stemOf));
  const left = ['', OPERATIONS].flatMap((inside) =>
    namesIn(join(folder, inside))
      .map((name) => `${inside}${name}`)
      .filter((path) => EXTENSION.test(path) && !paths.has(path))
      .filter((path) => (inside === OPERATIONS || stems.has(stemOf(path))) && isOurs(join(folder, path)))
      .map((path): LeftOver => ({ path, why: stems.has(stemOf(path)) ? 'renamed' : 'gone' })),
  );
  // It stood there for the `.js` beside it.
  const hasType = left.some(({ path }) => path === 'contract.js') && !paths.has(PACKAGE_TYPE.path);
  const isType = hasType && stateOf(join(folder, PACKAGE_TYPE.path), PACKAGE_TYPE.text) === 'fresh';
  return isType ? [...left, { path: PACKAGE_TYPE.path, why: 'renamed' }] : left;
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** What an earlier run did not write may be the contract, the config or somebody's work: by whatever link it stands there. */
function refuseForeign(file: string): void {
  if (!existsSync(file) || isOurs(file)) return;
  throw new InputError('is there and was not written by driftgate generate; it stays as it is', {
    place: { file },
    fix: 'move it away, or give --out another folder',
  });
}

function isOurs(file: string): boolean {
  const text = readFileSync(file, 'utf8');
  return text.startsWith('// Generated by driftgate from ') || text === PACKAGE_TYPE.text;
}

async function compare(files: AsyncIterable<GeneratedFile>, folder: string, io: Io): Promise<number> {
  const wrong: string[] = [];
  const paths = new Set<string>();
  for await (const { path, text } of files) {
    const place = join(folder, path);
    paths.add(path);
    const state = stateOf(place, text);
    if (state !== 'fresh') wrong.push(`${place}: error: ${state}: not what the contract gives\n`);
  }
  for (const { path, why } of leftOver(folder, paths))
    wrong.push(`${join(folder, path)}: error: left over: ${WHY_LEFT[why].told}\n`);
  if (wrong.length === 0) return exitCodes.passed;
  const more = wrong.length - MOST;
  const listed = [...wrong.slice(0, MOST), ...(more > 0 ? [`and ${more} more\n`] : [])];
  await io.stderr.write(`${listed.join('')}  fix: run ${commandFor(io.cwd)} and commit the result\n`);
  return exitCodes.findings;
}

const MOST = 20;

function stateOf(path: string, text: string): 'fresh' | 'stale' | 'missing' {
  if (!existsSync(path)) return 'missing';
  return readFileSync(path, 'utf8') === text ? 'fresh' : 'stale';
}

/** The project's own script for it, where it has one. */
function commandFor(folder: string): string {
  const own = 'npx --no-install driftgate generate';
  return packageOf(folder)?.scripts?.generate === undefined ? own : 'npm run generate';
}

type Package = { readonly type?: unknown; readonly scripts?: Readonly<Record<string, string>> };

function packageOf(folder: string): Package | undefined {
  return attempt(() => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package);
}
