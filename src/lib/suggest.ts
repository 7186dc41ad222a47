// Unknown names: the nearest known one, and the error that says so.
import type { Place } from '../model.ts';
import { InputError } from './input-error.ts';

/** The nearest known name within a third of its length in edits, or undefined. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** The fix for an unknown name: the nearest known one, if any is near, behind `before`. */
export function didYouMean(name: string, known: readonly string[], before = ''): string | undefined {
  const near = nearest(name, known);
  return near && `did you mean ${before}${near}?`;
}

// Optimal string alignment: Levenshtein with the transposition of neighbours as one edit.
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (older[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [older, previous] = [previous, row];
  }
  return previous[b.length] ?? 0;
}

/** `a, b, c`, stopping at ten with `and 12 more`. */
export function listOf(names: readonly string[], limit = 10): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown;
}

type UnknownName = {
  /** What the name should have named: `operation`. */
  readonly noun: string;
  readonly name: string;
  readonly known: readonly string[];
  /** What stands before the nearest name in the fix: `--operation `. */
  readonly before?: string;
  readonly place?: Place;
};

/** `unknown format "junti"; known: text, json`, with the nearest known name as the fix. */
export function unknownName({ noun, name, known, before, place }: UnknownName): InputError {
  const fix = didYouMean(name, known, before);
  return new InputError(`unknown ${noun} "${name}"; known: ${listOf(known)}`, { place, fix });
}
