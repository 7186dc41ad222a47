// What could not be checked, by reason and subject: counted, named and failing unless the config allows it.
import { ownText } from '../lib/memory.ts';
import type { Unchecked, Unreadable } from '../model.ts';
import { createBoundedMap } from './bounded.ts';
import type { ReportOptions } from './options.ts';
import type { Gap, PartialReport, PartialTally } from './partial.ts';
import { addTally, count, newTally, type Origin, occurrencesOf, partialTally, type Tally } from './tally.ts';

/** `message` is that of the first occurrence. */
type Entry = { readonly reason: string; readonly subject: string; message: string; readonly tally: Tally };

type UncheckedList = {
  readonly saw: (source: string) => void;
  readonly add: (exchange: Origin, gap: Gap) => void;
  readonly addUnreadable: (entry: Unreadable) => void;
  readonly addNamed: (gap: Gap) => void;
  readonly partial: () => Pick<PartialReport, 'seen' | 'unchecked'>;
  readonly addPartial: (partial: Pick<PartialReport, 'seen' | 'unchecked'>) => void;
  readonly finish: (
    checked: number,
    interrupted: boolean,
    sources: readonly string[],
  ) => readonly Unchecked[];
};

/** Beyond the limit the subjects of a reason are counted under this name, which no config can allow. */
const OTHERS = 'others';
const WHOLE_EXCHANGE = { pointer: '', issue: 0 };

export function createUnchecked(options: ReportOptions, limit: number): UncheckedList {
  const others = new Map<string, Entry>();
  const entries = createBoundedMap<Entry>(limit, ({ reason, tally }) =>
    addTally(othersOf(reason).tally, partialTally(tally)),
  );
  const seen = new Set<string>();

  function othersOf(reason: string): Entry {
    const entry = others.get(reason) ?? {
      reason,
      subject: OTHERS,
      message: 'more than this report can name',
      tally: newTally(),
    };
    others.set(reason, entry);
    return entry;
  }

  function entryOf({ reason, subject, message }: Gap): Entry {
    if (subject === OTHERS) return othersOf(reason);
    const name = `${reason}\n${subject}`;
    const found = entries.get(name);
    if (found !== undefined) return found;
    if (!entries.hasRoom(name)) return othersOf(reason);
    const entry = { reason, subject: ownText(subject), message, tally: newTally() };
    entries.set(name, entry);
    return entry;
  }

  function add(origin: Origin, gap: Gap): void {
    const entry = entryOf(gap);
    if (count(entry.tally, origin, WHOLE_EXCHANGE) && entry.subject === gap.subject)
      entry.message = ownText(gap.message);
  }

  function addUnreadable(entry: Unreadable): void {
    seen.add(entry.source);
    const { reason = 'exchange-unreadable', subject = entry.source, unreadable: message } = entry;
    add(entry, { reason, subject, message });
  }

  function addNamed(gap: Gap): void {
    entryOf(gap).tally.occurrences++;
  }

  function all(): Entry[] {
    return [...entries.values(), ...others.values()].sort(bySubject);
  }

  function partial(): Pick<PartialReport, 'seen' | 'unchecked'> {
    const unchecked = all().map(({ tally, ...entry }) => ({ ...entry, tally: partialTally(tally) }));
    return { seen: [...seen].sort(), unchecked };
  }

  function addPartial(more: Pick<PartialReport, 'seen' | 'unchecked'>): void {
    for (const source of more.seen) seen.add(source);
    for (const { tally, ...gap } of more.unchecked) addTo(gap, tally);
  }

  function addTo(gap: Gap, tally: PartialTally): void {
    const entry = entryOf(gap);
    if (addTally(entry.tally, tally) && entry.subject === gap.subject) entry.message = gap.message;
  }

  function finish(checked: number, interrupted: boolean, sources: readonly string[]): readonly Unchecked[] {
    if (interrupted) addNamed(INTERRUPTED);
    else noteEmpty(sources);
    if (checked === 0 && listed().every((entry) => entry.allowed))
      addNamed(nothing('exchanges', 'everything observed was allowed to go unchecked'));
    return listed();
  }

  function noteEmpty(sources: readonly string[]): void {
    for (const source of sources)
      if (!seen.has(source)) addNamed(nothing(source, 'the recording holds no exchange'));
    if (sources.length === 0) addNamed(nothing('recordings', 'no recording was given'));
  }

  function listed(): Unchecked[] {
    return all().map((entry) => uncheckedOf(entry, options));
  }

  return {
    saw: (source) => void seen.add(source),
    add,
    addUnreadable,
    addNamed,
    partial,
    addPartial,
    finish,
  };
}

const INTERRUPTED: Gap = {
  reason: 'interrupted',
  subject: 'recordings',
  message: 'the run was interrupted before all was read',
};

function nothing(subject: string, message: string): Gap {
  return { reason: 'nothing-observed', subject, message };
}

function uncheckedOf({ reason, subject, message, tally }: Entry, options: ReportOptions): Unchecked {
  return {
    reason,
    subject,
    message,
    occurrences: tally.occurrences,
    where: occurrencesOf(tally),
    allowed: options.isAllowed(`${reason}: ${subject}`),
  };
}

function bySubject(a: Gap, b: Gap): number {
  const [left, right] = [`${a.reason}\n${a.subject}`, `${b.reason}\n${b.subject}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
