// Findings of operations that share a part of the contract have one cause: to people they are one entry, in which each is counted.
// Data formats and baselines keep them apart, by fingerprint.
import { formatPlace } from '../lib/location.ts';
import type { Finding } from '../model.ts';
import { rankOf } from './outcome.ts';

/** A finding that stands for others of the same cause, too. */
export type Cause = Finding & {
  /** All of them, this one first; absent where it stands for itself. */
  readonly alike?: readonly Finding[];
};

const MOST_PLACES = 10;

/** One for the same code, level and name at the same place of the contract, where more than one operation has it. */
export function causesOf(findings: readonly Finding[]): readonly Cause[] {
  const groups = Map.groupBy(findings, keyOf);
  return [...groups.values()].flatMap((alike): readonly Cause[] => {
    const [first] = alike;
    const operations = new Set(alike.map(({ operation }) => operation));
    return first === undefined || operations.size < 2 ? alike : [together(first, alike)];
  });
}

/** An undeclared header is one by its name, wherever responses are declared. */
function keyOf({ code, level, name, known, declared, fingerprint, operation, contract }: Finding): string {
  const place = code === 'header-undocumented' ? '' : declared?.place && formatPlace(declared.place);
  if (place === undefined || operation === undefined) return fingerprint;
  return JSON.stringify([code, level, name ?? null, known?.reason ?? null, place, contract ?? null]);
}

function together(first: Finding, alike: readonly Finding[]): Cause {
  const sum = (of: (finding: Finding) => number): number =>
    alike.reduce((total, finding) => total + of(finding), 0);
  const outOf = sum((finding) => finding.outOf ?? 0);
  return {
    ...first,
    alike,
    occurrences: sum(({ occurrences }) => occurrences),
    ...(outOf === 0 ? {} : { outOf }),
    where: alike.flatMap(({ where }) => where).slice(0, MOST_PLACES),
  };
}

/** Errors before warnings before notes, then what more operations have; otherwise in the order of the report. */
export function worstFirst(causes: readonly Cause[]): readonly Cause[] {
  const operations = ({ alike = [] }: Cause): number => alike.length;
  return causes.toSorted((a, b) => rankOf(a) - rankOf(b) || operations(b) - operations(a));
}
