// What a run caches for the next one, in the user's own cache folder. Never in the project: a repository could bring a forged cache that passes the
// gate. Files that another user could have written are not read.

import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attempt } from '../lib/attempt.ts';
import type { Io } from './command.ts';
import { version } from './package.ts';

export type Cache = {
  /** Where a file of this name is, if it is there and to be trusted. */
  readonly find: (name: string) => string | undefined;
  readonly read: (name: string) => Buffer | undefined;
  /** A full or read-only disk costs only time. */
  readonly write: (name: string, content: string | Uint8Array) => void;
  /** What else belongs to the name of a file: another build may write another content. */
  readonly build: string;
};

/** undefined where nothing may be kept. From source nothing is: no version tells what the code does. */
export function openCache({ cwd, env }: Pick<Io, 'cwd' | 'env'>): Cache | undefined {
  const folder = import.meta.url.endsWith('.ts') ? undefined : userFolder(env);
  if (folder === undefined || isInProject(folder, cwd)) return undefined;
  let isTidy = false;
  const find = (name: string): string | undefined => {
    const file = join(folder, name);
    return isOurs(folder, 'folder') && isOurs(file, 'file') ? file : undefined;
  };
  return {
    find,
    read: (name) => {
      const file = find(name);
      return file === undefined ? undefined : attempt(() => readFileSync(file));
    },
    write: (name, content) =>
      void attempt(() => {
        write(folder, name, content);
        if (!isTidy) dropOld(folder);
        isTidy = true;
      }),
    build: `${version()} ${statSync(fileURLToPath(import.meta.url)).mtimeMs}`,
  };
}

/** https://specifications.freedesktop.org/basedir-spec/latest/: a relative path is ignored. */
function userFolder(env: Io['env']): string | undefined {
  const { XDG_CACHE_HOME: given, LOCALAPPDATA: windows, HOME: home } = env;
  const usual = windows ?? (home && join(home, process.platform === 'darwin' ? 'Library/Caches' : '.cache'));
  const base = given && isAbsolute(given) ? given : usual;
  return base && isAbsolute(base) ? join(base, 'driftgate') : undefined;
}

/** A cache folder inside of the project may have come with it. */
function isInProject(folder: string, cwd: string): boolean {
  const project = realpathSync(projectOf(cwd));
  return `${realOf(folder)}/`.startsWith(project === '/' ? '/' : `${project}/`);
}

function projectOf(cwd: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(`${folder}/package.json`) || existsSync(`${folder}/.git`)) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/** The real path of a path whose last parts may not exist yet. */
function realOf(path: string): string {
  return attempt(() => realpathSync(path)) ?? join(realOf(dirname(path)), path.slice(dirname(path).length));
}

/** Owned by this user, writable by nobody else, and no link. Windows has its own permissions on the user's folders. */
function isOurs(path: string, kind: 'file' | 'folder'): boolean {
  const info: Stats | undefined = attempt(() => lstatSync(path));
  if (info === undefined || !(kind === 'file' ? info.isFile() : info.isDirectory())) return false;
  const user = process.getuid?.();
  return user === undefined || (info.uid === user && (info.mode & 0o022) === 0);
}

/** The file is there whole or not at all. */
function write(folder: string, name: string, content: string | Uint8Array): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOurs(folder, 'folder')) return;
  const draft = join(folder, `${name}.${process.pid}.${Math.random()}.tmp`);
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
    renameSync(draft, join(folder, name));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

const MONTH = 30 * 24 * 3600 * 1000;

/** Keeps the folder small: an entry that is still used is written again after a month. */
function dropOld(folder: string): void {
  const oldest = Date.now() - MONTH;
  for (const name of readdirSync(folder)) {
    const info = lstatSync(join(folder, name), { throwIfNoEntry: false });
    if (info?.isFile() && info.mtimeMs < oldest) rmSync(join(folder, name), { force: true });
  }
}

/** A name for a file that holds something made of the text. Not a proof: compare the text. */
export function numberOf(text: string): string {
  let number = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193);
  return (number >>> 0).toString(16);
}
