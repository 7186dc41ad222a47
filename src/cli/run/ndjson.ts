// `--format ndjson`: a line for each exchange while the recordings are read.
import { closeSync } from 'node:fs';
import { masked } from '../../lib/token-forms.ts';
import { outgoing } from '../../lib/visible-text.ts';
import type { Exchange, Unreadable } from '../../model.ts';
import type { Judged, Rated } from '../../report/options.ts';
import type { Output } from '../command.ts';
import { cannotWrite, openToWrite, writeAll } from '../files.ts';

/** Lines are written in blocks: a write a line costs more than the line. */
const BLOCK = 16 * 1024;

export type LineWriter = {
  readonly write: (line: string) => Promise<void> | undefined;
  readonly end: () => Promise<void>;
};

export function lineOf(
  entry: Exchange | Unreadable,
  judged: Judged | undefined,
  rated: Rated | undefined,
): string {
  const { source, index } = entry;
  const unchecked =
    'unreadable' in entry
      ? {
          reason: entry.reason ?? 'exchange-unreadable',
          subject: entry.subject ?? source,
          message: entry.unreadable,
        }
      : judged?.unchecked;
  const line = {
    source,
    index,
    operation: judged?.operation?.id ?? null,
    status: 'unreadable' in entry ? null : entry.response.status,
    outcome: rated?.outcome ?? 'unchecked',
    findings: rated?.findings ?? [],
    unchecked,
    notJudged: judged?.notJudged,
  };
  return `${JSON.stringify(line)}\n`;
}

/** Writes a block when it is full or when the process is idle, so that the reader of a live stream sees each line. */
export function createLineWriter(file: string | undefined, stdout: Output): LineWriter {
  const sink = file === undefined ? { write: stdout.write, close: () => {} } : fileSink(file);
  let block = '';
  let due: NodeJS.Immediate | undefined;
  // The write that is under way, or that failed: the next one waits for it, so that a slow reader holds all of them back.
  let writing: Promise<void> | undefined;
  const flush = (): Promise<void> | undefined => {
    clearImmediate(due);
    due = undefined;
    const text = block;
    block = '';
    if (text === '') return writing;
    const written = writing === undefined ? sink.write(text) : writing.then(() => sink.write(text));
    writing = written;
    written?.then(
      () => {
        if (writing === written) writing = undefined;
      },
      () => {},
    );
    return written;
  };
  return {
    write: (line) => {
      block += line;
      if (block.length >= BLOCK) return flush();
      due ??= setImmediate(() => void flush());
      return undefined;
    },
    end: async () => {
      await flush();
      sink.close();
    },
  };
}

type Sink = { readonly write: (text: string) => Promise<void> | undefined; readonly close: () => void };

/** An error is thrown by the next write or at the end: nobody would catch it in between. */
function fileSink(file: string): Sink {
  const handle = openToWrite(file);
  let failed: { readonly error: unknown } | undefined;
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      failed = { error: cannotWrite(file, error) };
    }
  };
  return {
    write: (text) => {
      if (failed !== undefined) return Promise.reject(failed.error);
      attempt(() => writeAll(handle, outgoing(masked(text))));
      return undefined;
    },
    close: () => {
      attempt(() => closeSync(handle));
      if (failed !== undefined) throw failed.error;
    },
  };
}
