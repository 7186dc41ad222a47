import { ownText } from '../lib/own-text.ts';
import type { BaselineEntry, Exchange, Finding, Issue, Known, Level } from '../model.ts';
import type { Identity, Judged, ReportOptions } from './options.ts';
import type { PartialFinding, PartialReport } from './partial.ts';
import { createRecall } from './recall.ts';
import { createSmallest } from './smallest.ts';
import { addTally, count, newTally, occurrencesOf, partialTally, patternOf, type Tally } from './tally.ts';

/** `level` and `issue` are those of the first occurrence. */
type Group = Pick<PartialFinding, 'identity' | 'fingerprint' | 'method' | 'path'> & {
  level: Level;
  issue: Issue;
  readonly tally: Tally;
};

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

/** Of more than `limit` findings those with the smallest fingerprints are kept, which no order of reading changes; known ones always are. */
export function createFindings(options: ReportOptions, limit: number): Findings {
  const known = new Map((options.baseline?.findings ?? []).map((entry) => [entry.fingerprint, entry]));
  const knownGroups = new Map<string, Group>();
  const groups = createSmallest<Group>(limit, drop);
  const recall = createRecall<Group>();
  const levels = new Set<Level>();
  let leftOut = 0;

  function add(exchange: Exchange, judged: Judged, issue: Issue, level: Level, nth: number): void {
    const identity = identityOf(exchange, judged, issue);
    const group = recall.get(identity) ?? openNew(exchange, judged, identity, { level, issue });
    if (group === undefined) leave(level, 1);
    else if (count(group.tally, exchange, { pointer: issue.pointer, issue: nth })) {
      group.level = level;
      group.issue = withOwnTexts(issue);
    }
  }

  function openNew(
    exchange: Exchange,
    { operation }: Judged,
    identity: Identity,
    seen: Pick<Group, 'level' | 'issue'>,
  ): Group | undefined {
    const fingerprint = options.fingerprint(identity);
    if (!hasRoom(fingerprint)) return undefined;
    const found = find(fingerprint);
    if (found !== undefined) return found;
    const { method, path } = operation ?? observedTarget(exchange);
    const name = identity.name && ownText(identity.name);
    const group = { ...seen, identity: { ...identity, name }, fingerprint, method, path, tally: newTally() };
    keep(group);
    recall.set(identity, group);
    return group;
  }

  function find(fingerprint: string): Group | undefined {
    return knownGroups.get(fingerprint) ?? groups.get(fingerprint);
  }

  /** Asked first: what has no room is nowhere. */
  function hasRoom(fingerprint: string): boolean {
    return known.has(fingerprint) || groups.hasRoom(fingerprint);
  }

  function keep(group: Group): void {
    (known.has(group.fingerprint) ? knownGroups : groups).set(group.fingerprint, group);
  }

  function drop(group: Group): void {
    recall.delete(group.identity);
    leave(group.level, group.tally.occurrences);
  }

  function leave(level: Level, occurrences: number): void {
    leftOut += occurrences;
    levels.add(level);
  }

  function all(): Group[] {
    return [...knownGroups.values(), ...groups.values()];
  }

  function finish(observed: Observed): readonly Finding[] {
    return sorted(all()).map((group) => {
      const finding = findingOf(group, { options, entry: known.get(group.fingerprint), observed });
      return options.annotate === undefined ? finding : { ...finding, ...options.annotate(finding) };
    });
  }

  function partial(): Pick<PartialReport, 'findings' | 'leftOut'> {
    const findings = all()
      .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
      .map(({ tally, ...group }) => ({ ...group, tally: partialTally(tally) }));
    return { findings, leftOut: { occurrences: leftOut, levels: [...levels].sort() } };
  }

  function openAgain(seen: Omit<Group, 'tally'>): Group {
    const group = { ...seen, tally: newTally() };
    keep(group);
    return group;
  }

  function addPartial({ findings, leftOut: left }: Pick<PartialReport, 'findings' | 'leftOut'>): void {
    for (const { tally, ...seen } of findings) {
      const { fingerprint } = seen;
      const group = hasRoom(fingerprint) ? (find(fingerprint) ?? openAgain(seen)) : undefined;
      if (group === undefined) leave(seen.level, tally.occurrences);
      else if (addTally(group.tally, tally)) {
        group.level = seen.level;
        group.issue = seen.issue;
      }
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

/** What comes from the recording is not to keep alive the line that it stood in. */
function withOwnTexts(issue: Issue): Issue {
  const { name, message } = issue;
  return { ...issue, message: ownText(message), ...(name === undefined ? {} : { name: ownText(name) }) };
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
    ...(tally.first === undefined ? {} : { firstSeen: tally.first.text }),
    ...(tally.last === undefined ? {} : { lastSeen: tally.last.text }),
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
function sorted(groups: readonly Group[]): Group[] {
  return groups
    .map((group) => ({ group, key: sortKey(group) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ group }) => group);
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
