// A config in TypeScript that is more than data is kept as JavaScript, by its content: Node's own type stripping takes as long as all of
// Node's start. Any content has its own file, since a module is loaded once.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, numberOf } from './cache-folder.ts';
import { writeWhole } from './files.ts';

type ConfigModule = { readonly default?: unknown };

/** The config's module; whatever throws here throws with the config's own place. */
export async function importConfigModule(path: string): Promise<ConfigModule> {
  return (await importKept(path)) ?? ((await import(freshUrl(path))) as ConfigModule);
}

const imported = new Map<string, number>();

/** Node keeps a module for ever; under --watch a config that was changed since is another module. */
function freshUrl(path: string): string {
  const { href } = pathToFileURL(path);
  const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const first = imported.get(path) ?? changed;
  imported.set(path, first);
  return first === changed ? href : `${href}?${Math.trunc(changed)}`;
}

async function importKept(path: string): Promise<ConfigModule | undefined> {
  if (!/\.m?ts$/.test(path)) return undefined;
  try {
    const file = keptFile(path, readFileSync(path, 'utf8'));
    return file === undefined ? undefined : ((await import(pathToFileURL(file).href)) as ConfigModule);
  } catch {
    // The config itself says better what is wrong with it, and a disk that is full costs time alone.
    return undefined;
  }
}

function keptFile(path: string, text: string): string | undefined {
  const folder = cacheFolder(dirname(path));
  if (folder === undefined || !isMovable(text)) return undefined;
  const end = `\n// ${JSON.stringify([process.version, path, text])}\n`;
  const file = `${folder}/config-${numberOf(end)}.mjs`;
  if (!existsSync(file) || !readFileSync(file, 'utf8').endsWith(end)) writeWhole(file, stripped(text) + end);
  return file;
}

/** Without Node's warning that the function is experimental, which is none of the user's business. */
function stripped(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return process.getBuiltinModule('node:module').stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Whether the text means the same elsewhere in the project: nothing in it depends on where it stands. */
function isMovable(text: string): boolean {
  const values = text.replaceAll(/^import type [^;'"]*?from\s*(['"])[^'"]*\1/gm, '');
  return !/(?:from|import)\s*\(?\s*['"`]\.|import\.meta|\bimport\s*\(|\brequire\b|\bmodule\.exports\b|__(?:dir|file)name/.test(
    values,
  );
}
