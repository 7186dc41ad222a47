// Imports a config module. A config in TypeScript is cached as JavaScript, by its content: loading Node's type stripping takes as
// long as starting Node.
import { readFileSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Cache, numberOf } from '../cache.ts';

type ConfigModule = { readonly default?: unknown };

/** An error thrown here carries the place in the config itself. */
export async function importConfigModule(path: string, cache: Cache | undefined): Promise<ConfigModule> {
  const cached = cache === undefined || !/\.m?ts$/.test(path) ? undefined : await importCached(path, cache);
  return cached ?? importAsWritten(path);
}

/** A config that is written as an ES module is read as one in a CommonJS package too, as are the files that it imports. */
async function importAsWritten(path: string): Promise<ConfigModule> {
  const hooks = process.getBuiltinModule('node:module').registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context);
      if (!isEsModuleIn(found)) return found;
      return { ...found, format: found.format === 'commonjs' ? 'module' : 'module-typescript' };
    },
  });
  try {
    return (await import(freshUrl(path))) as ConfigModule;
  } finally {
    hooks.deregister();
  }
}

function isEsModuleIn({
  url,
  format,
}: {
  readonly url: string;
  readonly format?: string | null | undefined;
}): boolean {
  if (format !== 'commonjs' && format !== 'commonjs-typescript') return false;
  if (!/^file:.*\.[jt]s(?:\?|$)/.test(url) || url.includes('/node_modules/')) return false;
  const text = readFileSync(new URL(url), 'utf8');
  return /^(?:import|export)\b(?!\s*[.(])/m.test(text) && !/\bmodule\.exports\b|\brequire\(/.test(text);
}

/** Node never loads a module twice: under --watch, a config that was edited since needs another URL. */
function freshUrl(path: string): string {
  const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return `${pathToFileURL(path).href}?${Math.trunc(changed)}`;
}

async function importCached(path: string, cache: Cache): Promise<ConfigModule | undefined> {
  try {
    const file = cachedFile(path, readFileSync(path, 'utf8'), cache);
    return file === undefined ? undefined : ((await import(pathToFileURL(file).href)) as ConfigModule);
  } catch {
    // Importing the config itself gives the better error.
    return undefined;
  }
}

function cachedFile(path: string, text: string, cache: Cache): string | undefined {
  if (!isMovable(text)) return undefined;
  const end = `\n// ${JSON.stringify([process.version, path, text])}\n`;
  const name = `config-${numberOf(end)}.mjs`;
  if (!cache.read(name)?.toString('utf8').endsWith(end)) cache.write(name, stripped(text) + end);
  return cache.find(name);
}

/** Without Node's warning that the function is experimental. */
function stripped(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return process
      .getBuiltinModule('node:module')
      .stripTypeScriptTypes(text)
      .replace(DEFINE, 'const defineConfig = (config) => config;');
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** Whether the text means the same in any folder: it imports nothing but types and `defineConfig`, which `stripped` replaces. */
function isMovable(text: string): boolean {
  const rest = text.replaceAll(/^import type [^;'"]*?from\s*(['"])[^'"]*\1/gm, '').replace(DEFINE, '');
  return !/\bimport\b|\brequire\b|\bmodule\.exports\b|__(?:dir|file)name/.test(rest);
}

const DEFINE = /^import \{ defineConfig \} from (['"])driftgate\1;?/m;
