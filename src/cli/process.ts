// The one place that turns the process into an Io: its streams, its signals, its end.
import { fstatSync, statSync, writeSync } from 'node:fs';
import { attempt } from '../lib/attempt.ts';
import { createInterrupt } from '../lib/interrupt.ts';
import { exitCodes, type Io, type Output } from './command.ts';
import { main } from './main.ts';

/** Ends the process. */
export async function runProcess(argv: readonly string[]): Promise<void> {
  let readsStdin = false;
  const stop = (): void => {
    // A second interrupt ends the process as usual.
    process.off('SIGINT', stop);
    if (!abort()) process.exit(exitCodes.interrupted);
  };
  // While nobody listens an interrupt ends the process as usual, and at once, also within work that lets no handler run: a compilation.
  const { interrupt, abort } = createInterrupt((isHeard) => {
    process[isHeard ? 'on' : 'off']('SIGINT', stop);
  });
  const [stdout, stderr] = [outputOf('stdout'), outputOf('stderr')];
  const io: Io = {
    stdout: stdout.output,
    stderr: stderr.output,
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
  if (!stdout.isStream() && !stderr.isStream()) process.exit(code);
  process.exitCode = code;
  // Whoever feeds it may never end it, which would keep the process alive.
  if (readsStdin) process.stdin.destroy();
}

type Name = 'stdout' | 'stderr';

type ProcessOutput = {
  readonly output: Output;
  /** Whether Node's stream may still hold what was written to it. */
  readonly isStream: () => boolean;
};

/** Files and pipes are written to directly: Node's streams for them load its network code. */
function outputOf(name: Name): ProcessOutput {
  if (isTerminalLike(name)) {
    const output = streamOutput(name);
    return { output, isStream: () => true };
  }
  let stream: Output | undefined;
  const write = (text: string): Promise<void> | undefined => {
    if (stream !== undefined) return stream.write(text);
    const left = written(name, Buffer.from(text));
    if (left === undefined) return undefined;
    stream = streamOutput(name);
    return process[name].write(left) ? undefined : drained(process[name]);
  };
  return {
    output: { write, isTerminal: false, columns: undefined },
    isStream: () => stream !== undefined,
  };
}

const descriptors: Readonly<Record<Name, number>> = { stdout: 1, stderr: 2 };
const devNull = '/dev/null';

function isTerminalLike(name: Name): boolean {
  const isTerminal = attempt(() => {
    const info = fstatSync(descriptors[name]);
    return info.isCharacterDevice() && info.rdev !== statSync(devNull).rdev;
  });
  return isTerminal ?? true;
}

/** The rest that a slow reader of a non-blocking pipe has not taken yet. */
function written(name: Name, octets: Buffer): Buffer | undefined {
  let from = 0;
  while (from < octets.length) {
    try {
      from += writeSync(descriptors[name], octets, from);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') return octets.subarray(from);
      if (code !== 'EINTR') cannotWrite(name, code);
    }
  }
  return undefined;
}

/** A full disk, a reader that went away: one line where it can be said, and the end, since what was asked for can't be had. */
function cannotWrite(name: Name, code: string | undefined): never {
  const reason = code === 'EPIPE' ? 'its reader went away' : code;
  if (name === 'stdout')
    attempt(() => writeSync(descriptors.stderr, `standard output could not be written: ${reason}\n`));
  process.exit(exitCodes.usage);
}

function streamOutput(name: Name): Output {
  const stream = process[name];
  stream.on('error', (error: NodeJS.ErrnoException) => cannotWrite(name, error.code));
  return {
    write: (text) => (stream.write(text) ? undefined : drained(stream)),
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
  };
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve));
}
