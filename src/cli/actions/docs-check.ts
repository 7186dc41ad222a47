import { loadContract } from '../../contract/load.ts';
import {
  checkContract,
  type DeclaredContract,
  type StructurePage,
  undocumentedOperations,
} from '../../docs/check-contract.ts';
import { checkPage, type DocsFinding, sortFindings } from '../../docs/check-page.ts';
import { findOperation, statedByContract } from '../../docs/contract-stated.ts';
import { matches } from '../../docs/documented-at.ts';
import { type DocsLock, type LockedPage, lockedPlaces } from '../../docs/lock.ts';
import { oddOneOut } from '../../docs/odd-one-out.ts';
import { docsRules } from '../../docs/rules.ts';
import { type Input, isSet, optionOf } from '../command.ts';
import { needLock } from '../docs-lock-file.ts';
import { readPages } from '../docs-pages.ts';
import { type DocsReport, formatReport, type ReportedFinding, reportJson } from '../docs-report.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { loadOptionsOf } from '../load-options.ts';
import { type Settings, settingsOf } from '../settings.ts';

type Checked = { readonly report: DocsReport; readonly exitCode: number };

export async function runDocsCheck(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf({ ...input, arguments: [] }, io);
  const contract = await contractOf(input, settings);
  const checked =
    input.arguments.length > 0
      ? await checkPages(input, io, contract)
      : checkLock(needLock(input, settings), contract);
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

async function contractOf(input: Input, settings: Settings): Promise<Contract | undefined> {
  if (isSet(input, 'no-contract') || settings.contract === undefined) return undefined;
  return loadContract(settings.contract, loadOptionsOf(settings.config));
}

async function checkPages(input: Input, io: Io, contract: Contract | undefined): Promise<Checked> {
  const { pages, exitCode } = await readPages(input, io);
  const found = pages.map(({ file, reading }) =>
    checkOne({ ...reading, file }, checkPage(reading, file), contract),
  );
  return {
    report: reportOf(
      pages.map(({ file, reading }) => ({ file, operation: reading.facts.operationId, hash: reading.hash })),
      found,
      contract,
    ),
    exitCode,
  };
}

/** The contradictions that were accepted are known; what the contract says since then is not. */
function checkLock(lock: DocsLock, contract: Contract | undefined): Checked {
  const found = lock.pages.map((page) => {
    const structure = { facts: page.facts, places: lockedPlaces(page), file: page.file };
    const known = page.contradictions.map(
      (each): ReportedFinding => ({ ...contradictionOf(page, each), known: { reason: page.reason } }),
    );
    return checkOne(structure, known, contract);
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
    [...found, { findings: unseen, shown: [] }],
    contract,
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
  own: readonly ReportedFinding[],
  contract: Contract | undefined,
): Found {
  if (contract === undefined) return { findings: own, shown: [] };
  const { findings, shown } = checkContract(page, contract);
  return {
    findings: [...own.map((finding) => withContract(finding, page, contract)), ...findings.map(withSides)],
    shown,
  };
}

/** What the contract says of a key that the page shows only in its sample. */
function withContract(finding: ReportedFinding, page: StructurePage, contract: Contract): ReportedFinding {
  const operation = findOperation(contract.document, page.facts);
  if (operation === undefined || finding.code !== 'docs-sample-property-undocumented') return finding;
  const fields = statedByContract(contract.document, operation).bodies[finding.status]?.fields ?? [];
  const field = fields.find(({ pointer }) => matches(pointer, finding.pointer));
  const sentence = oddOneOut({ declared: field !== undefined, documented: 'sample', observed: undefined });
  return {
    ...finding,
    declared: field === undefined ? 'no' : `yes, as ${field.type}`,
    documented: { by: 'sample', text: "only in the page's own sample, not in its table" },
    ...(sentence !== undefined && { oddOneOut: sentence }),
  };
}

function withSides(finding: DocsFinding): ReportedFinding {
  const isAdded = finding.code.endsWith('-added');
  if (!isAdded && !finding.code.endsWith('-removed')) return finding;
  const sentence = oddOneOut({
    declared: !isAdded,
    documented: isAdded ? 'table' : 'no',
    observed: undefined,
  });
  return {
    ...finding,
    declared: isAdded ? 'no' : 'yes',
    documented: { by: isAdded ? 'table' : 'no', text: isAdded ? 'yes' : 'no' },
    ...(sentence !== undefined && { oddOneOut: sentence }),
  };
}

function reportOf(
  pages: DocsReport['pages'],
  found: readonly Found[],
  contract: Contract | undefined,
): DocsReport {
  return {
    version: 1,
    pages,
    contract: contract?.source,
    findings: sortFindings(found.flatMap(({ findings }) => findings)),
    shown: sortFindings(found.flatMap(({ shown }) => shown)),
  };
}
