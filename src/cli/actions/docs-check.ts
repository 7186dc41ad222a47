import { loadContract } from '../../contract/load.ts';
import {
  checkContract,
  type DeclaredContract,
  type StructurePage,
  undocumentedOperations,
} from '../../page/check-contract.ts';
import { checkPage, type DocsFinding, sortFindings } from '../../page/check-page.ts';
import { findOperation, statedByContract } from '../../page/contract-stated.ts';
import { type DocsLock, type LockedPage, lockedPlaces, lockPage } from '../../page/lock.ts';
import { docsRules } from '../../page/rules.ts';
import { sidesOf } from '../../page/sides.ts';
import { type Input, isSet, optionOf } from '../command.ts';
import { loadOptionsOf, type Settings, settingsOf } from '../config/settings.ts';
import { needLock } from '../docs-lock-file.ts';
import { readPages } from '../docs-pages.ts';
import { type DocsReport, formatReport, type ReportedFinding, reportJson } from '../docs-report.ts';
import type { Traffic } from '../docs-traffic.ts';
import { exitCodes } from '../exit.ts';
import type { Io } from '../io.ts';
import { openContract } from '../run/contract.ts';

type Checked = { readonly report: DocsReport; readonly exitCode: number };

export async function runDocsCheck(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf({ ...input, arguments: [] }, io);
  const contract = await contractOf(input, settings, io);
  const traffic = contract && (await trafficOf(input, settings, io));
  const against: Against = { contract, traffic };
  const checked =
    input.arguments.length > 0
      ? await checkPages(input, io, against)
      : checkLock(needLock(input, settings), against);
  const { report } = checked;
  if (report.pages.length === 0 && checked.exitCode !== exitCodes.passed) return checked.exitCode;
  await io.stdout.write(optionOf(input, 'format') === 'json' ? reportJson(report) : formatReport(report));
  if (checked.exitCode !== exitCodes.passed) return checked.exitCode;
  const failOn = optionOf(input, 'fail-on') ?? settings.failOn;
  const fails = report.findings.some(
    ({ level, known }) =>
      known === undefined && (failOn === 'warning' || (failOn === 'error' && level === 'error')),
  );
  return fails ? exitCodes.findings : exitCodes.passed;
}

type Contract = DeclaredContract & { readonly source: string };
type Against = { readonly contract: Contract | undefined; readonly traffic: Traffic | undefined };

/** Each finding says what the traffic shows of it, where there is any. */
async function trafficOf(input: Input, settings: Settings, io: Io): Promise<Traffic | undefined> {
  if (isSet(input, 'no-traffic') || settings.recordings.length === 0) return undefined;
  const { observeTraffic } = await import('../docs-traffic.ts');
  return observeTraffic(settings, { ...input, arguments: [] }, io);
}

/** A compiled contract that is fresh proves that its text holds no mistake, which takes most of the time to find out. */
async function contractOf(input: Input, settings: Settings, io: Io): Promise<Contract | undefined> {
  if (isSet(input, 'no-contract') || settings.contract === undefined) return undefined;
  const { contract } = await openContract(settings, io.cwd);
  return loadContract(settings.contract, { ...loadOptionsOf(settings.config), soundHash: contract.hash });
}

async function checkPages(input: Input, io: Io, against: Against): Promise<Checked> {
  const { pages, exitCode } = await readPages(input, io);
  const found = pages.map(({ file, reading }) =>
    checkOne(
      { ...reading, file },
      { ...lockPage(reading, file, ''), file },
      checkPage(reading, file),
      against,
    ),
  );
  return {
    report: reportOf(
      pages.map(({ file, reading }) => ({ file, operation: reading.facts.operationId, hash: reading.hash })),
      found,
      against,
    ),
    exitCode,
  };
}

/** The contradictions that were accepted are known; what the contract says since then is not. */
function checkLock(lock: DocsLock, against: Against): Checked {
  const { contract } = against;
  const found = lock.pages.map((page) => {
    const structure = { facts: page.facts, places: lockedPlaces(page), file: page.file };
    const known = page.contradictions.map(
      (each): ReportedFinding => ({ ...contradictionOf(page, each), known: { reason: page.reason } }),
    );
    return checkOne(structure, page, known, against);
  });
  const unseen =
    contract === undefined
      ? []
      : undocumentedOperations(
          lock.pages.map(({ facts }) => facts),
          contract,
        );
  const report = reportOf(
    lock.pages.map(({ file, facts, hash }) => ({ file, operation: facts.operationId, hash })),
    [...found, { findings: unseen.map((each) => withSides(each, undefined, against)), shown: [] }],
    against,
  );
  return { report, exitCode: exitCodes.passed };
}

function contradictionOf(page: LockedPage, locked: LockedPage['contradictions'][number]): DocsFinding {
  const rule = docsRules.find(({ code }) => code === locked.code);
  return {
    ...locked,
    operation: page.facts.operationId,
    fix: rule?.fix ?? '',
  };
}

type Found = { readonly findings: readonly ReportedFinding[]; readonly shown: DocsReport['shown'] };

function checkOne(
  page: StructurePage,
  locked: LockedPage,
  own: readonly ReportedFinding[],
  against: Against,
): Found {
  const { findings, shown } =
    against.contract === undefined ? { findings: [], shown: [] } : checkContract(page, against.contract);
  return {
    findings: [...own, ...findings].map((finding) => withSides(finding, locked, against)),
    shown,
  };
}

function withSides(
  finding: ReportedFinding,
  page: LockedPage | undefined,
  { contract, traffic }: Against,
): ReportedFinding {
  const wanted = page?.facts ?? { operationId: finding.operation, method: '', path: '' };
  const operation = contract && findOperation(contract.document, wanted);
  const declared = contract && operation && statedByContract(contract.document, operation);
  return { ...finding, ...sidesOf(finding, { page, declared, observed: traffic?.tally }) };
}

function reportOf(
  pages: DocsReport['pages'],
  found: readonly Found[],
  { contract, traffic }: Against,
): DocsReport {
  const counts = traffic?.report.counts;
  return {
    version: 1,
    pages,
    contract: contract?.source,
    ...(counts && { traffic: { recordings: counts.recordings, exchanges: counts.exchanges } }),
    findings: sortFindings(found.flatMap(({ findings }) => findings)),
    shown: sortFindings(found.flatMap(({ shown }) => shown)),
  };
}
