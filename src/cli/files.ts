// Files that the user named: written whole or not at all, and never over what the run was made from.
import {
  appendFileSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '../lib/input-error.ts';
import { type Leaving, outgoing } from '../lib/visible-text.ts';

/** Octets that must stay as they are, such as a recording's. Replaces the file at once, behind a link the file that it leads to; writes into what can't be replaced, such as a named pipe. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const info = statSync(file, { throwIfNoEntry: false });
    if (isReplaceable(file, info)) replace(info === undefined ? file : realpathSync(file), content, info);
    else writeInto(file, content);
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** A text of ours, in which may stand what came from outside. */
export function writeText(file: string, text: string, leaving?: Leaving): void {
  writeWhole(file, outgoing(text, leaving));
}

/** What stands under /dev or /proc is another name of something, even where it leads to a file: /dev/stdout. */
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
    remove(draft);
    throw error;
  }
}

/** The reason why it could not be written is the error that counts. */
function remove(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {}
}

/** Without waiting for a reader that never comes: then it is ENXIO. */
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

/** Refuses outputs that would overwrite an input or one another, by whatever path or link; `-` is standard input. */
export function keepInputs(outputs: readonly NamedFile[], inputs: readonly NamedFile[]): void {
  for (const [at, output] of outputs.entries()) {
    const taken = [...inputs, ...outputs.slice(0, at)].find((other) => isSame(output.file, other.file));
    if (taken === undefined) continue;
    throw new InputError(`the ${output.noun} would overwrite the ${taken.noun}`, {
      place: { file: output.file },
      fix: `give ${output.option ?? '-o'} another file`,
    });
  }
}

/** Also by a link, hard or symbolic. */
function isSame(output: string, other: string): boolean {
  if (resolve(output) === resolve(other)) return true;
  const [a, b] = [statOf(output), statOf(other)];
  return a?.isFile() === true && a.ino === b?.ino && a.dev === b.dev;
}

function statOf(file: string): Stats | undefined {
  try {
    return file === '-' ? fstatSync(0) : statSync(file);
  } catch {
    return undefined;
  }
}

export function cannotWrite(file: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined) return error;
  const message = code === 'ENXIO' ? 'nobody reads it' : `could not be written: ${code}`;
  return new InputError(message, { place: { file }, fix: 'check the path, its permissions and the disk' });
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
