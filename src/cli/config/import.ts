// Imports a config module. A config in TypeScript is cached as JavaScript, by its content: to load Node's type stripping takes as long
// as to start Node.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, numberOf } from '../cache.ts';
import { writeWhole } from '../files.ts';

type ConfigModule = { readonly default?: unknown };

/** An error thrown here carries the place in the config itself. */
export async function importConfigModule(path: string): Promise<ConfigModule> {
  return (await importCached(path)) ?? ((await import(freshUrl(path))) as ConfigModule);
}

/** Node never loads a module twice: under --watch, a config that was edited since needs another URL. */
function freshUrl(path: string): string {
  const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return `${pathToFileURL(path).href}?${Math.trunc(changed)}`;
}

async function importCached(path: string): Promise<ConfigModule | undefined> {
  if (!/\.m?ts$/.test(path)) return undefined;
  try {
    const file = cachedFile(path, readFileSync(path, 'utf8'));
    return file === undefined ? undefined : ((await import(pathToFileURL(file).href)) as ConfigModule);
  } catch {
    // Importing the config itself gives the better error; a full disk costs only time.
    return undefined;
  }
}

function cachedFile(path: string, text: string): string | undefined {
  const folder = cacheFolder(dirname(path));
  if (folder === undefined || !isMovable(text)) return undefined;
  const end = `\n// ${JSON.stringify([process.version, path, text])}\n`;
  const file = `${folder}/config-${numberOf(end)}.mjs`;
  if (!existsSync(file) || !readFileSync(file, 'utf8').endsWith(end)) writeWhole(file, stripped(text) + end);
  return file;
}

/** Without Node's warning that the function is experimental. */
function stripped(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:module').stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Whether the text means the same in another folder of the project. */
function isMovable(text: string): boolean {
  const values = text.replaceAll(/^import type [^;'"]*?from\s*(['"])[^'"]*\1/gm, '');
  return !/(?:from|import)\s*\(?\s*['"`]\.|import\.meta|\bimport\s*\(|\brequire\b|\bmodule\.exports\b|__(?:dir|file)name/.test(
    values,
  );
}
