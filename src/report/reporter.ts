import type { Rerun } from './way-out.ts';

export type Verbosity = 'quiet' | 'normal' | 'verbose';

export type RenderOptions = {
  /** Columns to wrap at; Infinity where the output is no terminal. Only `text` looks at it. */
  readonly width: number;
  /** Only `text` looks at it. */
  readonly color: boolean;
  /** Only `text` looks at it: machine formats are equal whoever asks. */
  readonly verbosity: Verbosity;
  /** For the commands that a report proposes. */
  readonly rerun: Rerun;
};
