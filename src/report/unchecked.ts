import type { Exchange, Unchecked, Unreadable } from '../model.ts';
import type { Judged, ReportOptions } from './options.ts';
import { count, newTally, occurrenceOf, type Tally } from './tally.ts';

type Gap = NonNullable<Judged['unchecked']>;
type Entry = Gap & { readonly tally: Tally };

export type UncheckedList = {
  readonly saw: (source: string) => void;
  readonly add: (exchange: Exchange, gap: Gap) => void;
  readonly addUnreadable: (entry: Unreadable) => void;
  readonly addNamed: (gap: Gap) => void;
  readonly finish: (checked: number, interrupted: boolean) => readonly Unchecked[];
};

export function createUnchecked(options: ReportOptions, limit: number): UncheckedList {
  const entries = new Map<string, Entry>();
  const seen = new Set<string>();
  let last: string | undefined;

  function saw(source: string): void {
    if (source === last) return;
    last = source;
    seen.add(source);
  }

  /** Beyond the limit the subjects of one reason share an entry, which no one can have allowed. */
  function entryOf(gap: Gap): Entry {
    const key = `${gap.reason}\n${gap.subject}`;
    const found = entries.get(key);
    if (found !== undefined) return found;
    const others = { ...gap, subject: 'others', message: 'more than this report can name' };
    if (entries.size >= limit && gap.subject !== others.subject) return entryOf(others);
    const entry = { ...gap, tally: newTally() };
    entries.set(key, entry);
    return entry;
  }

  function add(exchange: Exchange, gap: Gap): void {
    count(entryOf(gap).tally, occurrenceOf(exchange, ''));
  }

  function addUnreadable(entry: Unreadable): void {
    saw(entry.source);
    const { reason = 'exchange-unreadable', subject = entry.source, unreadable: message } = entry;
    const gap = { reason, subject, message };
    count(entryOf(gap).tally, occurrenceOf(entry, ''));
  }

  function addNamed(gap: Gap): void {
    entryOf(gap).tally.occurrences++;
  }

  function finish(checked: number, interrupted: boolean): readonly Unchecked[] {
    if (interrupted) addNamed(INTERRUPTED);
    else noteEmpty();
    if (checked === 0 && listed().every((entry) => entry.allowed)) addNamed(NOTHING_CHECKED);
    return listed().sort(bySubject);
  }

  function noteEmpty(): void {
    for (const source of options.sources) if (!seen.has(source)) addNamed(emptyRecording(source));
    if (options.sources.length === 0) addNamed(NO_RECORDING);
  }

  function listed(): Unchecked[] {
    return [...entries.values()].map((entry) => uncheckedOf(entry, options));
  }

  return { saw, add, addUnreadable, addNamed, finish };
}

const NO_RECORDING: Gap = {
  reason: 'nothing-observed',
  subject: 'recordings',
  message: 'no recording was given',
};
const INTERRUPTED: Gap = {
  reason: 'interrupted',
  subject: 'recordings',
  message: 'the run was interrupted before all was read',
};
const NOTHING_CHECKED: Gap = {
  reason: 'nothing-observed',
  subject: 'exchanges',
  message: 'everything observed was allowed to go unchecked',
};

function emptyRecording(source: string): Gap {
  return { reason: 'nothing-observed', subject: source, message: 'the recording holds no exchange' };
}

function uncheckedOf({ reason, subject, message, tally }: Entry, options: ReportOptions): Unchecked {
  const { occurrences, where } = tally;
  return {
    reason,
    subject,
    message,
    occurrences,
    where,
    allowed: options.isAllowed(`${reason}: ${subject}`),
  };
}

function bySubject(a: Unchecked, b: Unchecked): number {
  const [left, right] = [`${a.reason}\n${a.subject}`, `${b.reason}\n${b.subject}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
