// `--format ndjson`: a line for each exchange while the recordings are read.
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Exchange, Unreadable } from '../../model.ts';
import type { Judged, Rated } from '../../report/options.ts';
import { cannotRead } from '../files.ts';
import type { Output } from '../io.ts';

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
    ...(unchecked === undefined ? {} : { unchecked }),
  };
  return `${JSON.stringify(line)}\n`;
}

/** To standard output at once when it is slow to fill, so that whoever reads a live stream sees each line. */
export function createLineWriter(file: string | undefined, stdout: Output): LineWriter {
  const sink = file === undefined ? stdoutSink(stdout) : fileSink(file);
  let block = '';
  let due: NodeJS.Immediate | undefined;
  const flush = (): Promise<void> | undefined => {
    clearImmediate(due);
    due = undefined;
    const text = block;
    block = '';
    return text === '' ? undefined : sink.write(text);
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

function stdoutSink(stdout: Output): Sink {
  return { write: stdout.write, close: () => {} };
}

function fileSink(file: string): Sink {
  const handle = open(file);
  return {
    write: (text) => {
      writeSync(handle, text);
      return undefined;
    },
    close: () => closeSync(handle),
  };
}

function open(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    throw cannotRead(file, error);
  }
}
