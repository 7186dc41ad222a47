// The baseline: which findings are known, why, and until when. People edit the file, so each mistake in it is named with its place,
// and the order of its entries is kept.
import { InputError } from '../lib/input-error.ts';
import { namePatterns } from '../lib/name-patterns.ts';
import { defined, isObject } from '../lib/objects.ts';
import { unknownName } from '../lib/suggest.ts';
import type { Baseline, BaselineEntry, Finding, Known } from '../model.ts';

const REQUIRED = ['fingerprint', 'code', 'status', 'pointer', 'reason'] as const;
const KEYS = [...REQUIRED, 'contract', 'operation', 'expires', 'ticket'];

/** In which they are written. */
const ORDER: readonly (keyof BaselineEntry)[] = [
  'fingerprint',
  'contract',
  'code',
  'operation',
  'status',
  'pointer',
  'reason',
  'expires',
  'ticket',
];

export const emptyBaseline: Baseline = { version: 1, findings: [] };

export function parseBaseline(text: string, file: string): Baseline {
  const root = parseJson(text, file);
  if (!isObject(root)) throw refusal(file, '', 'the baseline is not an object');
  if (root.version !== 1) throw refusal(file, '/version', 'the version of the baseline is not 1');
  if (!Array.isArray(root.findings)) throw refusal(file, '/findings', 'findings is not a list');
  const findings = root.findings.map((entry, index) => parseEntry(entry, file, `/findings/${index}`));
  refuseTwins(findings, file);
  return { version: 1, findings };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InputError(`the baseline is not JSON: ${(error as Error).message}`, {
      place: { file },
      fix: 'mend it, or write it again with driftgate baseline update --reason TEXT',
    });
  }
}

function parseEntry(entry: unknown, file: string, at: string): BaselineEntry {
  if (!isObject(entry)) throw refusal(file, at, 'the entry is not an object');
  for (const key of Object.keys(entry)) {
    const place = { file, pointer: `${at}/${key}` };
    if (!KEYS.includes(key)) throw unknownName({ noun: 'key', name: key, known: KEYS, place });
    if (typeof entry[key] !== 'string') throw refusal(file, place.pointer, `${key} is not a string`);
  }
  for (const key of REQUIRED)
    if (entry[key] === undefined || (key !== 'pointer' && entry[key] === ''))
      throw refusal(file, at, `the entry has no ${key}`);
  const { expires } = entry;
  if (expires !== undefined && !isDate(String(expires)))
    throw refusal(file, `${at}/expires`, `"${expires}" is not a date such as 2027-01-31`);
  return Object.fromEntries(ORDER.map((key) => [key, entry[key]])) as BaselineEntry;
}

function refuseTwins(findings: readonly BaselineEntry[], file: string): void {
  const first = new Map<string, number>();
  for (const [index, { fingerprint }] of findings.entries()) {
    const twin = first.get(fingerprint);
    if (twin !== undefined)
      throw refusal(file, `/findings/${index}`, `the fingerprint is already at /findings/${twin}`);
    first.set(fingerprint, index);
  }
}

function refusal(file: string, pointer: string, message: string): InputError {
  return new InputError(message, { place: { file, pointer } });
}

/** A full-date of RFC 3339 that is in the calendar. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Why entries are added, and until when. */
export type Reason = { readonly reason: string; readonly expires?: string; readonly ticket?: string };

/** The new findings that it lacks, appended; an expired entry is renewed where it stands. */
export function addToBaseline(
  baseline: Baseline,
  findings: readonly Finding[],
  why: Reason,
): { readonly baseline: Baseline; readonly added: readonly BaselineEntry[] } {
  const added = findings
    .filter((finding) => finding.known === undefined)
    .map(({ fingerprint, contract, code, operation, status, pattern }) => ({
      fingerprint,
      ...defined({ contract }),
      code,
      operation,
      status,
      pointer: pattern,
      ...why,
    }));
  const renewed = new Map(added.map((entry) => [entry.fingerprint, entry]));
  const kept = baseline.findings.map((entry) => renewed.get(entry.fingerprint) ?? entry);
  const old = new Set(baseline.findings.map((entry) => entry.fingerprint));
  const fresh = added.filter((entry) => !old.has(entry.fingerprint));
  return { baseline: { version: 1, findings: [...kept, ...fresh] }, added };
}

/** Without those entries. */
export function removeFromBaseline(baseline: Baseline, entries: readonly BaselineEntry[]): Baseline {
  const gone = new Set(entries.map(({ fingerprint }) => fingerprint));
  return { version: 1, findings: baseline.findings.filter(({ fingerprint }) => !gone.has(fingerprint)) };
}

const SELECTING = ['code', 'operation', 'pointer', 'fingerprint'] as const;

type Selecting = (typeof SELECTING)[number];

/** Whether a finding or an entry is selected: by each list of names that is not empty, `*` for any characters. */
export function selectedBy(
  namesOf: (key: Selecting) => readonly string[],
): (subject: Pick<BaselineEntry, Selecting>) => boolean {
  const tests = SELECTING.flatMap((key) => {
    const names = namesOf(key);
    return names.length === 0 ? [] : [{ key, isSelected: namePatterns(names) }];
  });
  return (subject) => tests.every(({ key, isSelected }) => isSelected(subject[key] ?? ''));
}

/** What an entry makes of its finding: from its date on it no longer covers, and the finding is new again. */
export function knownOrExpired(
  { reason, expires, ticket }: BaselineEntry,
  today: string,
): { readonly known: Known } | { readonly expired: Known } {
  const known: Known = { reason, ...defined({ expires, ticket }) };
  return expires !== undefined && expires <= today ? { expired: known } : { known };
}

export function formatBaseline(baseline: Baseline): string {
  return `${JSON.stringify(baseline, undefined, 2)}\n`;
}
