// The one place that turns the process into an Io: its streams, its signals.
import type { Io, Output } from './io.ts';
import { main } from './main.ts';

export async function runProcess(argv: readonly string[]): Promise<number> {
  let readsStdin = false;
  const interrupt = new AbortController();
  // Once: a second interrupt ends the process as usual.
  process.once('SIGINT', () => interrupt.abort());
  const io: Io = {
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    get stdin() {
      readsStdin = true;
      return process.stdin;
    },
    cwd: process.cwd(),
    env: process.env,
    now: () => new Date(),
    signal: interrupt.signal,
  };
  const code = await main(argv, io);
  // Whoever feeds it may never end it, which would keep the process alive.
  if (readsStdin) process.stdin.destroy();
  return code;
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => (stream.write(text) ? undefined : drained(stream)),
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
  };
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve));
}
