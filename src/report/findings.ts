import type { BaselineEntry, Exchange, Finding, Issue, Known, Level } from '../model.ts';
import type { Identity, Judged, ReportOptions } from './options.ts';
import type { PartialFinding, PartialReport, Placed } from './partial.ts';
import { createSmallest } from './smallest.ts';
import {
  addTally,
  count,
  newTally,
  occurrenceOf,
  occurrencesOf,
  partialTally,
  patternOf,
  type Tally,
} from './tally.ts';

/** `level` and `issue` are those of the first occurrence. */
type Group = Pick<PartialFinding, 'identity' | 'fingerprint' | 'method' | 'path'> & {
  level: Level;
  issue: Issue;
  readonly tally: Tally;
};

type Seen = Omit<Group, 'tally' | 'fingerprint'>;

type Observed = (operationId: string, status: string) => number;

export type Findings = {
  /** `nth`: which issue of its exchange it is. */
  readonly add: (exchange: Exchange, judged: Judged, issue: Issue, level: Level, nth: number) => void;
  readonly leftOut: () => number;
  readonly leftOutLevels: () => ReadonlySet<Level>;
  readonly partial: () => Pick<PartialReport, 'findings' | 'leftOut'>;
  readonly addPartial: (partial: Pick<PartialReport, 'findings' | 'leftOut'>) => void;
  readonly finish: (observed: Observed) => readonly Finding[];
};

/** So many identities have their fingerprint kept; more are looked at anew. */
const NAMES = 20_000;

/** Of more than `limit` findings those with the smallest fingerprints are kept, which no order of reading changes; known ones always are. */
export function createFindings(options: ReportOptions, limit: number): Findings {
  const known = new Map((options.baseline?.findings ?? []).map((entry) => [entry.fingerprint, entry]));
  const knownGroups = new Map<string, Group>();
  const groups = createSmallest<Group>(limit, (group) => leave(group.level, group.tally.occurrences));
  const names = new Map<string, string>();
  const levels = new Set<Level>();
  let leftOut = 0;

  function add(exchange: Exchange, judged: Judged, issue: Issue, level: Level, nth: number): void {
    const { method, path } = judged.operation ?? observedTarget(exchange);
    const identity = identityOf(exchange, judged, issue);
    const group = open(fingerprintOf(identity), { identity, level, method, path, issue });
    if (group === undefined) leave(level, 1);
    else note(group, { level, issue }, occurrenceOf(exchange, issue.pointer, nth));
  }

  function note(group: Group, seen: Pick<Group, 'level' | 'issue'>, placed: Placed): void {
    if (count(group.tally, placed)) Object.assign(group, seen);
  }

  function fingerprintOf(identity: Identity): string {
    const key = JSON.stringify(Object.values(identity));
    const found = names.get(key);
    if (found !== undefined) return found;
    const fingerprint = options.fingerprint(identity);
    if (names.size < NAMES) names.set(key, fingerprint);
    return fingerprint;
  }

  function open(fingerprint: string, seen: Seen): Group | undefined {
    const found = knownGroups.get(fingerprint) ?? groups.get(fingerprint);
    if (found !== undefined) return found;
    const group: Group = { ...seen, fingerprint, tally: newTally() };
    if (known.has(fingerprint)) knownGroups.set(fingerprint, group);
    else if (!groups.set(fingerprint, group)) return undefined;
    return group;
  }

  function leave(level: Level, occurrences: number): void {
    leftOut += occurrences;
    levels.add(level);
  }

  function all(): Group[] {
    return [...knownGroups.values(), ...groups.values()];
  }

  function finish(observed: Observed): readonly Finding[] {
    return all()
      .sort(byIdentity)
      .map((group) => {
        const finding = findingOf(group, { options, entry: known.get(group.fingerprint), observed });
        return { ...finding, ...options.annotate?.(finding) };
      });
  }

  function partial(): Pick<PartialReport, 'findings' | 'leftOut'> {
    const findings = all()
      .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
      .map(({ tally, ...group }) => ({ ...group, tally: partialTally(tally) }));
    return { findings, leftOut: { occurrences: leftOut, levels: [...levels].sort() } };
  }

  function addPartial({ findings, leftOut: left }: Pick<PartialReport, 'findings' | 'leftOut'>): void {
    for (const { tally, fingerprint, ...seen } of findings) {
      const group = open(fingerprint, seen);
      if (group === undefined) leave(seen.level, tally.occurrences);
      else if (addTally(group.tally, tally)) Object.assign(group, { level: seen.level, issue: seen.issue });
    }
    leftOut += left.occurrences;
    for (const level of left.levels) levels.add(level);
  }

  return {
    add,
    leftOut: () => leftOut,
    leftOutLevels: () => levels,
    partial,
    addPartial,
    finish,
  };
}

function identityOf(exchange: Exchange, judged: Judged, issue: Issue): Identity {
  return {
    code: issue.code,
    operation: judged.operation?.id,
    status: String(exchange.response.status),
    mediaType: judged.mediaType,
    pattern: issue.pattern ?? patternOf(issue.pointer),
    name: issue.name,
  };
}

function observedTarget({ request }: Exchange): { method: string; path: string } {
  const path = request.url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return { method: request.method.toUpperCase(), path: path === '' ? '/' : path };
}

function findingOf(
  group: Group,
  context: { options: ReportOptions; entry: BaselineEntry | undefined; observed: Observed },
): Finding {
  const { issue, identity, tally } = group;
  const outOf = identity.operation === undefined ? 0 : context.observed(identity.operation, identity.status);
  return {
    code: issue.code,
    level: group.level,
    fingerprint: group.fingerprint,
    operation: identity.operation,
    method: group.method,
    path: group.path,
    status: identity.status,
    mediaType: identity.mediaType,
    pointer: issue.pointer,
    pattern: identity.pattern,
    ...(issue.name === undefined ? {} : { name: issue.name }),
    message: issue.message,
    ...context.options.describe(issue),
    occurrences: tally.occurrences,
    ...(outOf === 0 ? {} : { outOf }),
    where: occurrencesOf(tally),
    ...(tally.firstSeen === undefined ? {} : { firstSeen: tally.firstSeen }),
    ...(tally.lastSeen === undefined ? {} : { lastSeen: tally.lastSeen }),
    ...(context.entry === undefined ? {} : knownOrExpired(context.entry, context.options.today)),
  };
}

/** From its date on an entry no longer covers: the finding is new again. */
function knownOrExpired(entry: BaselineEntry, today: string): Pick<Finding, 'known' | 'expired'> {
  const { reason, expires, ticket } = entry;
  const known: Known = {
    reason,
    ...(expires === undefined ? {} : { expires }),
    ...(ticket === undefined ? {} : { ticket }),
  };
  return expires !== undefined && expires <= today ? { expired: known } : { known };
}

/** Contract-independent and total, so that input order and shards do not show. */
function byIdentity(a: Group, b: Group): number {
  return compare(sortKey(a), sortKey(b));
}

function sortKey({ identity, method, path }: Group): readonly string[] {
  const { operation, status, pattern, code, name, mediaType } = identity;
  const head = operation === undefined ? ['1', path, method] : ['0', operation, ''];
  return [...head, status, pattern, code, name ?? '', mediaType ?? ''];
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
