import { loadContract } from '../../contract/load.ts';
import type { Contract } from '../../contract/openapi.ts';
import { InputError } from '../../lib/input-error.ts';
import { visible } from '../../lib/visible-text.ts';
import type { PageIssue, Report } from '../../model.ts';
import { checkContract, type DeclaredContract } from '../../page/check-contract.ts';
import { findOperation } from '../../page/contract-stated.ts';
import { type DocsLock, lockedIssues, lockedPlaces } from '../../page/lock.ts';
import { createTrafficTally, sightingOf, wantedOf } from '../../page/observed.ts';
import { inWordsOf30, overlayOf, type Proposal } from '../../page/propose/overlay.ts';
import { type PageEvidence, propose } from '../../page/propose/propose.ts';
import { yamlText } from '../../page/propose/yaml-text.ts';
import { vendorReport } from '../../page/vendor-report.ts';
import { fingerprintOf, pageIdentityOf } from '../../report/fingerprint.ts';
import { type Command, type Input, isSet, option, optionOf } from '../command.ts';
import { loadOptionsOf, type Settings, settingsOf } from '../config/settings.ts';
import { lockFile, needLock, readLock, readText } from '../docs/lock-file.ts';
import { fileWords, lockOption } from '../docs/options.ts';
import { observeIfThere, observeTraffic, type Traffic } from '../docs/traffic.ts';
import { exitCodes } from '../exit.ts';
import { keepInputs, type NamedFile, writeReport, writeWhole } from '../files.ts';
import type { Io } from '../io.ts';
import { bodyOptions, contractOptions, hostOption, recordingArgument } from '../options.ts';
import { applied, type Findings, fileOf, parted, proven, textsOf } from '../run/apply-proposal.ts';
import { inputsOf } from '../run/inputs.ts';

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
  if (settings.contract === undefined)
    throw new InputError('no contract is named', {
      fix: 'give --contract FILE, or set contract in driftgate.config.ts',
    });
  const contract = await loadContract(settings.contract, loadOptionsOf(settings.config));
  const reportFile = optionOf(input, 'report');
  const output = optionOf(input, 'output');
  keepInputs(
    [...named(output, 'overlay'), ...named(reportFile, 'bug report', '--report')],
    [...(await inputsOf(settings, contract.files)), ...named(lockFile(input, settings), 'lock')],
  );
  if (reportFile !== undefined) writeReport(reportFile, reportOf(needLock(input, settings)));
  const proposal = await provenProposal(contract, settings, input, io);
  for (const line of proposal.left) await io.stderr.write(`left to you: ${visible(line)}\n`);
  if (isSet(input, 'apply')) await apply(proposal, contract, io);
  const own = new Set([contract.files[0], ...(settings.config.overlays ?? [])]);
  const [within, beyond] = parted(proposal.actions, ({ pointer }) => own.has(fileOf(pointer, contract)));
  if (!isSet(input, 'apply'))
    for (const { description, pointer } of beyond)
      await io.stderr.write(
        `left to you: ${visible(`${description}: it belongs into ${fileOf(pointer, contract)}, where no overlay reaches; driftgate propose --apply writes it`)}\n`,
      );
  const text = yamlText(overlayOf({ ...proposal, actions: within }, contract), { lineWidth: 110 });
  if (output !== undefined && output !== '-') writeReport(output, text);
  else if (!isSet(input, 'apply')) await io.stdout.write(text);
  return exitCodes.passed;
}

function named(file: string | undefined, noun: string, option = '-o'): readonly NamedFile[] {
  return file === undefined || file === '-' ? [] : [{ noun, file, option }];
}

async function provenProposal(
  contract: Contract,
  settings: Settings,
  input: Input,
  io: Io,
): Promise<Proposal> {
  const lock = readLock(input, settings);
  // Reviewed pages are enough to propose from; without them there has to be traffic.
  const observe = (of: Settings) =>
    lock === undefined ? observeTraffic(of, input, io) : observeIfThere(of, input, io, input.arguments);
  const traffic = await observe(settings);
  const tally = traffic?.tally ?? createTrafficTally();
  const ofPages = pageFindings(lock, contract);
  const pageEvidence = ofPages.map((finding): PageEvidence => {
    // A page may name its operation by the path alone; the traffic is counted by the contract's name.
    const { operation: operationId, method, path } = finding;
    const operation = findOperation(contract.document, { operationId, method, path })?.operationId;
    const seen = sightingOf(tally, wantedOf({ ...finding, operation: operation ?? operationId }));
    return {
      finding,
      fingerprint: fingerprintOf(pageIdentityOf(finding)),
      seen: seen.outOf === 0 ? undefined : seen,
    };
  });
  const proposal = propose({
    document: contract.document,
    findings: findingsOf(traffic).filter(({ known }) => known === undefined),
    observed: tally,
    lock,
    pageFindings: pageEvidence,
  });
  return proven(
    inWordsOf(contract, proposal),
    contract,
    operationsFound(findingsOf(traffic), ofPages),
    async (file) => {
      const changed = await loadContract(file, loadOptionsOf(settings.config));
      const copy = { ...settings, contract: file, compiled: undefined, cache: undefined };
      return operationsFound(findingsOf(await observe(copy)), pageFindings(lock, changed));
    },
  );
}

/** The document is raised to 3.1 when it is loaded; what is added is in the words of its text. */
function inWordsOf({ files }: Contract, proposal: Proposal): Proposal {
  const isOf30 = /(?:^|[{,])\s*["']?openapi["']?\s*:\s*["']?3\.0/m.test(readText(files[0] ?? ''));
  if (!isOf30) return proposal;
  return {
    ...proposal,
    actions: proposal.actions.map((action) => ({ ...action, update: inWordsOf30(action.update) })),
  };
}

function pageFindings(lock: DocsLock | undefined, contract: DeclaredContract): readonly PageIssue[] {
  return (lock?.pages ?? [])
    .flatMap((page) =>
      checkContract({ facts: page.facts, places: lockedPlaces(page), file: page.file }, contract),
    )
    .filter(({ onPurpose }) => onPurpose === undefined);
}

function findingsOf(traffic: Traffic | undefined): Report['findings'] {
  return traffic?.report.findings ?? [];
}

/** By fingerprint. */
function operationsFound(findings: Report['findings'], ofPages: readonly PageIssue[]): Findings {
  return new Map([
    ...findings.map(({ fingerprint, operation = '' }): [string, string] => [fingerprint, operation]),
    ...ofPages.map((issue): [string, string] => [
      fingerprintOf(pageIdentityOf(issue)),
      issue.operation ?? '',
    ]),
  ]);
}

async function apply(proposal: Proposal, contract: Contract, io: Io): Promise<void> {
  const before = textsOf(contract);
  for (const [file, text] of applied(before, proposal.actions, contract))
    if (text !== before.get(file)) writeWhole(file, text);
  const lines = proposal.actions.map(
    ({ target, description }) => `  ${visible(`${target}: ${description}`)}\n`,
  );
  await io.stdout.write(
    `${contract.files[0] ?? ''}: ${proposal.actions.length} ${proposal.actions.length === 1 ? 'change' : 'changes'} applied\n${lines.join('')}`,
  );
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
