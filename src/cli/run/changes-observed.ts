// What recordings show of the subject of a change: an operation that was called, a status, a parameter, a property or one of its values.
import type { CompiledContract, ContractChange, SeenInTraffic } from '../../model.ts';
import {
  type SeenOf,
  seenInTraffic,
  sightingOf,
  type TrafficTally,
  type Wanted,
} from '../../page/observed.ts';

/** undefined where no recording could have shown it. */
export function observedOf(
  change: ContractChange,
  tally: TrafficTally,
  { operations }: CompiledContract,
): SeenInTraffic | undefined {
  const { operation, status, field } = change;
  const isCalled = operation !== undefined && tally.exchanges(operation, 'request') !== undefined;
  if (
    operation === undefined ||
    (field !== undefined && (status !== 'request' || field.startsWith('cookie ')))
  )
    return undefined;
  if (!isCalled) return { count: 0, outOf: callsOf(tally, operations), recordings: [] };
  const statuses = status === 'request' ? [status] : observedStatuses(change, tally, operations);
  const all = statuses.map((one) => sightingOf(tally, wantedOf(change, operation, one)));
  const [first, ...others] = all;
  if (first === undefined)
    return seenInTraffic({ ...NEVER, outOf: tally.exchanges(operation, 'request')?.count ?? 0 });
  return seenInTraffic(others.reduce(together, first));
}

const NEVER: SeenOf = {
  count: 0,
  outOf: 0,
  firstSeen: undefined,
  lastSeen: undefined,
  sources: [],
  kinds: [],
};

function wantedOf({ code, pointer, name, field }: ContractChange, operation: string, status: string): Wanted {
  if (field !== undefined && !field.startsWith('path '))
    return { operation, status, pointer: '', parameter: field };
  // A tally has texts without quotes.
  const isValue = code.includes('enum-value') && name !== undefined;
  return {
    operation,
    status,
    pointer: field === undefined ? pointer : '',
    ...(isValue && field === undefined && { value: String(JSON.parse(name)) }),
  };
}

/** Of a range or the default, those that came and that the old contract does not declare by themselves. */
function observedStatuses(
  { operation, status }: ContractChange,
  tally: TrafficTally,
  operations: CompiledContract['operations'],
): readonly string[] {
  if (/^\d{3}$/.test(status)) return [status];
  const declared = new Set(
    operations.find(({ id }) => id === operation)?.responses.map((response) => response.status),
  );
  return Array.from({ length: 500 }, (_, index) => String(100 + index)).filter(
    (one) =>
      (status === 'default' || one.startsWith(status.charAt(0))) &&
      !declared.has(one) &&
      !(status === 'default' && declared.has(`${one.charAt(0)}XX`)) &&
      tally.exchanges(operation ?? '', one) !== undefined,
  );
}

function callsOf(tally: TrafficTally, operations: CompiledContract['operations']): number {
  return operations.reduce((sum, { id }) => sum + (tally.exchanges(id, 'request')?.count ?? 0), 0);
}

function together(one: SeenOf, other: SeenOf): SeenOf {
  const times = (...all: (string | undefined)[]) => all.filter((time) => time !== undefined).sort();
  return {
    count: one.count + other.count,
    outOf: one.outOf + other.outOf,
    firstSeen: times(one.firstSeen, other.firstSeen)[0],
    lastSeen: times(one.lastSeen, other.lastSeen).at(-1),
    sources: [...new Set([...one.sources, ...other.sources])].slice(0, 10),
    kinds: [...new Set([...one.kinds, ...other.kinds])],
  };
}
