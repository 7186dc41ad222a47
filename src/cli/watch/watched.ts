// What a run of `check` reads, as names with size and time, and the folders whose events tell of a change.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '../../lib/input-error.ts';
import { findRecordings } from '../../recordings/find.ts';
import { type Input, optionOf } from '../command.ts';
import type { Io } from '../io.ts';
import { type Settings, settingsOf } from '../settings.ts';

export type Seen = ReadonlyMap<string, string>;
export type Root = { readonly path: string; readonly recursive: boolean };
export type Watched = { readonly seen: Seen; readonly roots: readonly Root[] };

export async function watchedBy(input: Input, io: Io): Promise<Watched> {
  const settings = await settingsIfAny(input, io);
  const contract = settings?.contract ?? optionOf(input, 'contract');
  const recordings = settings?.recordings ?? input.arguments;
  const single = [settings?.configFile, settings?.baseline?.file, settings?.compiled];
  const files = [
    ...configsHere(io.cwd),
    ...single.filter((file) => file !== undefined),
    ...(contract === undefined ? [] : contractFiles(contract)),
    ...(await recordingFiles(recordings, settings?.exclude ?? [])),
  ];
  const folders = [
    { path: '.', recursive: false },
    ...[...single, contract].flatMap((file) =>
      file === undefined
        ? []
        : [{ path: dirname(file), recursive: dirname(file) !== '.' && file === contract }],
    ),
    ...recordings.map((word) => ({
      path: baseOf(word),
      recursive: isPattern(word) || baseOf(word) === word,
    })),
  ];
  return { seen: new Map(files.map((file) => [file, stampOf(file)])), roots: distinct(folders) };
}

/** The first name that is new, gone or different. */
export function changedSince(before: Seen, after: Seen): string | undefined {
  for (const [file, stamp] of after) if (before.get(file) !== stamp) return file;
  for (const file of before.keys()) if (!after.has(file)) return file;
  return undefined;
}

async function settingsIfAny(input: Input, io: Io): Promise<Settings | undefined> {
  try {
    return await settingsOf(input, io);
  } catch (error) {
    // The run itself says what is wrong with the config.
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function configsHere(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.startsWith('driftgate.config.'));
}

/** The document and what may be part of it: a contract refers only to files of its own folder. */
function contractFiles(contract: string): readonly string[] {
  const folder = dirname(contract);
  if (!existsSync(folder)) return [contract];
  const names = readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' });
  return [
    contract,
    ...names.filter((name) => /\.(?:ya?ml|json)$/i.test(name)).map((name) => join(folder, name)),
  ];
}

async function recordingFiles(
  words: readonly string[],
  exclude: readonly string[],
): Promise<readonly string[]> {
  const lists = await Promise.all(
    words.map(async (word) => {
      try {
        return await findRecordings([word], { exclude });
      } catch (error) {
        if (error instanceof InputError) return [word];
        throw error;
      }
    }),
  );
  return lists.flat();
}

/** The nearest folder that is there: of a file its own, of a glob the part without magic. */
function baseOf(word: string): string {
  const plain = isPattern(word) ? word.slice(0, word.search(/[*?[\]{}]/)).replace(/[^/]*$/, '') || '.' : word;
  const info = statSync(plain, { throwIfNoEntry: false });
  if (info?.isDirectory()) return plain;
  const parent = dirname(plain);
  return parent === plain || existsSync(parent) ? parent : baseOf(parent);
}

function isPattern(word: string): boolean {
  return /[*?[\]{}]/.test(word);
}

/** Each folder once, with its subfolders where anything asks for them. */
function distinct(roots: readonly Root[]): readonly Root[] {
  const wanted = new Map<string, boolean>();
  for (const { path, recursive } of roots)
    if (existsSync(path)) wanted.set(path, recursive || wanted.get(path) === true);
  return [...wanted].map(([path, recursive]) => ({ path, recursive }));
}

function stampOf(file: string): string {
  const info = statSync(file, { throwIfNoEntry: false });
  return info === undefined ? 'missing' : `${info.mtimeMs} ${info.size}`;
}
