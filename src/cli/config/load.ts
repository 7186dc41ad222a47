// Finds and reads driftgate.config.*: upward from the working directory, as a module or as JSON.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Config } from '../../config.ts';
import { InputError } from '../../lib/input-error.ts';
import { relativePath } from '../../lib/relative-path.ts';
import { listOf } from '../../lib/suggest.ts';
import type { Place } from '../../model.ts';
import { statOf } from '../../recordings/find.ts';
import type { Cache } from '../cache.ts';
import { checkConfig } from './check.ts';
import { importConfigModule } from './import.ts';

export const CONFIG_NAMES: readonly string[] = ['ts', 'mts', 'js', 'mjs', 'json'].map(
  (extension) => `driftgate.config.${extension}`,
);

export type LoadedConfig = {
  readonly config: Config;
  /** As messages name it, relative to the working directory. */
  readonly file: string | undefined;
  /** The folder that the config's paths start from. */
  readonly root: string;
  /** Where a key stands, for messages about it. */
  readonly placeOf: (keys: readonly string[]) => Place;
};

export async function loadConfig(
  cwd: string,
  given: string | undefined,
  cache: Cache | undefined,
): Promise<LoadedConfig> {
  const path = given === undefined ? findUpward(cwd) : resolve(cwd, given);
  if (path === undefined) return { config: {}, file: undefined, root: cwd, placeOf: () => ({ file: '' }) };
  const file = relativePath(cwd, path) || path;
  if (!existsSync(path)) throw new InputError('no such config', { place: { file }, fix: 'check --config' });
  const info = statOf(path);
  if (info?.isFile() !== true)
    throw new InputError(info?.isDirectory() ? 'this is a folder' : 'the config is no regular file', {
      place: { file },
      fix: info?.isDirectory()
        ? `name the file in it: --config ${join(file, 'driftgate.config.ts')}`
        : 'check --config',
    });
  const placeOf = placesIn(path, file);
  const value = path.endsWith('.json') ? readJson(path, file) : await importConfig(path, file, cache);
  return { config: checkConfig(value, placeOf), file, root: dirname(path), placeOf };
}

function findUpward(folder: string): string | undefined {
  const found = CONFIG_NAMES.filter((name) => existsSync(`${folder}/${name}`));
  if (found.length > 1)
    throw new InputError(`two configs in one folder: ${listOf(found)}`, {
      place: { file: found[1] ?? '' },
      fix: 'keep one of them, or name it with --config',
    });
  if (found[0] !== undefined) return join(folder, found[0]);
  const parent = dirname(folder);
  return parent === folder ? undefined : findUpward(parent);
}

function readJson(path: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const { message } = error as Error;
    const [, line, column] = /\(line (\d+) column (\d+)\)$/.exec(message) ?? [];
    const at = line === undefined ? {} : { line: Number(line), column: Number(column) };
    throw new InputError(`the config is not JSON: ${message}`, {
      place: { file, ...at },
      fix: 'correct it there, or write the config as driftgate.config.ts, which allows comments and commas at the end',
    });
  }
}

async function importConfig(path: string, file: string, cache: Cache | undefined): Promise<unknown> {
  try {
    return (await importConfigModule(path, cache)).default;
  } catch (error) {
    throw new InputError(`the config could not be read: ${firstLine(error)}`, {
      place: await placeOfError(error, path, file),
    });
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split('\n', 1)[0] ?? '';
}

/** The first mention of the config in the stack is where it threw, or where its syntax ends. */
async function placeOfError(error: unknown, path: string, file: string): Promise<Place> {
  const trace = (error instanceof Error ? (error.stack ?? '') : '').replaceAll(/\?\d+(?=:\d)/g, '');
  const stack = error instanceof SyntaxError ? `${trace}\n${await syntaxPlace(path)}` : trace;
  const names = [pathToFileURL(path).href, path];
  const name = names.find((candidate) => stack.includes(`${candidate}:`));
  if (name === undefined) return { file };
  const [, line, column] =
    /^:(\d+)(?::(\d+))?/.exec(stack.slice(stack.indexOf(`${name}:`) + name.length)) ?? [];
  if (line === undefined) return { file };
  return { file, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) };
}

/** Node tells the line of a module's syntax error only on its own standard error. */
async function syntaxPlace(path: string): Promise<string> {
  const { spawnSync } = await import('node:child_process');
  return spawnSync(process.execPath, ['--check', path], { encoding: 'utf8' }).stderr;
}

/** Where a key stands: by its last name in the text, which is near enough to click on. */
function placesIn(path: string, file: string): (keys: readonly string[]) => Place {
  return (keys) => {
    const key = keys.findLast((name) => !/^\d+$/.test(name));
    const text = readFileSync(path, 'utf8');
    const name = key?.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    const at = name === undefined ? -1 : text.search(new RegExp(`(["'\`]?)${name}\\1\\s*:`));
    if (at === -1) return { file };
    const before = text.slice(0, at).split('\n');
    return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
}
