// Writes recordings. Each write creates a whole new file and renames it over the old one: the file is complete at any time, a kill loses at most the
// current entry, and two writers take turns. After eight megabytes the next file begins, which keeps a write cheap.
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../lib/input-error.ts';
import type { Exchange } from '../../model.ts';
import { redactExchange } from '../../redact/exchange.ts';
import type { Redactor } from '../../redact/redactor.ts';
import { lock } from './lock.ts';

export type RecordingWriter = {
  readonly name: string;
  readonly extension: string;
  readonly head: string;
  readonly separator: string;
  readonly tail: string;
  readonly entry: (exchange: Exchange) => Promise<string>;
  readonly entriesIn: (text: string) => readonly string[];
  /** Equal for entries of which the newer replaces the older. */
  readonly identity: (entry: string) => string;
};

export type RecorderOptions = {
  readonly directory: string;
  readonly writer: RecordingWriter;
  /** Asked for each exchange: credentials may have been renewed since. */
  readonly redactor: () => Redactor;
  /** false: entries of earlier runs are dropped at the first write to their file. */
  readonly merge: boolean;
  /** Told of an exchange in which something could not be looked into for secrets. */
  readonly onUnread?: (path: string, exchange: Exchange) => void;
  /** Octets after which the next file begins. */
  readonly rotateAt?: number;
};

export type Recorder = {
  /** Redacts, then writes; resolves to the path once the entry is in the file. `stem`: `operationId-status`. */
  readonly write: (stem: string, exchange: Exchange) => Promise<string>;
};

type Entry = { readonly text: string; readonly identity: string };

type FileState = { readonly entries: readonly Entry[]; readonly stamp: string };

export function createRecorder(options: RecorderOptions): Recorder {
  const known = new Map<string, FileState>();
  const begun = new Set<string>();
  let queue: Promise<unknown> = Promise.resolve();
  return {
    write(stem, exchange) {
      const written = queue.then(() => write(stem, exchange));
      queue = written.catch(() => {});
      return written;
    },
  };

  async function write(stem: string, exchange: Exchange): Promise<string> {
    const redactor = options.redactor();
    redactor.unread.clear();
    const redacted = redactExchange(exchange, redactor);
    const isUnread = redactor.unread.size > 0;
    const entry = entryOf(await options.writer.entry(redacted), options.writer);
    const path = join(options.directory, `${fileStem(stem)}${options.writer.extension}`);
    if (redactor.literals.isIn(entry.text))
      throw new InputError('a known secret would be left in the recording; nothing was written', {
        place: { file: path },
        fix: 'name the header, parameter or property that holds it in the config',
      });
    await mkdir(options.directory, { recursive: true });
    const held = await lock(join(options.directory, `.${basename(path)}.lock`), path);
    try {
      const target = await fileFor(path, entry);
      if (!(await held.isHeld())) throw new Error('the lock was taken away while writing');
      if (isUnread) options.onUnread?.(target, exchange);
      return target;
    } finally {
      await held.release();
    }
  }

  async function fileFor(path: string, entry: Entry): Promise<string> {
    for (let number = 1; ; number++) {
      const file = number === 1 ? path : path.replace(/(\.\w+)$/, `-${number}$1`);
      const entries = await present(file, number);
      const merged = mergedInto(entries, entry);
      const text = textOf(merged, options.writer);
      if (
        entries.length > 0 &&
        merged.length > entries.length &&
        text.length > (options.rotateAt ?? 8_000_000)
      )
        continue;
      await replaceFile(file, text);
      known.set(file, { entries: merged, stamp: await stampOf(file) });
      return file;
    }
  }

  async function present(file: string, number: number): Promise<readonly Entry[]> {
    const stamp = await stampOf(file);
    const cached = known.get(file);
    if (cached !== undefined && cached.stamp === stamp) return cached.entries;
    const isFirst = !begun.has(file);
    begun.add(file);
    if (isFirst && number === 1) await removeAbandoned(file);
    if (stamp === '') return [];
    // Read it even where it is to be replaced: a file that is no recording of ours must stay.
    const entries = await readEntries(file, options.writer);
    return isFirst && !options.merge ? [] : entries;
  }
}

function entryOf(text: string, { identity }: RecordingWriter): Entry {
  return { text, identity: identity(text) };
}

function mergedInto(entries: readonly Entry[], entry: Entry): readonly Entry[] {
  const at = entries.findIndex((other) => other.identity === entry.identity);
  return at === -1 ? [...entries, entry] : entries.with(at, entry);
}

function textOf(entries: readonly Entry[], { head, separator, tail }: RecordingWriter): string {
  return `${head}${entries.map(({ text }) => text).join(separator)}${tail}`;
}

async function readEntries(file: string, writer: RecordingWriter): Promise<readonly Entry[]> {
  try {
    return writer.entriesIn(await readFile(file, 'utf8')).map((text) => entryOf(text, writer));
  } catch {
    throw new InputError(
      'the file is there and is no recording that can be added to or replaced; nothing was written',
      {
        place: { file },
        fix: 'move it away, or record into another directory',
      },
    );
  }
}

// Only the owner can read it, even before it has its final name.
async function replaceFile(file: string, text: string): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${randomUUID()}.part`);
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}

async function removeAbandoned(file: string): Promise<void> {
  const directory = dirname(file);
  const prefix = `.${basename(file)}.`;
  for (const name of await readdir(directory))
    if (name.startsWith(prefix) && name.endsWith('.part')) await rm(join(directory, name), { force: true });
}

async function stampOf(file: string): Promise<string> {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeNs}`;
}

/** An operationId may hold anything; a file name may not. */
function fileStem(stem: string): string {
  const safe = stem
    .replace(/[^\w.-]+/g, '_')
    .replace(/^\.+/, '_')
    .slice(0, 150);
  return safe === '' ? '_' : safe;
}
