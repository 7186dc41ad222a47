// Runs the command line as a function: what it wrote, and how it ended.

import type { Io } from '../../src/cli/command.ts';
import { main } from '../../src/cli/main.ts';

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };

export type Around = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly today?: string;
  readonly columns?: number;
  readonly signal?: AbortSignal;
  /** Called with each piece that goes to standard output. */
  readonly onWrite?: (text: string) => Promise<void> | undefined;
  /** The same for standard error. */
  readonly onError?: (text: string) => void;
};

export async function run(argv: readonly string[], around: Around = {}): Promise<Ran> {
  const wrote = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      wrote[name] += text;
      if (name === 'stderr') around.onError?.(text);
      return name === 'stdout' ? around.onWrite?.(text) : undefined;
    },
    isTerminal: around.columns !== undefined,
    columns: around.columns,
  });
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: octets(around.stdin ?? ''),
    cwd: around.cwd ?? process.cwd(),
    env: around.env ?? {},
    now: () => new Date(`${around.today ?? '2026-11-24'}T12:00:00Z`),
    signal: around.signal,
  };
  return { code: await main(argv, io), ...wrote };
}

async function* octets(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
