// Page issues -> the report that every format can show, by the same config, levels and baseline as `check`.

import { namePatterns } from '../../lib/name-patterns.ts';
import type { Known, PageIssue, PageReport, ReportedContract } from '../../model.ts';
import { changeCodes } from '../../page/change-codes.ts';
import { type DocsLock, lockedIssues } from '../../page/lock.ts';
import { docsRules } from '../../page/rules.ts';
import { fingerprintOf, pageIdentityOf } from '../../report/fingerprint.ts';
import { pageReport } from '../../report/page-report.ts';
import type { Gap } from '../../report/partial.ts';
import { exitCodes, type Input, type Io, isSet } from '../command.ts';
import { createLevels } from '../config/levels.ts';
import { readBaseline, type Settings } from '../config/settings.ts';
import { version } from '../package.ts';
import { concludeReport, type Destination } from '../run/outputs.ts';
import type { Traffic } from './traffic.ts';

/** What was read, and what was held against it. */
export type ReadDocs = {
  readonly pages: PageReport['pages'];
  readonly gaps: readonly Gap[];
  readonly contract: ReportedContract | undefined;
  readonly traffic: Traffic | undefined;
  /** The reviewed pages: what was accepted with one is known. */
  readonly lock: DocsLock | undefined;
};

const words = new Map([...docsRules, ...changeCodes].map((each) => [each.code as string, each]));

export function docsReport(
  issues: readonly PageIssue[],
  { pages, gaps, contract, traffic, lock }: ReadDocs,
  settings: Settings,
  input: Input,
  io: Io,
): PageReport {
  const levels = createLevels(settings.config.rules);
  const counts = traffic?.report.counts;
  return pageReport(issues, {
    version: version(),
    contract: contract && { source: contract.source, hash: contract.hash, title: contract.title },
    pages,
    gaps,
    traffic: counts && { recordings: counts.recordings, exchanges: counts.exchanges },
    baseline: readBaseline(settings),
    accepted: isSet(input, 'no-baseline') ? new Map() : acceptedIn(lock),
    today: io.now().toISOString().slice(0, 10),
    failOn: settings.failOn,
    levelOf: (issue) =>
      levels({ code: issue.code, pointer: pageIdentityOf(issue).pattern }, issue.operation, issue.level),
    codeOf: (code) => {
      const found = words.get(code);
      if (found === undefined) return undefined;
      const { level, meaning, explanation } = found;
      return { code, level: level === 'off' ? 'warning' : level, meaning, explanation };
    },
    isAllowed: namePatterns(settings.config.allow ?? []),
  });
}

/** Writes the report. A page that can't be read is a mistake, unless the config allows it by name. */
export async function concludeDocs(
  report: PageReport,
  destinations: readonly Destination[],
  run: { readonly settings: Settings; readonly input: Input; readonly isRefused: boolean },
  io: Io,
): Promise<number> {
  const code = await concludeReport(report, destinations, run, io);
  const isMistake = report.unchecked.some(({ reason, allowed }) => reason === 'page-unreadable' && !allowed);
  return run.isRefused && isMistake ? exitCodes.usage : code;
}

function acceptedIn(lock: DocsLock | undefined): ReadonlyMap<string, Known> {
  return new Map(
    lock?.pages.flatMap((page) =>
      lockedIssues(page).map((issue, index): [string, Known] => [
        fingerprintOf(pageIdentityOf(issue)),
        { reason: page.contradictions[index]?.reason ?? page.reason, by: 'review' },
      ]),
    ),
  );
}
