// Everything of the outside world that a command may touch, besides files: an argument, so that tests pass their own.
import type { Interrupt } from '../lib/interrupt.ts';

export type Output = {
  /** A promise where the reader is slower than we are: wait for it before writing more. */
  readonly write: (text: string, kind?: 'runner commands' | undefined) => Promise<void> | undefined;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
};

export type Io = {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Aborted when the user interrupts. */
  readonly signal?: Interrupt | undefined;
};
