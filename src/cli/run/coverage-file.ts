// `--coverage FILE`: the shares of coverage and their lists, as one JSON object.
import type { TrafficReport } from '../../model.ts';
import { type Input, type OptionSpec, option, optionOf } from '../command.ts';
import { type NamedFile, writeReport } from '../files.ts';

export const coverageOption: OptionSpec = option(
  '--coverage <file>',
  'write what was never seen, what is always there though optional, and what is deprecated and seen, as JSON',
);

export function coverageFile(input: Input): readonly NamedFile[] {
  const file = optionOf(input, coverageOption.name);
  return file === undefined ? [] : [{ noun: 'coverage', file, option: '--coverage' }];
}

export async function writeCoverage({ contract, coverage }: TrafficReport, input: Input): Promise<void> {
  const file = optionOf(input, coverageOption.name);
  if (file === undefined) return;
  const { coverageLists } = await import('../../report/coverage/lists.ts');
  const { byOperation: _byOperation, ...shares } = coverage;
  const written = { contract: contract.source, ...shares, ...coverageLists(coverage) };
  writeReport(file, `${JSON.stringify(written, undefined, 2)}\n`);
}
