import { loadContract } from '../../contract/load.ts';
import type { Contract } from '../../contract/openapi.ts';
import { plural } from '../../lib/plural.ts';
import { visible } from '../../lib/visible-text.ts';
import type { CompiledContract, PageIssue, Report } from '../../model.ts';
import { checkContract, type DeclaredContract } from '../../page/check-contract.ts';
import { findOperation } from '../../page/contract-stated.ts';
import { type DocsLock, lockedIssues, lockedPlaces } from '../../page/lock.ts';
import { createTrafficTally, sightingOf, type TrafficTally, wantedOf } from '../../page/observed.ts';
import type { OverlayAction, Proposal } from '../../page/propose/overlay.ts';
import { type PageEvidence, propose } from '../../page/propose/propose.ts';
import { type Findings, type FoundAt, proven, type Trials } from '../../page/propose/proven.ts';
import { operationsByPart } from '../../page/propose/reach.ts';
import { vendorReport } from '../../page/vendor-report.ts';
import { fingerprintOf, pageIdentityOf } from '../../report/fingerprint.ts';
import { type Command, exitCodes, type Input, type Io, isSet, option, optionOf } from '../command.ts';
import { loadOptionsOf, neededContract, type Settings, settingsOf } from '../config/settings.ts';
import { lockFile, needLock, readLock } from '../docs/lock-file.ts';
import { observeIfThere, observeTraffic } from '../docs/traffic.ts';
import { keepInputs, type NamedFile, writeReport, writeWhole } from '../files.ts';
import {
  bodyOptions,
  contractOptions,
  fileWords,
  hostOption,
  lockOption,
  recordingArgument,
} from '../options.ts';
import { intoFiles, intoOverlay, readBack, type Writing } from '../run/apply-proposal.ts';
import { compileContract } from '../run/compile.ts';
import { openContract } from '../run/contract.ts';
import { createHeldExchanges } from '../run/held-exchanges.ts';
import { inputsOf } from '../run/inputs.ts';
import { observe } from '../run/observe.ts';

export const command: Command = {
  description:
    'Write an OpenAPI Overlay 1.0 document that would bring the contract in line with the traffic, each action with its ' +
    'evidence. It only adds: no type is widened, no required is dropped.',
  files: {
    reads: [fileWords.config, fileWords.contract, fileWords.recordings, fileWords.lock],
    writes: [
      'the overlay: -o, or standard output, but for --apply',
      'the contract and what it refers to, with --apply',
      'the bug report: --report',
      fileWords.cache,
    ],
  },
  arguments: [recordingArgument],
  options: [
    ...contractOptions,
    hostOption,
    lockOption,
    option('-o, --output <file>', 'where the overlay goes (default: standard output)'),
    option('--apply', 'edit the contract in place, keeping comments, order and layout'),
    option('--report <file>', 'a bug report to the vendor, Markdown, from the reviewed pages'),
    ...bodyOptions,
  ],
  examples: {
    'driftgate propose traffic.har': 'the overlay, to be read',
    'driftgate propose traffic.har --apply': 'into the contract',
    'driftgate propose --report vendor.md -o overlay.yaml': 'both documents',
  },
  run: runPropose,
};

async function runPropose(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf(input, io);
  const contract = await loadContract(neededContract(settings), loadOptionsOf(settings));
  const reportFile = optionOf(input, 'report');
  const output = optionOf(input, 'output');
  const isApplied = isSet(input, 'apply');
  keepInputs(
    [...named(output, 'overlay'), ...named(reportFile, 'bug report', '--report')],
    [...(await inputsOf(settings, contract.files)), ...named(lockFile(input, settings), 'lock')],
  );
  if (reportFile !== undefined) writeReport(reportFile, reportOf(needLock(input, settings)));
  const overlay = intoOverlay(contract);
  const writing = isApplied ? intoFiles(contract) : overlay;
  const { actions, left } = await provenProposal({ contract, settings, input, io, writing });
  for (const line of left) await io.stderr.write(`left to you: ${visible(line)}\n`);
  if (isApplied) {
    for (const [file, text] of writing.texts(actions)) writeWhole(file, text);
    await io.stdout.write(appliedText(contract, actions));
  }
  const inOverlay = actions.filter((action) => overlay.refusal(action) === undefined);
  const [text = ''] = overlay.texts(inOverlay).values();
  if (output !== undefined && output !== '-') writeReport(output, text);
  else if (!isApplied) await io.stdout.write(text);
  return exitCodes.passed;
}

function named(file: string | undefined, noun: string, option = '-o'): readonly NamedFile[] {
  return file === undefined || file === '-' ? [] : [{ noun, file, option }];
}

type Proposing = {
  readonly contract: Contract;
  readonly settings: Settings;
  readonly input: Input;
  readonly io: Io;
  readonly writing: Writing;
};

/** Contract, exchanges and pages are read once. What is proposed is tried in memory, and what is written of it is read back in the end. */
async function provenProposal({ contract, settings, input, io, writing }: Proposing): Promise<Proposal> {
  const load = loadOptionsOf(settings);
  const lock = readLock(input, settings);
  const held = createHeldExchanges(settings);
  const module = await openContract(settings, io, contract);
  // Reviewed pages are enough to propose from; without them there has to be traffic.
  const more = { module, listener: held.listener };
  const traffic =
    lock === undefined
      ? await observeTraffic(settings, input, io, more)
      : await observeIfThere(settings, input, io, input.arguments, more);
  const reached = operationsByPart(contract.document);
  const found = { findings: traffic?.report.findings ?? [], pages: pageFindings(lock, contract) };
  const tally = traffic?.tally ?? createTrafficTally();
  let proposal = proposalOf(contract, { ...found, lock, tally }, writing);
  const before = findingsOf({ ...found, contract, compiled: module.contract }, reached);

  async function find(actions: readonly OverlayAction[], operations: ReadonlySet<string>): Promise<Findings> {
    const changed = contract.withUpdates(actions);
    const options = { cwd: io.cwd, cache: undefined, load, line: undefined, signal: io.signal };
    const recompiled = await compileContract(contract.source, { ...options, contract: changed });
    const run = { settings, baseline: undefined, input, module: recompiled, ...held.runOver(operations) };
    const findings = traffic === undefined ? [] : (await observe(run, io)).findings;
    const compiled = recompiled.contract;
    const pages = pageFindings(lock, changed);
    const all = findingsOf({ findings, pages, contract: changed, compiled }, reached);
    return new Map([...all].filter(([, { operation }]) => operations.has(operation)));
  }

  for (;;) {
    const { actions, left } = await proven(proposal, before, { reached, find });
    proposal = await readBack({ actions, left }, contract, writing, load);
    if (proposal.actions.length === actions.length) return proposal;
  }
}

type Found = { readonly findings: Report['findings']; readonly pages: readonly PageIssue[] };
type Seen = Found & { readonly lock: DocsLock | undefined; readonly tally: TrafficTally };
type Compiled = Found & { readonly contract: Contract; readonly compiled: CompiledContract };

/** Without what can't be written. */
function proposalOf(contract: Contract, { findings, pages, lock, tally }: Seen, writing: Writing): Proposal {
  const proposed = propose({
    document: contract.document,
    findings: findings.filter(({ known }) => known === undefined),
    observed: tally,
    lock,
    pageFindings: pages.map((finding): PageEvidence => {
      const seen = sightingOf(tally, wantedOf({ ...finding, operation: operationOf(finding, contract) }));
      const fingerprint = fingerprintOf(pageIdentityOf(finding));
      return { finding, fingerprint, seen: seen.outOf === 0 ? undefined : seen };
    }),
  });
  const refused = new Map(proposed.actions.map((action) => [action, writing.refusal(action)]));
  return {
    actions: proposed.actions
      .filter((action) => refused.get(action) === undefined)
      .map((action) => ({ ...action, target: contract.writtenAt(action.pointer).path ?? action.target })),
    left: [
      ...proposed.left,
      ...[...refused].flatMap(([{ description }, why]) =>
        why === undefined ? [] : `${description}: ${why}`,
      ),
    ],
  };
}

function pageFindings(lock: DocsLock | undefined, contract: DeclaredContract): readonly PageIssue[] {
  return (lock?.pages ?? [])
    .flatMap((page) =>
      checkContract({ facts: page.facts, places: lockedPlaces(page), file: page.file }, contract),
    )
    .filter(({ onPurpose }) => onPurpose === undefined);
}

/** A page may name its operation by the path alone; the contract's name counts. */
function operationOf({ operation: operationId, method, path }: PageIssue, contract: Contract): string {
  return findOperation(contract.document, { operationId, method, path })?.operationId ?? operationId;
}

function findingsOf({ findings, pages, contract, compiled }: Compiled, reached: Trials['reached']): Findings {
  return new Map<string, FoundAt>([
    ...findings.map(
      ({ fingerprint, operation = '', status, pattern }) =>
        [fingerprint, { operation, status, pattern }] as const,
    ),
    ...pages.map((issue) => {
      const place = { operation: operationOf(issue, contract), status: issue.status, pattern: issue.pointer };
      return [fingerprintOf(pageIdentityOf(issue)), place] as const;
    }),
    ...(compiled.defects ?? []).flatMap(({ kind, subject, message: problem }) =>
      kind === 'schema'
        ? [...reached(subject)].map(
            (operation) => [`schema ${subject} ${operation}`, { operation, problem }] as const,
          )
        : [],
    ),
  ]);
}

function appliedText({ files }: Contract, actions: readonly OverlayAction[]): string {
  const lines = actions.map(({ target, description }) => `  ${visible(`${target}: ${description}`)}\n`);
  return `${files[0] ?? ''}: ${plural(actions.length, 'change')} applied\n${lines.join('')}`;
}

function reportOf(lock: DocsLock): string {
  return vendorReport(
    lock.pages.map((page) => ({
      file: page.file,
      hash: page.hash,
      method: page.facts.method,
      path: page.facts.path,
      findings: lockedIssues(page),
    })),
  );
}
