import type { CompiledContract, TrafficReport } from '../../model.ts';
import type { ReportBuilder } from '../../report/options.ts';
import type { PartialReport } from '../../report/partial.ts';
import { partialText, readPartials } from '../../scale/partial-text.ts';
import { argument, type Command, exitCodes, type Input, type Io } from '../command.ts';
import { minCoverageOption } from '../config/min-coverage.ts';
import { eachSettingsOf, readBaseline, type Settings } from '../config/settings.ts';
import { keepInputs } from '../files.ts';
import { contractOptions, gateOptions } from '../options.ts';
import { version } from '../package.ts';
import { contractFiles } from '../run/contract.ts';
import type { Run } from '../run/feed.ts';
import { inputsOf } from '../run/inputs.ts';
import {
  type EachSettings,
  joined,
  openSession,
  runOf,
  type Session,
  tellUnused,
  usageOfAll,
} from '../run/observe.ts';
import {
  concludeReport,
  coverageFile,
  coverageOption,
  destinationsOf,
  filesOf,
  outputOptions,
  partialDestination,
  writeCoverage,
  writeTo,
} from '../run/outputs.ts';

export const command: Command = {
  description:
    'Join partial reports of driftgate check --format partial into exactly the report of one run. ' +
    'With --format partial the result is again a partial report. Those of several contracts are joined into one report.',
  arguments: [argument('<partial...>', 'files of partial reports, one a line; - for standard input')],
  options: [...contractOptions, ...gateOptions, minCoverageOption, coverageOption, ...outputOptions],
  examples: {
    'driftgate merge *.partial': 'the report of all shards',
    'driftgate merge - --format partial': 'a combiner, in a pipe',
  },
  run: runMerge,
};

async function runMerge(given: Input, io: Io): Promise<number> {
  const destinations = destinationsOf(given);
  // No other command reads partial reports: those that the report proposes read the recordings of the config.
  const input = { ...given, arguments: [] };
  const each = await eachSettingsOf(input, io);
  const usage = usageOfAll(each);
  const parts = await openParts(each, { baseline: readBaseline(each[0]), input, usage }, io);
  const files = given.arguments.map((file) => ({ noun: 'partial report', file }));
  const inputs = await Promise.all(
    parts.map(({ settings, contract }) => inputsOf({ ...settings, recordings: [] }, contractFiles(contract))),
  );
  keepInputs([...filesOf(destinations), ...coverageFile(input)], [...files, ...inputs.flat()]);
  const origin = { contracts: parts.map(({ contract }) => contract), version: version(), stdin: io.stdin };
  for await (const partial of readPartials(given.arguments, origin)) await addTo(parts, partial);
  const again = partialDestination(destinations);
  if (again !== undefined) {
    const texts = parts.map(({ session, builder }) => partialText(session.partial(builder)));
    await writeTo(again, texts.join(''), io);
    return exitCodes.passed;
  }
  const reports: TrafficReport[] = [];
  for (const { session, builder } of parts) reports.push(await session.finish(builder));
  const report = await joined(reports, areShared(parts));
  await tellUnused(usage, each, io);
  const code = await concludeReport(report, destinations, { settings: each[0], input }, io);
  await writeCoverage(report, input);
  return code;
}

/** What the partial reports of one contract come to. */
type Part = {
  readonly settings: Settings;
  readonly contract: CompiledContract;
  readonly session: Session;
  readonly builder: ReportBuilder;
  readonly sources: Set<string>;
};

async function openParts(
  each: EachSettings,
  run: Pick<Run, 'baseline' | 'input' | 'usage'>,
  io: Io,
): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const settings of each) {
    const session = await openSession(runOf(settings, run), io);
    const builder = session.build([]);
    parts.push({ settings, contract: session.contract, session, builder, sources: new Set() });
  }
  return parts;
}

async function addTo(parts: readonly Part[], partial: PartialReport): Promise<void> {
  const part = parts.find(({ contract }) => contract.hash === partial.contract.hash);
  if (part === undefined) return;
  for (const source of partial.sources) part.sources.add(source);
  await part.session.add(part.builder, partial);
}

/** Recordings that were named were held against every contract. */
function areShared(parts: readonly Part[]): boolean {
  const lists = new Set(parts.map(({ sources }) => [...sources].sort().join('\n')));
  return parts.length > 1 && lists.size === 1;
}
