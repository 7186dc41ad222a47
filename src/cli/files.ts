import { appendFileSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../lib/input-error.ts';

/** The file is there whole or not at all: written beside its place, then renamed. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(isDevice(file) ? file : draft, content);
    if (!isDevice(file)) renameSync(draft, file);
  } catch (error) {
    remove(draft);
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

/** As far as it got; the reason why it did not get further is what counts. */
function remove(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {}
}

/** /dev/stdout, a named pipe: to be written to, not replaced. */
function isDevice(file: string): boolean {
  const info = statSync(file, { throwIfNoEntry: false });
  return info !== undefined && !info.isFile() && !info.isDirectory();
}

function cannotWrite(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  return new InputError(`could not be written: ${code}`, {
    place: { file },
    fix: 'check the path and its permissions',
  });
}

/** Text of a file that the user named, or an InputError that says why not. */
export function cannotRead(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  if (code === undefined) return error;
  const message = code === 'ENOENT' ? 'no such file' : `could not be read: ${code}`;
  return new InputError(message, { place: { file }, fix: 'check the path' });
}
