// What the traffic shows: counted by pattern (`*` stands for an array's items; keys of maps stay as they are), and looked up for the
// subject of a page finding.
import { defined } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer, PageIssue, SeenInTraffic } from '../model.ts';
import { describeKind } from './describe-kind.ts';
import { matches } from './documented-at.ts';
import type { Side } from './places.ts';

/** How often something came: in how many exchanges, when, and in which recordings (the first ten). */
type Sighting = {
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

export type TrafficTally = Observed & {
  readonly add: (operation: string, status: string, body: unknown, when?: When) => void;
  readonly addExchange: (operation: string, status: string, when?: When) => void;
  /** `query limit`, `header X-Auth-Token`. */
  readonly addParameters: (operation: string, names: readonly string[], when?: When) => void;
};

type Counting = { -readonly [Key in keyof Sighting]: Sighting[Key] } & { readonly sources: string[] };
type SeenCounting = Counting & { readonly kinds: string[]; readonly values: Map<string, Counting> };

const patternLimit = 20_000;
const valueLimit = 500;
const sourceLimit = 10;

export function createTrafficTally(): TrafficTally {
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
  const stack = [{ value: body, pattern: '' }];
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const { value, pattern } = frame;
    if (!patterns.has(pattern) && patterns.size >= patternLimit) continue;
    const entry = entryOf(patterns, pattern, nothingSeen);
    once(entry);
    const kind = describeKind(value);
    if (!entry.kinds.includes(kind)) entry.kinds.push(kind);
    if (typeof value !== 'object' || value === null) noteValue(entry, value, once);
    else
      for (const [name, below] of Object.entries(value)) {
        const inside = Array.isArray(value) ? `${pattern}/*` : appendToken(pattern, name);
        stack.push({ value: below, pattern: inside });
      }
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

/** `outOf`: how many exchanges could have shown it; 0 where none could. */
export type SeenOf = Sighting & { readonly outOf: number; readonly kinds: readonly string[] };

export type Wanted = {
  readonly operation: string;
  readonly status: Side;
  /** '' or `/` is the whole body. */
  readonly pointer: JsonPointer;
  /** A value of the list at `pointer`, or of that of the parameter. */
  readonly value?: string;
  /** `query limit`; `pointer` is ''. */
  readonly parameter?: string;
};

/** What a page issue is about; `query limit maximum` is about `query limit`. */
export function wantedOf({ code, operation, status, pointer, name, parameter }: About): Wanted {
  const [location, of] = pointer === '' ? (parameter ?? name ?? '').split(' ') : [];
  const isValue = pointer === '' ? parameter !== undefined : code.includes('enum-value');
  const subject = { operation, status, pointer, ...(of !== undefined && { parameter: `${location} ${of}` }) };
  return { ...subject, ...defined({ value: isValue ? name : undefined }) };
}

type About = Pick<PageIssue, 'code' | 'operation' | 'status' | 'pointer' | 'name' | 'parameter'>;

export function sightingOf(observed: Observed, wanted: Wanted): SeenOf {
  const { operation, status, pointer, value, parameter } = wanted;
  if (parameter !== undefined) return parameterSighting(observed, operation, parameter, value);
  if (pointer === '' || pointer === '/') return wholeBody(observed, operation, status);
  const found = [...observed.at(operation, status)]
    .filter(([actual]) => actual.startsWith('/') && matches(pointer, actual))
    .map(([, each]) => each);
  const outOf = observed.bodies(operation, status);
  if (value === undefined) return { ...merged(found), outOf };
  const values = found.flatMap((each) => each.values.get(value) ?? []);
  return { ...merged(values), kinds: merged(found).kinds, outOf };
}

/** Values of parameters are not counted: nothing could have shown one. */
function parameterSighting(
  observed: Observed,
  operation: string,
  parameter: string,
  value: string | undefined,
): SeenOf {
  if (value !== undefined) return { ...merged([]), outOf: 0 };
  const same = [...observed.at(operation, 'request')].filter(
    ([name]) => name.toLowerCase() === parameter.toLowerCase(),
  );
  const outOf = observed.exchanges(operation, 'request')?.count ?? 0;
  return { ...merged(same.map(([, each]) => each)), outOf };
}

/** A status is seen in exchanges, whatever their bodies. */
function wholeBody(observed: Observed, operation: string, status: Side): SeenOf {
  const exchanges = observed.exchanges(operation, status);
  const outOf = observed.exchanges(operation, 'request')?.count ?? observed.bodies(operation, status);
  const body = observed.at(operation, status).get('');
  return { ...merged(exchanges ? [exchanges] : body ? [body] : []), kinds: body?.kinds ?? [], outOf };
}

/** Keys of a map are many patterns and one row: the most frequent one counts. */
function merged(all: readonly (Sighting | Seen)[]): Omit<SeenOf, 'outOf'> {
  const times = (key: 'firstSeen' | 'lastSeen') => all.flatMap((each) => each[key] ?? []).sort();
  return {
    count: Math.max(0, ...all.map(({ count }) => count)),
    firstSeen: times('firstSeen')[0],
    lastSeen: times('lastSeen').at(-1),
    sources: [...new Set(all.flatMap(({ sources }) => sources))].slice(0, sourceLimit),
    kinds: [...new Set(all.flatMap((each) => ('kinds' in each ? each.kinds : [])))],
  };
}

/** As reports have it; undefined where no exchange could have shown it. */
export function seenInTraffic(seen: SeenOf): SeenInTraffic | undefined {
  const { count, outOf, firstSeen, lastSeen, sources } = seen;
  return outOf === 0 ? undefined : { count, outOf, ...defined({ firstSeen, lastSeen }), recordings: sources };
}
