// What the traffic shows, counted by pattern: `*` stands for an array's items; keys of maps stay as they are.
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import { describeKind } from './describe-kind.ts';

export type Seen = {
  /** Exchanges that had it. */
  readonly count: number;
  readonly firstSeen: string | undefined;
  readonly lastSeen: string | undefined;
  /** `a string`, `an integer`. */
  readonly kinds: readonly string[];
  /** Scalars by text, for lists of values; at most 500. */
  readonly values: ReadonlyMap<string, number>;
};

export type Observed = {
  /** How many bodies of this operation and status were looked at. */
  readonly bodies: (operation: string, status: string) => number;
  readonly at: (operation: string, status: string) => ReadonlyMap<JsonPointer, Seen>;
};

export type Tally = Observed & {
  readonly add: (operation: string, status: string, body: unknown, startedAt?: string) => void;
};

type Counting = {
  count: number;
  firstSeen: string | undefined;
  lastSeen: string | undefined;
  kinds: string[];
  values: Map<string, number>;
};

const patternLimit = 20_000;
const valueLimit = 500;

export function createTally(): Tally {
  const bodies = new Map<string, number>();
  const seen = new Map<string, Map<JsonPointer, Counting>>();
  const key = (operation: string, status: string) => `${status} ${operation}`;
  return {
    bodies: (operation, status) => bodies.get(key(operation, status)) ?? 0,
    at: (operation, status) => seen.get(key(operation, status)) ?? new Map(),
    add(operation, status, body, startedAt) {
      const id = key(operation, status);
      bodies.set(id, (bodies.get(id) ?? 0) + 1);
      const patterns = seen.get(id) ?? new Map<JsonPointer, Counting>();
      seen.set(id, patterns);
      addBody(patterns, body, startedAt);
    },
  };
}

function addBody(patterns: Map<JsonPointer, Counting>, body: unknown, startedAt: string | undefined): void {
  const counted = new Set<JsonPointer>();
  const stack: { value: unknown; pattern: JsonPointer }[] = [{ value: body, pattern: '' }];
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const { value, pattern } = frame;
    const entry = patterns.get(pattern) ?? {
      count: 0,
      firstSeen: undefined,
      lastSeen: undefined,
      kinds: [],
      values: new Map<string, number>(),
    };
    if (!patterns.has(pattern) && patterns.size >= patternLimit) continue;
    patterns.set(pattern, entry);
    if (!counted.has(pattern)) note(entry, startedAt);
    counted.add(pattern);
    const kind = describeKind(value);
    if (!entry.kinds.includes(kind)) entry.kinds.push(kind);
    if (typeof value !== 'object' || value === null) noteValue(entry, value);
    else
      for (const [name, below] of Object.entries(value))
        stack.push({
          value: below,
          pattern: Array.isArray(value) ? `${pattern}/*` : appendToken(pattern, name),
        });
  }
}

function note(entry: Counting, startedAt: string | undefined): void {
  entry.count++;
  if (startedAt === undefined) return;
  if (entry.firstSeen === undefined || startedAt < entry.firstSeen) entry.firstSeen = startedAt;
  if (entry.lastSeen === undefined || startedAt > entry.lastSeen) entry.lastSeen = startedAt;
}

function noteValue(entry: Counting, value: unknown): void {
  const text = String(value);
  if (value === null || text.length > 100 || (!entry.values.has(text) && entry.values.size >= valueLimit))
    return;
  entry.values.set(text, (entry.values.get(text) ?? 0) + 1);
}
