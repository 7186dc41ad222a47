import type { Report } from '../model.ts';
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

type Render = (report: Report, options: RenderOptions) => string;

/** A line in the list of reporters: its name, and how to load it. */
export type Reporter = {
  readonly name: string;
  /** Without a dot. */
  readonly extension: string;
  /** Files are named from the repository's root, since the reader of this format knows no working directory. */
  readonly fromRepository?: true;
  readonly load: () => Promise<{ readonly render: Render }>;
};
