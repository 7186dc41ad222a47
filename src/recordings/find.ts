// Which files the user means: a file, a folder or a glob. Sorted by name, so that equal input is read in equal order.
// Synchronous: node:fs/promises and its turns of the event loop show in the time of a small run.
import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { normalize } from 'node:path';
import { attempt } from '../lib/attempt.ts';
import { type Glob, type GlobState, globsOf, matchesGlob } from '../lib/glob.ts';
import { InputError } from '../lib/input-error.ts';

type FindOptions = { readonly exclude?: readonly string[] | undefined };

/** `named`: the user wrote this very path, so that it must be a recording. */
export type Found = { readonly path: string; readonly named: boolean };

const magic = /[*?[\]{}]/;

/** Every recording that the words mean, each once; '-' stays as it is. */
export async function findRecordings(words: readonly string[], options: FindOptions = {}): Promise<string[]> {
  return (await findFiles(words, options)).map((file) => file.path);
}

export async function findFiles(words: readonly string[], options: FindOptions = {}): Promise<Found[]> {
  const found = new Map<string, Found>();
  const isExcluded = excludedBy(options.exclude ?? []);
  for (const word of words) for (const file of expand(word, isExcluded)) addTo(found, file);
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function addTo(found: Map<string, Found>, file: Found): void {
  const path = normalize(file.path);
  if (!found.has(path) || file.named) found.set(path, file);
}

function expand(word: string, isExcluded: (path: string) => boolean): readonly Found[] {
  if (word === '-') return [{ path: word, named: true }];
  const info = statOf(word);
  if (info !== undefined && !info.isDirectory()) return isExcluded(word) ? [] : [{ path: word, named: true }];
  if (info === undefined && !magic.test(word)) throw missing(word);
  const paths = info === undefined ? matches(word) : filesUnder(slashes(word), []);
  const kept = paths.filter((path) => !isExcluded(path));
  if (kept.length === 0) throw empty(word, paths.length, info !== undefined);
  return kept.map((path) => ({ path, named: false }));
}

/** Behind links; undefined also where they lead nowhere or in a circle. */
export function statOf(path: string): Stats | undefined {
  return attempt(() => statSync(path));
}

function matches(pattern: string): string[] {
  const written = process.platform === 'win32' ? slashes(pattern) : pattern;
  const paths = new Set<string>();
  for (const glob of globsOf(written)) walk(glob, glob.start, { folder: '', above: [] }, paths);
  return [...paths].filter((path) => !isHidden(path, written));
}

type Walked = {
  readonly folder: string;
  /** The folders on the way, behind all links: a link may lead back to one. */
  readonly above: readonly string[];
};

/** Only where something can still match. */
function walk(glob: Glob, state: GlobState, { folder, above }: Walked, paths: Set<string>): void {
  const only = glob.onlyName(state);
  for (const name of only === undefined ? namesIn(folder || '.') : [only]) {
    const next = glob.step(state, name);
    if (next.size === 0) continue;
    // An absolute pattern begins with an empty name.
    const path = folder === '' ? name || '/' : `${folder}${folder.endsWith('/') ? '' : '/'}${name}`;
    const info = statOf(path);
    if (info?.isFile() && glob.isWhole(next)) paths.add(path);
    if (!info?.isDirectory()) continue;
    const real = realpathSync(path);
    if (only !== undefined || !above.includes(real))
      walk(glob, next, { folder: path, above: [...above, real] }, paths);
  }
}

/** A folder that can't be read may hold what was to be checked. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new InputError(`could not be read: ${(error as NodeJS.ErrnoException).code}`, {
      place: { file: folder },
      fix: 'check its permissions, or name a glob that leaves it out',
    });
  }
}

// As in shells: `*` means no file that begins with a dot.
function isHidden(path: string, pattern: string): boolean {
  const hidden = path.split('/').filter((part) => part.startsWith('.') && part !== '.' && part !== '..');
  return hidden.some((part) => !pattern.split('/').includes(part));
}

function filesUnder(folder: string, above: readonly string[]): string[] {
  const real = realpathSync(folder);
  if (above.includes(real)) return [];
  const visible = namesIn(folder).filter((name) => !name.startsWith('.'));
  return visible.flatMap((name) => {
    const path = folder.endsWith('/') ? `${folder}${name}` : `${folder}/${name}`;
    return statOf(path)?.isDirectory() ? filesUnder(path, [...above, real]) : [path];
  });
}

function excludedBy(exclude: readonly string[]): (path: string) => boolean {
  const globs = exclude.flatMap((pattern) => [...globsOf(pattern), ...globsOf(`**/${pattern}`)]);
  return (path) => {
    const plain = globs.length === 0 ? '' : slashes(normalize(path));
    return globs.some((glob) => matchesGlob(glob, plain));
  };
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
