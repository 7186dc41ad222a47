// Verdicts on exchanges in, one report out: grouped by root cause, counted, sorted, held against the baseline. Memory is bounded by
// the number of distinct findings, never by the number of exchanges.
import type { BaselineEntry, Exchange, Issue, Level, TrafficReport, Unreadable } from '../model.ts';
import { createCoverage } from './coverage/coverage.ts';
import { createFindings } from './findings.ts';
import { isDiffCode, isPageCode } from './fingerprint.ts';
import type { Judged, Rated, RatedIssue, ReportBuilder, ReportOptions } from './options.ts';
import { conclude, countFindings } from './outcome.ts';
import { type Gap, missingShards, type PartialReport } from './partial.ts';
import { createUnchecked } from './unchecked.ts';

const LIMIT = 10_000;
const CLEAN: Rated = { outcome: 'clean', findings: [] };

export function createReportBuilder(options: ReportOptions): ReportBuilder {
  const limit = options.limit ?? LIMIT;
  const coverage = createCoverage(options.contract, options.bodyCoverageOf);
  const findings = createFindings(options, limit);
  const unchecked = createUnchecked(options, limit);
  const sources = new Set(options.sources);
  const shards: string[] = [...(options.shards ?? [])];
  let wasInterrupted = false;
  const counts = { exchanges: 0, clean: 0, withFindings: 0, unchecked: 0 };

  function add(exchange: Exchange, judged: Judged): Rated {
    counts.exchanges++;
    unchecked.saw(exchange.source);
    if (judged.unchecked !== undefined) unchecked.add(exchange, judged.unchecked);
    for (const gap of judged.notJudged ?? []) unchecked.add(exchange, gap);
    if (judged.dropped !== undefined) unchecked.add(exchange, droppedOf(exchange, judged));
    if (judged.outcome === 'unchecked') return addUnchecked(judged);
    const { operation, response, mediaType } = judged;
    const { status, headers } = exchange.response;
    if (operation !== undefined) coverage.add({ operation, response, mediaType, status }, headers);
    return judged.outcome === 'clean' ? addClean() : addFindings(exchange, judged);
  }

  function addClean(): Rated {
    counts.clean++;
    return CLEAN;
  }

  function addUnchecked(judged: Judged): Rated {
    counts.unchecked++;
    return { outcome: 'unchecked', findings: rate(judged) };
  }

  function addFindings(exchange: Exchange, judged: Judged): Rated {
    const rated = rate(judged, (issue, level, nth) => findings.add(exchange, judged, issue, level, nth));
    if (rated.length === 0) return wasJudged(judged) ? addClean() : addUnchecked(judged);
    counts.withFindings++;
    return { outcome: 'findings', findings: rated };
  }

  /** The issues that are not off; `each` is told of them. */
  function rate(
    { issues, operation }: Judged,
    each: (issue: Issue, level: Level, nth: number) => void = () => {},
  ): RatedIssue[] {
    return issues.flatMap((issue, nth) => {
      const { code, pointer, message } = issue;
      const level = options.levelOf(issue, operation?.id);
      if (level === 'off') return [];
      each(issue, level, nth);
      return [{ code, level, pointer, message }];
    });
  }

  function addUnreadable(entry: Unreadable): void {
    counts.exchanges++;
    counts.unchecked++;
    unchecked.addUnreadable(entry);
  }

  function partial(interrupted = false): PartialReport {
    return {
      partial: 1,
      tool: options.version,
      contract: { hash: options.contract.hash },
      shards: shards.toSorted(),
      sources: [...sources].sort(),
      interrupted: interrupted || wasInterrupted,
      counts: { ...counts },
      ...findings.partial(),
      ...unchecked.partial(),
      operations: coverage.partial(),
      bodies: {},
    };
  }

  function addPartial(more: PartialReport): void {
    for (const source of more.sources) sources.add(source);
    shards.push(...more.shards);
    wasInterrupted ||= more.interrupted;
    counts.exchanges += more.counts.exchanges;
    counts.clean += more.counts.clean;
    counts.withFindings += more.counts.withFindings;
    counts.unchecked += more.counts.unchecked;
    findings.addPartial(more);
    unchecked.addPartial(more);
    coverage.addPartial(more.operations);
  }

  function finish(interrupted = false): TrafficReport {
    const covered = coverage.finish();
    for (const { kind, message } of options.shortfalls?.(covered) ?? [])
      unchecked.addNamed({ reason: 'coverage-low', subject: kind, message });
    const kept = findings.finish(coverage.observed);
    for (const gap of missingShards(shards)) unchecked.addNamed(gap);
    const open = unchecked.finish(counts.clean + counts.withFindings, interrupted || wasInterrupted, [
      ...sources,
    ]);
    const { source, hash, title, defects } = options.contract;
    return {
      ...conclude(kept, options, {
        unchecked: open,
        leftOut: findings.leftOut(),
        leftOutLevels: findings.leftOutLevels(),
        wasLookedAt: wasObserved,
      }),
      contract: { source, hash, title },
      ...(defects && { defects }),
      counts: { recordings: sources.size, ...counts, ...countFindings(kept) },
      coverage: covered,
    };
  }

  function wasObserved({ code, contract, operation, status }: BaselineEntry): boolean {
    if (isPageCode(code) || isDiffCode(code) || contract !== options.contractName || operation === undefined)
      return false;
    return options.isGone?.(operation) === true || coverage.observed(operation, status) > 0;
  }

  return { add, addUnreadable, hasFindings: () => counts.withFindings > 0, partial, addPartial, finish };
}

/** What was cut off may be new, whatever the rest is, so it must not pass unseen. */
function droppedOf({ response }: Exchange, { operation, dropped }: Judged): Gap {
  const subject = `${operation?.id ?? ''} ${response.status}`;
  return {
    reason: 'findings-dropped',
    subject,
    message: `one body has ${dropped} findings more than are listed`,
  };
}

/** Turning a rule off removes its finding; it doesn't make clean what was held against no schema. */
function wasJudged({ response, issues }: Judged): boolean {
  return response !== undefined && !issues.some(({ code }) => code === 'media-type-undocumented');
}
