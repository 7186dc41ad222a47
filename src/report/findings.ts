// Issues of exchanges, grouped by root cause while they come in. Memory is bounded by the number of distinct findings.
import { methodNamed } from '../lib/http-methods.ts';
import { ownText } from '../lib/memory.ts';
import { defined } from '../lib/objects.ts';
import type { BaselineEntry, Exchange, Finding, Issue, Level } from '../model.ts';
import { knownOrExpired } from './baseline.ts';
import { createBoundedMap } from './bounded.ts';
import { fingerprintOf, type Identity, patternOf } from './fingerprint.ts';
import type { Judged, ReportOptions } from './options.ts';
import { rankOf } from './outcome.ts';
import type { PartialFinding, PartialReport } from './partial.ts';
import { addTally, count, newTally, occurrencesOf, partialTally, type Tally } from './tally.ts';

/** `level` and `issue` are those of the first occurrence. */
type Group = Pick<PartialFinding, 'identity' | 'fingerprint' | 'method' | 'path'> & {
  level: Level;
  issue: Issue;
  readonly tally: Tally;
};

/** Some rules receive only whether a value is there. */
const NO_SHAPES: ReadonlySet<string> = new Set(['present', 'absent', '']);

/** How many exchanges of an operation and status were observed. */
type ObservedCount = (operationId: string, status: string) => number;

type Findings = {
  /** `nth`: the index of the issue in its exchange. */
  readonly add: (exchange: Exchange, judged: Judged, issue: Issue, level: Level, nth: number) => void;
  readonly leftOut: () => number;
  readonly leftOutLevels: () => ReadonlySet<Level>;
  readonly partial: () => Pick<PartialReport, 'findings' | 'leftOut'>;
  readonly addPartial: (partial: Pick<PartialReport, 'findings' | 'leftOut'>) => void;
  readonly finish: (observed: ObservedCount) => readonly Finding[];
};

/**
 * Of more than `limit` findings it keeps those with the smallest fingerprints, so the order of reading changes nothing, and always those of
 * the baseline.
 */
export function createFindings(options: ReportOptions, limit: number): Findings {
  const known = new Map((options.baseline?.findings ?? []).map((entry) => [entry.fingerprint, entry]));
  const knownGroups = new Map<string, Group>();
  const groups = createBoundedMap<Group>(limit, drop);
  /** The same groups by identity: making a fingerprint costs more than the rest of the counting. */
  const byIdentity = new Map<string, Group>();
  const levels = new Set<Level>();
  let leftOut = 0;

  function add(exchange: Exchange, judged: Judged, issue: Issue, level: Level, nth: number): void {
    const identity = identityOf(exchange, judged, issue, options.contractName);
    const group = byIdentity.get(keyOf(identity)) ?? openNew(exchange, judged, identity, { level, issue });
    if (group === undefined) {
      leave(level, 1);
      return;
    }
    group.tally.occurrences += (issue.times ?? 1) - 1;
    if (count(group.tally, exchange, { pointer: issue.pointer, issue: nth })) {
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
    const fingerprint = fingerprintOf(identity);
    if (!hasRoom(fingerprint)) return undefined;
    const found = find(fingerprint);
    if (found !== undefined) return found;
    const { method, path } = operation ?? observedTarget(exchange);
    const name = identity.name && ownText(identity.name);
    const group = { ...seen, identity: { ...identity, name }, fingerprint, method, path, tally: newTally() };
    keep(group);
    byIdentity.set(keyOf(identity), group);
    return group;
  }

  function find(fingerprint: string): Group | undefined {
    return knownGroups.get(fingerprint) ?? groups.get(fingerprint);
  }

  function hasRoom(fingerprint: string): boolean {
    return known.has(fingerprint) || groups.hasRoom(fingerprint);
  }

  function keep(group: Group): void {
    (known.has(group.fingerprint) ? knownGroups : groups).set(group.fingerprint, group);
  }

  function drop(group: Group): void {
    byIdentity.delete(keyOf(group.identity));
    leave(group.level, group.tally.occurrences);
  }

  function leave(level: Level, occurrences: number): void {
    leftOut += occurrences;
    levels.add(level);
  }

  function all(): Group[] {
    return [...knownGroups.values(), ...groups.values()];
  }

  function finish(observed: ObservedCount): readonly Finding[] {
    return sortFindings(
      all().map((group) => findingOf(group, options, known.get(group.fingerprint), observed)),
    );
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

  return { add, leftOut: () => leftOut, leftOutLevels: () => levels, partial, addPartial, finish };
}

/** A copy of what comes from the recording: a slice would keep the whole text that it was cut from in memory. */
function withOwnTexts(issue: Issue): Issue {
  const { name, message } = issue;
  return { ...issue, message: ownText(message), ...defined({ name: name && ownText(name) }) };
}

function identityOf(
  exchange: Exchange,
  judged: Judged,
  issue: Issue,
  contract: string | undefined,
): Identity {
  return {
    code: issue.code,
    operation: judged.operation?.id,
    status: String(exchange.response.status),
    mediaType: judged.mediaType,
    pattern: issue.pattern ?? patternOf(issue.pointer),
    name: issue.name,
    ...defined({ contract }),
  };
}

/** Unambiguous: each part that may hold any character follows its length. All groups are of one contract. */
function keyOf({ code, operation, status, mediaType, pattern, name }: Identity): string {
  return `${code} ${status} ${operation?.length} ${operation} ${mediaType?.length} ${mediaType} ${pattern.length} ${pattern} ${name?.length} ${name}`;
}

function observedTarget({ request }: Exchange): { method: string; path: string } {
  const path = request.url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return { method: methodNamed(request.method), path: path === '' ? '/' : path };
}

function findingOf(
  group: Group,
  { describe, today }: ReportOptions,
  entry: BaselineEntry | undefined,
  observed: ObservedCount,
): Finding {
  const { issue, identity, tally, level, fingerprint, method, path } = group;
  const { contract, operation, status, mediaType, pattern } = identity;
  const { code, pointer, name, message, received } = issue;
  const outOf = operation === undefined ? 0 : observed(operation, status);
  return {
    code,
    level,
    fingerprint,
    operation,
    method,
    path,
    status,
    mediaType,
    pointer,
    pattern,
    message,
    ...describe(issue),
    occurrences: tally.occurrences,
    where: occurrencesOf(tally),
    ...defined({ contract, name, firstSeen: tally.first?.text, lastSeen: tally.last?.text }),
    ...(received !== undefined && !NO_SHAPES.has(received) && { received }),
    ...(outOf > 0 && { outOf }),
    ...(entry && knownOrExpired(entry, today)),
  };
}

/** The order depends on identities alone, so that neither order of input nor shards show. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .map((finding) => ({ finding, key: sortKey(finding) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ finding }) => finding);
}

/** Errors of an operation before its warnings, requests before responses; what belongs to no operation comes last. */
function sortKey(finding: Finding): readonly string[] {
  const { operation, method, path, status, pattern, code } = finding;
  const { contract = '', name = '', mediaType = '' } = finding;
  const head = operation === undefined ? ['1', path, method] : ['0', operation, ''];
  const side = status === 'request' ? '' : status;
  return [contract, ...head, String(rankOf(finding)), side, pattern, code, name, mediaType];
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
