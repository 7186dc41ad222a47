// The one place that turns the process into an Io: its streams, its signals.
import { fstatSync, statSync, writeSync } from 'node:fs';
import { createInterrupt } from '../lib/interrupt.ts';
import type { Io, Output } from './io.ts';
import { main } from './main.ts';

/** Streams may still hold what was written to them. */
let writesStreams = false;

/** Ends the process. */
export async function runProcess(argv: readonly string[]): Promise<void> {
  let readsStdin = false;
  const { interrupt, abort } = createInterrupt();
  // Once: a second interrupt ends the process as usual.
  process.once('SIGINT', abort);
  const io: Io = {
    stdout: outputOf(1, 'stdout'),
    stderr: outputOf(2, 'stderr'),
    get stdin() {
      readsStdin = true;
      return process.stdin;
    },
    cwd: process.cwd(),
    env: process.env,
    now: () => new Date(),
    signal: interrupt,
  };
  const code = await main(argv, io);
  // Nothing is left to be written, and the rest of a usual end is to tidy up memory that goes with the process.
  if (!writesStreams) process.exit(code);
  process.exitCode = code;
  // Whoever feeds it may never end it, which would keep the process alive.
  if (readsStdin) process.stdin.destroy();
}

/** Files and pipes are written to directly: Node's streams for them load its network code. */
function outputOf(descriptor: number, name: 'stdout' | 'stderr'): Output {
  if (isTerminalLike(descriptor)) return streamOutput(name);
  let stream: Output | undefined;
  return {
    write: (text) => {
      if (stream !== undefined) return stream.write(text);
      const left = written(descriptor, Buffer.from(text));
      if (left === undefined) return undefined;
      stream = streamOutput(name);
      return process[name].write(left) ? undefined : drained(process[name]);
    },
    isTerminal: false,
    columns: undefined,
  };
}

const devNull = '/dev/null';

function isTerminalLike(descriptor: number): boolean {
  try {
    const info = fstatSync(descriptor);
    return info.isCharacterDevice() && info.rdev !== statSync(devNull).rdev;
  } catch {
    return true;
  }
}

/** What could not be written since the reader of a non-blocking pipe is slow. */
function written(descriptor: number, octets: Buffer): Buffer | undefined {
  let from = 0;
  while (from < octets.length) {
    try {
      from += writeSync(descriptor, octets, from);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') readerIsGone();
      if (code === 'EAGAIN') return octets.subarray(from);
      if (code !== 'EINTR') throw error;
    }
  }
  return undefined;
}

/** `| head`: no message, and not a success either; 128 + SIGPIPE as other programs end. */
function readerIsGone(): never {
  process.exit(141);
}

function streamOutput(name: 'stdout' | 'stderr'): Output {
  const stream = process[name];
  writesStreams = true;
  if (name === 'stdout')
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') readerIsGone();
      throw error;
    });
  return {
    write: (text) => (stream.write(text) ? undefined : drained(stream)),
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
  };
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve));
}
