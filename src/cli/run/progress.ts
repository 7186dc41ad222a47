// How far a long run is: one line on the terminal, rewritten in place and taken away at the end. Loaded only where standard error is
// a terminal; a run that is over within a second shows nothing.
import { statOf } from '../../recordings/find.ts';
import type { Output } from '../command.ts';

export type Progress = {
  /** So many octets more were read; often called. */
  readonly add: (octets: number) => void;
  /** Takes the line away, and shows no other. */
  readonly end: () => void;
};

type Done = {
  readonly octets: number;
  /** Octets in all; undefined where nobody knows, as for standard input. */
  readonly total: number | undefined;
  readonly milliseconds: number;
};

/** A recording, or a stretch of its octets. */
export type Sized = { readonly path: string; readonly start?: number; readonly end?: number };

const QUIET = 1000;
const PAUSE = 200;
/** ECMA-48 EL: to the end of the line. */
const ERASE = '\r\u001b[K';

export function createProgress(
  output: Output,
  total: number | undefined,
  clock: () => number = () => performance.now(),
): Progress {
  const started = clock();
  const line = statusLine(output, QUIET, clock);
  let octets = 0;
  let isEnded = false;
  return {
    add(more) {
      octets += more;
      if (!isEnded) line.show((now) => progressLine({ octets, total, milliseconds: now - started }));
    },
    end() {
      isEnded = true;
      line.hide();
    },
  };
}

export type StatusLine = {
  readonly show: (text: (now: number) => string) => void;
  readonly hide: () => void;
};

/** Shows nothing for `quiet` milliseconds, since most work is over by then; later a text only where the one before was there for a while. */
export function statusLine(
  output: Output,
  quiet: number = QUIET / 4,
  clock: () => number = () => performance.now(),
): StatusLine {
  let next = clock() + quiet;
  let isShown = false;
  return {
    show(text) {
      const now = clock();
      if (now < next) return;
      next = now + PAUSE;
      isShown = true;
      // A terminal that does not know its width says 0.
      output.write(ERASE + text(now).slice(0, (output.columns || 80) - 1));
    },
    hide() {
      if (isShown) output.write(ERASE);
      isShown = false;
    },
  };
}

/** A pipe has no size that says anything. */
export function totalOf(files: readonly Sized[]): number | undefined {
  const sizes = files.map(({ path, start, end }) => {
    if (start !== undefined && end !== undefined) return end - start;
    const info = path === '-' ? undefined : statOf(path);
    return info?.isFile() ? info.size : undefined;
  });
  return sizes.includes(undefined) ? undefined : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

/** `512 MB of 2.00 GB (25 %), 104 MB/s, 15 s left`; of an unknown total, what was read and how fast. */
export function progressLine({ octets, total, milliseconds }: Done): string {
  const rate = milliseconds > 0 ? (octets * 1000) / milliseconds : 0;
  const speed = `${sizeOf(rate)}/s`;
  // What grows while it is read has no end that could be foretold.
  if (total === undefined || octets > total) return `${sizeOf(octets)}, ${speed}`;
  const share = total === 0 ? 100 : Math.floor((octets * 100) / total);
  const left = rate > 0 ? `, ${timeOf((total - octets) / rate)} left` : '';
  return `${sizeOf(octets)} of ${sizeOf(total)} (${share} %), ${speed}${left}`;
}

const units = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Three digits of the unit that fits, by thousands. */
function sizeOf(octets: number): string {
  if (octets < 999.5) return `${Math.round(octets)} B`;
  let value = octets / 1000;
  let at = 0;
  for (; value >= 999.5 && at < units.length - 1; at++) value /= 1000;
  return `${threeDigits(value)} ${units[at] ?? ''}`;
}

function threeDigits(value: number): string {
  if (value < 9.995) return value.toFixed(2);
  return value.toFixed(value < 99.95 ? 1 : 0);
}

function timeOf(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
