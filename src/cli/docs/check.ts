// Reference pages against themselves, the contract and the traffic: what `docs check` reports and `baseline update --docs` accepts.

import { existsSync } from 'node:fs';
import { loadContract } from '../../contract/load.ts';
import type { Contract } from '../../contract/openapi.ts';
import { plural } from '../../lib/plural.ts';
import { listOf } from '../../lib/suggest.ts';
import type { PageIssue, PageReport } from '../../model.ts';
import { checkContract, type StructurePage, undocumentedOperations } from '../../page/check-contract.ts';
import { checkPage } from '../../page/check-page.ts';
import { contractOperations, findOperation, statedByContract } from '../../page/contract-stated.ts';
import { type DocsLock, type LockedPage, lockedIssues, lockedPlaces, lockPage } from '../../page/lock.ts';
import { sidesOf } from '../../page/sides.ts';
import { inWordsOf } from '../../page/words.ts';
import { ruleCodes } from '../codes.ts';
import { type Input, type Io, isSet } from '../command.ts';
import { checkRuleNames } from '../config/levels.ts';
import { loadOptionsOf, type Settings } from '../config/settings.ts';
import type { NamedFile } from '../files.ts';
import { openContract } from '../run/contract.ts';
import { inputsOf } from '../run/inputs.ts';
import { lockFile, needLock, readLock } from './lock-file.ts';
import { pageFiles, readPages, withDocumented } from './pages.ts';
import { docsReport, type ReadDocs } from './report.ts';
import type { Traffic } from './traffic.ts';

/** `isRefused`: some page can't be read; standard error has said why. */
type CheckedDocs = { readonly report: PageReport; readonly isRefused: boolean };

/** The pages that are named, or the vendor's document of the config; without any, the reviewed ones, which need not be there. */
export async function checkDocs(given: Input, settings: Settings, io: Io): Promise<CheckedDocs> {
  const input = withDocumented(given, settings);
  const contract = await contractOf(input, settings, io);
  checkDocsRules(settings, contract);
  const traffic = contract && (await trafficOf(input, settings, io));
  const against: Against = { contract, traffic };
  const isNamed = input.arguments.length > 0;
  const { issues, isRefused, ...read } = isNamed
    ? await checkPages(input, io, against)
    : checkLock(needLock(input, settings), against);
  const lock = readLock(input, settings);
  if (!isNamed && contract !== undefined) await tellUnreviewed(lock, contract, io);
  const report = docsReport(issues, { ...read, contract, traffic, lock }, settings, input, io);
  return { report, isRefused };
}

/** Refuses a level of the config for a code or an operation that does not exist. */
export function checkDocsRules(settings: Settings, contract: Contract | undefined): void {
  const operations = contract && contractOperations(contract.document);
  checkRuleNames(
    settings,
    ruleCodes,
    operations?.map(({ operationId }) => operationId),
  );
}

/** Pages are reviewed one by one: operations without one are told, and no finding. */
async function tellUnreviewed(lock: DocsLock | undefined, contract: Contract, io: Io): Promise<void> {
  const pages = lock?.pages ?? [];
  if (pages.some(({ kind }) => kind === 'openapi')) return;
  const names = undocumentedOperations(
    pages.map(({ facts }) => facts),
    contract,
  ).map(({ operation }) => operation);
  if (names.length > 0)
    await io.stderr.write(
      `note: no page was reviewed of ${plural(names.length, 'operation')} of the contract: ${listOf(names)}\n`,
    );
}

type Against = { readonly contract: Contract | undefined; readonly traffic: Traffic | undefined };

type Checked = Pick<ReadDocs, 'pages' | 'gaps'> & {
  readonly issues: readonly PageIssue[];
  readonly isRefused: boolean;
};

/** Each issue says what the traffic shows of it, where there is any. */
export async function trafficOf(input: Input, settings: Settings, io: Io): Promise<Traffic | undefined> {
  if (isSet(input, 'no-traffic') || settings.recordings.length === 0) return undefined;
  const { observeIfThere } = await import('./traffic.ts');
  return observeIfThere(settings, input, io);
}

/** A compiled contract that is fresh proves that its text holds no mistake, which takes most of the time to find out. */
async function contractOf(input: Input, settings: Settings, io: Io): Promise<Contract | undefined> {
  if (isSet(input, 'no-contract') || settings.contract === undefined) return undefined;
  const { contract } = await openContract(settings, io);
  return loadContract(settings.contract, { ...loadOptionsOf(settings), soundHash: contract.hash });
}

export async function contractIfThere(settings: Settings): Promise<Contract | undefined> {
  const { contract } = settings;
  if (contract === undefined || !existsSync(contract)) return undefined;
  return loadContract(contract, loadOptionsOf(settings));
}

async function checkPages(input: Input, io: Io, against: Against): Promise<Checked> {
  const { pages, gaps, isRefused } = await readPages(input, io, against.contract);
  const subjects = pages.map(({ file, reading }) => ({
    page: { ...reading, file },
    locked: { ...lockPage(reading, file, ''), file },
    own: checkPage(reading, file),
  }));
  return { ...checkAll(subjects, against), gaps, isRefused };
}

/** The contradictions that were accepted are known; what the contract says since then is not. */
function checkLock({ pages }: DocsLock, against: Against): Checked {
  const subjects = pages.map((locked) => ({
    page: { facts: locked.facts, places: lockedPlaces(locked), file: locked.file },
    locked,
    own: lockedIssues(locked),
  }));
  return { ...checkAll(subjects, against), gaps: [], isRefused: false };
}

/** A page, as the lock has it too, and what is wrong with it by itself. */
type Subject = {
  readonly page: StructurePage;
  readonly locked: LockedPage;
  readonly own: readonly PageIssue[];
};

function checkAll(subjects: readonly Subject[], against: Against): Pick<Checked, 'pages' | 'issues'> {
  const { contract } = against;
  const issues = subjects.flatMap(({ page, locked, own }) => {
    const declared = contract === undefined ? [] : checkContract(page, contract);
    return [...own, ...declared].map((issue) => inWordsOf(locked.kind, withSides(issue, locked, against)));
  });
  // A vendor's document is whole: what it lacks is not documented. Of pages there may be more than were named or reviewed.
  const isWhole = subjects.some(({ locked }) => locked.kind === 'openapi');
  const facts = subjects.map(({ page }) => page.facts);
  const missing = contract === undefined || !isWhole ? [] : undocumentedOperations(facts, contract);
  return {
    pages: subjects.map(({ locked: { file, facts, hash } }) => ({
      file,
      operation: facts.operationId,
      hash,
    })),
    issues: [
      ...issues,
      ...missing.map((issue) => inWordsOf('openapi', withSides(issue, undefined, against))),
    ],
  };
}

function withSides(
  issue: PageIssue,
  page: LockedPage | undefined,
  { contract, traffic }: Against,
): PageIssue {
  const wanted = { operationId: issue.operation, method: issue.method, path: issue.path };
  const operation = contract && findOperation(contract.document, wanted);
  const declared = contract && operation && statedByContract(contract.document, operation);
  const sides = sidesOf(issue, { page, declared, observed: traffic?.tally });
  return { ...issue, ...sides };
}

/** What a command about pages reads: nothing is written over it. */
export async function pageInputs(input: Input, settings: Settings): Promise<readonly NamedFile[]> {
  const lock = lockFile(input, settings);
  const pages = await pageFiles(withDocumented(input, settings).arguments);
  const files = (await contractIfThere(settings))?.files ?? [];
  return [
    ...(lock === undefined ? [] : [{ noun: 'lock', file: lock }]),
    ...pages.map((file) => ({ noun: 'page', file })),
    ...(await inputsOf(settings, files)),
  ];
}
