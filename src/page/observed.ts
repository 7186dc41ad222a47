// What the traffic shows, counted by pattern: `*` stands for an array's items; keys of maps stay as they are.
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import { describeKind } from './describe-kind.ts';

/** How often something came: in how many exchanges, when, and in which recordings (the first ten). */
export type Sighting = {
  readonly count: number;
  readonly firstSeen: string | undefined;
  readonly lastSeen: string | undefined;
  readonly sources: readonly string[];
};

export type Seen = Sighting & {
  /** `a string`, `an integer`. */
  readonly kinds: readonly string[];
  /** Scalars by text, for lists of values; at most 500. */
  readonly values: ReadonlyMap<string, Sighting>;
};

export type Observed = {
  /** How many bodies of this operation and status (or `request`) were looked at. */
  readonly bodies: (operation: string, status: string) => number;
  /** By pattern; of `request` also `query limit` and the like. */
  readonly at: (operation: string, status: string) => ReadonlyMap<JsonPointer, Seen>;
  /** Exchanges by status, with or without a body; `request` counts them all. */
  readonly exchanges: (operation: string, status: string) => Sighting | undefined;
};

export type When = { readonly startedAt?: string | undefined; readonly source?: string | undefined };

export type Tally = Observed & {
  readonly add: (operation: string, status: string, body: unknown, when?: When) => void;
  readonly addExchange: (operation: string, status: string, when?: When) => void;
  /** `query limit`, `header X-Auth-Token`. */
  readonly addParameters: (operation: string, names: readonly string[], when?: When) => void;
};

type Counting = {
  count: number;
  firstSeen: string | undefined;
  lastSeen: string | undefined;
  sources: string[];
};
type SeenCounting = Counting & { kinds: string[]; values: Map<string, Counting> };

const patternLimit = 20_000;
const valueLimit = 500;
const sourceLimit = 10;

export function createTally(): Tally {
  const bodies = new Map<string, number>();
  const exchanges = new Map<string, Counting>();
  const seen = new Map<string, Map<JsonPointer, SeenCounting>>();
  const key = (operation: string, status: string) => `${status} ${operation}`;
  const patternsOf = (id: string) => entryOf(seen, id, () => new Map<JsonPointer, SeenCounting>());
  return {
    bodies: (operation, status) => bodies.get(key(operation, status)) ?? 0,
    at: (operation, status) => seen.get(key(operation, status)) ?? new Map(),
    exchanges: (operation, status) => exchanges.get(key(operation, status)),
    add(operation, status, body, when = {}) {
      const id = key(operation, status);
      bodies.set(id, (bodies.get(id) ?? 0) + 1);
      addBody(patternsOf(id), body, when);
    },
    addExchange(operation, status, when = {}) {
      for (const side of [status, 'request']) note(entryOf(exchanges, key(operation, side), nothing), when);
    },
    addParameters(operation, names, when = {}) {
      const patterns = patternsOf(key(operation, 'request'));
      for (const name of new Set(names)) note(entryOf(patterns, name, nothingSeen), when);
    },
  };
}

function addBody(patterns: Map<JsonPointer, SeenCounting>, body: unknown, when: When): void {
  const counted = new Set<Counting>();
  const once = (entry: Counting) => {
    if (!counted.has(entry)) note(entry, when);
    counted.add(entry);
  };
  const stack: { value: unknown; pattern: JsonPointer }[] = [{ value: body, pattern: '' }];
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const { value, pattern } = frame;
    if (!patterns.has(pattern) && patterns.size >= patternLimit) continue;
    const entry = entryOf(patterns, pattern, nothingSeen);
    once(entry);
    const kind = describeKind(value);
    if (!entry.kinds.includes(kind)) entry.kinds.push(kind);
    if (typeof value !== 'object' || value === null) noteValue(entry, value, once);
    else
      for (const [name, below] of Object.entries(value))
        stack.push({
          value: below,
          pattern: Array.isArray(value) ? `${pattern}/*` : appendToken(pattern, name),
        });
  }
}

function nothing(): Counting {
  return { count: 0, firstSeen: undefined, lastSeen: undefined, sources: [] };
}

function nothingSeen(): SeenCounting {
  return { ...nothing(), kinds: [], values: new Map() };
}

function note(entry: Counting, { startedAt, source }: When): void {
  entry.count++;
  if (source !== undefined && entry.sources.length < sourceLimit && !entry.sources.includes(source))
    entry.sources.push(source);
  if (startedAt === undefined) return;
  if (entry.firstSeen === undefined || startedAt < entry.firstSeen) entry.firstSeen = startedAt;
  if (entry.lastSeen === undefined || startedAt > entry.lastSeen) entry.lastSeen = startedAt;
}

function noteValue(entry: SeenCounting, value: unknown, once: (entry: Counting) => void): void {
  const text = String(value);
  if (value === null || text.length > 100 || (!entry.values.has(text) && entry.values.size >= valueLimit))
    return;
  once(entryOf(entry.values, text, nothing));
}

function entryOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
