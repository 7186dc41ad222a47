import { stringify } from 'yaml';
import { loadContract } from '../../contract/load.ts';
import { applyOverlay } from '../../docs/apply-overlay.ts';
import type { DocsLock } from '../../docs/lock.ts';
import { overlayOf, type Proposal, propose } from '../../docs/propose.ts';
import { vendorReport } from '../../docs/vendor-report.ts';
import { InputError } from '../../lib/input-error.ts';
import type { Contract } from '../../model.ts';
import { type Input, isSet, optionOf } from '../command.ts';
import { needLock, readLock, readText } from '../docs-lock-file.ts';
import { observeTraffic } from '../docs-traffic.ts';
import { exitCodes } from '../exit-codes.ts';
import { writeWhole } from '../files.ts';
import type { Io } from '../io.ts';
import { settingsOf } from '../settings.ts';

export async function runPropose(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf(input, io);
  if (settings.contract === undefined)
    throw new InputError('no contract is named', {
      fix: 'give --contract FILE, or set contract in driftgate.config.ts',
    });
  const contract = await loadContract(settings.contract, {
    allowFormats: settings.config.allowFormats ?? [],
  });
  const reportFile = optionOf(input, 'report');
  if (reportFile !== undefined) writeWhole(reportFile, reportOf(needLock(input, settings)));
  const { report, tally } = await observeTraffic(settings, input, io);
  const proposal = propose({
    document: contract.document,
    findings: report.findings.filter(({ known }) => known === undefined),
    observed: tally,
    lock: readLock(input, settings),
  });
  for (const line of proposal.left) await io.stderr.write(`left to you: ${line}\n`);
  if (isSet(input, 'apply')) await apply(proposal, contract, settings.contract, io);
  const output = optionOf(input, 'output');
  const text = stringify(overlayOf(proposal, contract), { lineWidth: 110 });
  if (output !== undefined && output !== '-') writeWhole(output, text);
  else if (!isSet(input, 'apply')) await io.stdout.write(text);
  return exitCodes.passed;
}

async function apply(proposal: Proposal, contract: Contract, file: string, io: Io): Promise<void> {
  const elsewhere = proposal.actions.find(({ pointer }) => (contract.positionOf(pointer)?.[2] ?? 0) !== 0);
  if (elsewhere !== undefined)
    throw new InputError(
      `${elsewhere.pointer} stands in ${contract.files[contract.positionOf(elsewhere.pointer)?.[2] ?? 0]}, not in ${file}`,
      {
        place: { file },
        fix: 'write the overlay with -o and apply it by hand',
      },
    );
  if (proposal.actions.length > 0) writeWhole(file, applyOverlay(readText(file), proposal.actions, file));
  const lines = proposal.actions.map(({ target, description }) => `  ${target}: ${description}\n`);
  await io.stdout.write(
    `${file}: ${proposal.actions.length} ${proposal.actions.length === 1 ? 'change' : 'changes'} applied\n${lines.join('')}`,
  );
}

function reportOf(lock: DocsLock): string {
  return vendorReport(
    lock.pages.map(({ file, hash, facts, contradictions }) => ({
      file,
      hash,
      method: facts.method,
      path: facts.path,
      findings: contradictions.map((each) => ({ ...each, operation: facts.operationId })),
    })),
  );
}
