// Which files the user means: a file, a folder or a glob. Sorted by name, so that equal input is read in equal order.
// Synchronous: node:fs/promises and its turns of the event loop show in the time of a small run.
import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { matchesGlob, normalize } from 'node:path';
import { InputError } from '../lib/input-error.ts';

export type FindOptions = { readonly exclude?: readonly string[] | undefined };

/** `named`: the user wrote this very path, so that it must be a recording. */
export type Found = { readonly path: string; readonly named: boolean };

const magic = /[*?[\]{}]/;

/** Every recording that the words mean, each once; '-' stays as it is. */
export async function findRecordings(words: readonly string[], options: FindOptions = {}): Promise<string[]> {
  return (await findFiles(words, options)).map((file) => file.path);
}

export async function findFiles(words: readonly string[], options: FindOptions = {}): Promise<Found[]> {
  const found = new Map<string, Found>();
  for (const word of words) for (const file of await expand(word, options.exclude ?? [])) addTo(found, file);
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function addTo(found: Map<string, Found>, file: Found): void {
  const path = normalize(file.path);
  if (!found.has(path) || file.named) found.set(path, file);
}

async function expand(word: string, exclude: readonly string[]): Promise<readonly Found[]> {
  if (word === '-') return [{ path: word, named: true }];
  const info = statOf(word);
  if (info !== undefined && !info.isDirectory())
    return isExcluded(word, exclude) ? [] : [{ path: word, named: true }];
  if (info === undefined && !magic.test(word)) throw missing(word);
  const paths = info === undefined ? await matches(word) : filesUnder(slashes(word), []);
  const kept = paths.filter((path) => !isExcluded(path, exclude));
  if (kept.length === 0) throw empty(word, paths.length, info !== undefined);
  return kept.map((path) => ({ path, named: false }));
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

async function matches(pattern: string): Promise<string[]> {
  const { glob } = await import('node:fs/promises');
  const paths: string[] = [];
  for await (const path of glob(pattern)) {
    const file = slashes(path);
    if (isHidden(file, pattern)) continue;
    const info = statOf(path);
    if (info?.isFile()) paths.push(file);
  }
  return paths;
}

// As in shells: `*` means no file that begins with a dot.
function isHidden(path: string, pattern: string): boolean {
  const hidden = path.split('/').filter((part) => part.startsWith('.') && part !== '.' && part !== '..');
  return hidden.some((part) => !pattern.split('/').includes(part));
}

function filesUnder(folder: string, above: readonly string[]): string[] {
  const real = realpathSync(folder);
  if (above.includes(real)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  const visible = entries.filter((entry) => !entry.name.startsWith('.'));
  return visible.flatMap((entry) => {
    const path = folder.endsWith('/') ? `${folder}${entry.name}` : `${folder}/${entry.name}`;
    const info = entry.isSymbolicLink() ? statSync(path) : entry;
    return info.isDirectory() ? filesUnder(path, [...above, real]) : [path];
  });
}

function isExcluded(path: string, exclude: readonly string[]): boolean {
  if (exclude.length === 0) return false;
  const plain = slashes(normalize(path));
  return exclude.some((pattern) => matchesGlob(plain, pattern) || matchesGlob(plain, `**/${pattern}`));
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}

function missing(word: string): InputError {
  return new InputError('no such file', { place: { file: word }, fix: 'check the path' });
}

function empty(word: string, before: number, isFolder: boolean): InputError {
  const what = isFolder ? 'holds no recording' : 'matches no file';
  const message = before > 0 ? `${what} but excluded ones` : what;
  return new InputError(message, {
    place: { file: word },
    fix: 'name a file, a folder or a glob of recordings',
  });
}
