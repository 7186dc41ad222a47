// What the traffic shows of the thing that a finding is about.
import type { JsonPointer } from '../model.ts';
import type { DocsFinding } from './check-page.ts';
import { matches } from './documented-at.ts';
import type { Observed, Seen, Sighting } from './observed.ts';
import type { Side } from './places.ts';

/** `outOf`: how many exchanges could have shown it; 0 where none was looked at. */
export type SeenOf = Sighting & { readonly outOf: number; readonly kinds: readonly string[] };

export type Wanted = {
  readonly operation: string;
  readonly status: Side;
  /** '' or `/` is the whole body. */
  readonly pointer: JsonPointer;
  /** A value of the list at `pointer`, or `query limit`. */
  readonly value?: string;
  readonly parameter?: string;
};

/** What a finding or a change of a page is about; `query limit maximum` is about `query limit`. */
export function wantedOf({ code, operation, status, pointer, name }: About): Wanted {
  if (code.includes('enum-value'))
    return { operation, status, pointer, ...(name !== undefined && { value: name }) };
  const [location, parameter] = pointer === '' ? (name ?? '').split(' ') : [];
  return {
    operation,
    status,
    pointer,
    ...(parameter !== undefined && { parameter: `${location} ${parameter}` }),
  };
}

type About = Pick<DocsFinding, 'code' | 'operation' | 'status' | 'pointer' | 'name'>;

export function sightingOf(observed: Observed, wanted: Wanted): SeenOf {
  const { operation, status, pointer, value, parameter } = wanted;
  const seen = observed.at(operation, status);
  if (parameter !== undefined) {
    const outOf = observed.exchanges(operation, 'request')?.count ?? 0;
    const same = [...seen].filter(([name]) => name.toLowerCase() === parameter.toLowerCase());
    return { ...merged(same.map(([, each]) => each)), outOf };
  }
  if (pointer === '' || pointer === '/') return wholeBody(observed, operation, status);
  const found = [...seen]
    .filter(([actual]) => actual.startsWith('/') && matches(pointer, actual))
    .map(([, each]) => each);
  const outOf = observed.bodies(operation, status);
  if (value === undefined) return { ...merged(found), outOf };
  const values = found.flatMap((each) => each.values.get(value) ?? []);
  return { ...merged(values), kinds: merged(found).kinds, outOf };
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
    sources: [...new Set(all.flatMap(({ sources }) => sources))].slice(0, 10),
    kinds: [...new Set(all.flatMap((each) => ('kinds' in each ? each.kinds : [])))],
  };
}
