import type { BaselineEntry, Exchange, Finding, Issue, Known, Level } from '../model.ts';
import type { Identity, Judged, ReportOptions } from './options.ts';
import { count, newTally, occurrenceOf, patternOf, type Tally } from './tally.ts';

type Group = {
  readonly identity: Identity;
  readonly fingerprint: string;
  readonly level: Level;
  readonly method: string;
  readonly path: string;
  readonly issue: Issue;
  readonly tally: Tally;
};

type Observed = (operationId: string, status: string) => number;

export type Findings = {
  readonly add: (exchange: Exchange, judged: Judged, issue: Issue, level: Level) => void;
  readonly leftOut: () => number;
  readonly leftOutLevels: () => ReadonlySet<Level>;
  readonly finish: (observed: Observed) => readonly Finding[];
};

export function createFindings(options: ReportOptions, limit: number): Findings {
  const groups = new Map<string, Group>();
  const known = new Map((options.baseline?.findings ?? []).map((entry) => [entry.fingerprint, entry]));
  const levels = new Set<Level>();
  let room = limit;
  let leftOut = 0;

  function add(exchange: Exchange, judged: Judged, issue: Issue, level: Level): void {
    const identity = identityOf(exchange, judged, issue);
    const key = JSON.stringify(Object.values(identity));
    const group = groups.get(key) ?? open(key, identity, { exchange, judged, issue, level });
    if (group !== undefined) count(group.tally, occurrenceOf(exchange, issue.pointer));
  }

  function open(
    key: string,
    identity: Identity,
    first: { exchange: Exchange; judged: Judged; issue: Issue; level: Level },
  ): Group | undefined {
    if (room <= 0 && known.size === 0) return leave(first.level);
    const fingerprint = options.fingerprint(identity);
    if (!known.has(fingerprint) && room-- <= 0) return leave(first.level);
    const { exchange, judged, issue, level } = first;
    const { method, path } = judged.operation ?? observedTarget(exchange);
    const group: Group = { identity, fingerprint, level, method, path, issue, tally: newTally() };
    groups.set(key, group);
    return group;
  }

  function leave(level: Level): undefined {
    leftOut++;
    levels.add(level);
  }

  function finish(observed: Observed): readonly Finding[] {
    return [...groups.values()].sort(byIdentity).map((group) => {
      const finding = findingOf(group, { options, entry: known.get(group.fingerprint), observed });
      return { ...finding, ...options.annotate?.(finding) };
    });
  }

  return { add, leftOut: () => leftOut, leftOutLevels: () => levels, finish };
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
    where: tally.where,
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
