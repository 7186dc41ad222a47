// A mistake in a contract, before and after it has a place in a file.
import { InputError } from '../lib/input-error.ts';
import type { JsonPointer, Place } from '../model.ts';
import type { DefectKind } from './defects.ts';

export type Problem = {
  readonly kind: DefectKind;
  /** What tells several of a kind apart: the pattern, the format, the keyword. */
  readonly subject?: string;
  readonly pointer: JsonPointer;
  /** The mistake is the name of the member, not its value. */
  readonly atKey?: true;
  readonly message: string;
  /** What it clashes with: its place ends the message. */
  readonly other?: JsonPointer;
  readonly fix?: string | undefined;
  /** What makes the document readable all the same. */
  readonly edits?: readonly Edit[];
};

/** A change of the document: removes what stands at the pointer, puts a value there, adds to it, or marks the schema there as not judged in full. */
export type Edit =
  | { readonly at: JsonPointer; readonly do: 'remove' }
  | { readonly at: JsonPointer; readonly do: 'put' | 'add'; readonly value: unknown }
  | { readonly at: JsonPointer; readonly do: 'mark'; readonly name: string };

export type PlacedProblem = {
  readonly kind: DefectKind;
  readonly subject: string;
  readonly place: Place;
  readonly message: string;
  readonly fix?: string | undefined;
};

/** One error for all of them, in the order of the files; the one problem itself where there is only one. */
export function problemsError(problems: readonly PlacedProblem[]): InputError {
  const sorted = sortedProblems(problems);
  const [first] = sorted;
  if (first !== undefined && sorted.length === 1) return new InputError(first.message, first);
  return new InputError(`${sorted.length} mistakes in the contract`, { problems: sorted });
}

/** Each once, in the order of the files. */
export function sortedProblems(problems: readonly PlacedProblem[]): readonly PlacedProblem[] {
  const byIdentity = Map.groupBy(problems, ({ place: { file, line, column }, message }) =>
    JSON.stringify([file, line, column, message]),
  );
  return [...byIdentity.values()].flatMap(([first]) => first ?? []).sort(byPlace);
}

function byPlace(one: PlacedProblem, other: PlacedProblem): number {
  if (one.place.file !== other.place.file) return one.place.file < other.place.file ? -1 : 1;
  return (
    (one.place.line ?? 0) - (other.place.line ?? 0) || (one.place.column ?? 0) - (other.place.column ?? 0)
  );
}

/** The JSON type of a value, as messages say it. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
