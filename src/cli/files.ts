// Files that the user named: written whole or not at all, and never over what the run was made from.

import {
  appendFileSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { attempt } from '../lib/attempt.ts';
import { InputError } from '../lib/input-error.ts';
import { masked } from '../lib/token-forms.ts';
import { type Leaving, outgoing } from '../lib/visible-text.ts';

/** Octets that must stay as they are, such as a recording's. Replaces the file at once, behind a link the file that it leads to; writes into what can't be replaced, such as a named pipe. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const info = statSync(file, { throwIfNoEntry: false });
    if (!isReplaceable(file, info)) return writeInto(file, content);
    const target = targetOf(file);
    mkdirSync(dirname(target), { recursive: true });
    replace(target, content, info);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** The same with tokens of known forms masked: what says something of traffic. */
export function writeReport(file: string, text: string, leaving?: Leaving): void {
  writeText(file, masked(text), leaving);
}

/** A text of ours, in which may stand what came from outside. */
export function writeText(file: string, text: string, leaving?: Leaving): void {
  writeWhole(file, outgoing(text, leaving));
}

/** A path under /dev or /proc is another name of something that is open, even where it leads to a file: /dev/stdout. */
function isReplaceable(file: string, info: Stats | undefined): boolean {
  if (/^\/(?:dev|proc)\//.test(file)) return false;
  return info === undefined || info.isFile() || info.isDirectory();
}

function replace(file: string, content: string | Uint8Array, info: Stats | undefined): void {
  const draft = join(dirname(file), `.driftgate.${process.pid}.tmp`);
  try {
    const handle = openSync(draft, 'wx', info === undefined ? 0o666 : info.mode & 0o777);
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (error) {
    // The reason why it could not be written is the error that counts.
    attempt(() => rmSync(draft, { force: true }));
    throw error;
  }
}

/** Does not wait for the reader of a pipe: without one the error is ENXIO. */
function writeInto(file: string, content: string | Uint8Array): void {
  const handle = openSync(file, constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK);
  try {
    writeAll(handle, content);
  } finally {
    closeSync(handle);
  }
}

/** The handle may be that of a pipe with a slow reader. */
export function writeAll(handle: number, content: string | Uint8Array): void {
  const octets = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < octets.length; )
    try {
      at += writeSync(handle, octets, at);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
}

/** For lines that are written as they come. */
export function openToWrite(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NONBLOCK;
    const isNew = isReplaceable(file, statSync(file, { throwIfNoEntry: false }));
    return openSync(file, flags | (isNew ? constants.O_TRUNC : constants.O_APPEND));
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

export function append(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** `option`: which one named it, where that is not -o. */
export type NamedFile = { readonly noun: string; readonly file: string; readonly option?: string };

/** Refuses outputs that would overwrite an input, a file that npm and its like keep, or one another, by whatever path or link; `-` is standard input. */
export function keepInputs(outputs: readonly NamedFile[], inputs: readonly NamedFile[]): void {
  if (outputs.length === 0) return;
  const taken = new Map<string, NamedFile>();
  const take = (named: NamedFile): void => {
    for (const mark of marksOf(named.file)) taken.set(mark, taken.get(mark) ?? named);
  };
  for (const input of [...inputs, ...packageFiles()]) take(input);
  for (const output of outputs) {
    const other = marksOf(output.file).map((mark) => taken.get(mark));
    const found = other.find((each) => each !== undefined);
    if (found !== undefined)
      throw new InputError(`the ${output.noun} would overwrite the ${found.noun}`, {
        place: { file: output.file },
        fix: `give ${output.option ?? '-o'} another file`,
      });
    take(output);
  }
}

/** A draft is for a new file: what is there, even a link that leads nowhere, stays. */
export function refuseExisting(file: string): void {
  // x/../draft.yaml does not exist until the folder x does.
  if ([file, resolve(file)].every((name) => lstatSync(name, { throwIfNoEntry: false }) === undefined)) return;
  throw new InputError('is there already; a draft never overwrites', {
    place: { file },
    fix: 'name a new file with -o',
  });
}

/** Equal for two names of one file: by another path, by links of either kind, also where nothing is there yet. */
function marksOf(file: string): readonly string[] {
  const info = statOf(file);
  const octets = info?.isFile() ? [`${info.dev} ${info.ino}`] : [];
  return file === '-' ? octets : [...octets, resolve(file), targetOf(file)];
}

/** Where the system would write: behind all links, though the file and its folders need not be there. */
function targetOf(file: string, links = 40): string {
  const real = attempt(() => realpathSync.native(file));
  if (real !== undefined || dirname(file) === file) return real ?? resolve(file);
  const folder = targetOf(dirname(file), links);
  const path = join(folder, basename(file));
  const next = links > 0 ? attempt(() => readlinkSync(path)) : undefined;
  if (next === undefined) return path;
  return targetOf(isAbsolute(next) ? next : `${folder}/${next}`, links - 1);
}

const PACKAGE_FILES = [
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.json',
  'deno.lock',
];

/** Of this folder and of those above it: a workspace keeps them at its root. */
function packageFiles(): readonly NamedFile[] {
  const files: NamedFile[] = [];
  for (let folder = resolve(); ; folder = dirname(folder)) {
    for (const name of PACKAGE_FILES) {
      const file = join(folder, name);
      if (statOf(file) !== undefined) files.push({ noun: `project's ${name}`, file });
    }
    if (dirname(folder) === folder) return files;
  }
}

function statOf(file: string): Stats | undefined {
  return attempt(() => (file === '-' ? fstatSync(0) : statSync(file)));
}

export function cannotWrite(file: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const message = code === 'ENXIO' ? 'nobody reads it' : `could not be written: ${code}`;
  return new InputError(message, { place: { file }, fix: 'check the path, its permissions and the disk' });
}

/** A file that the user named. A pipe or device may never end. */
export function readNamed(file: string): Buffer {
  let info: Stats;
  try {
    info = statSync(file);
    if (info.isFile()) return readFileSync(file);
  } catch (error) {
    throw cannotRead(file, error);
  }
  const message = info.isDirectory() ? 'is a folder' : 'is no regular file';
  throw new InputError(message, { place: { file }, fix: 'check the path' });
}

export function readText(file: string): string {
  return readNamed(file).toString('utf8');
}

/** An InputError that says why a file that the user named can't be read. */
export function cannotRead(file: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const message = code === 'ENOENT' ? 'no such file' : `could not be read: ${code}`;
  return new InputError(message, { place: { file }, fix: 'check the path' });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
