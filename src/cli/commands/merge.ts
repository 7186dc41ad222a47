import { partialText, readPartials } from '../../scale/partial-text.ts';
import type { Command, Input } from '../command.ts';
import { minCoverageOption } from '../config/min-coverage.ts';
import { readBaseline, settingsOf, tellNoBaseline } from '../config/settings.ts';
import { exitCodeOf, exitCodes } from '../exit.ts';
import { keepInputs } from '../files.ts';
import type { Io } from '../io.ts';
import { baselineOption, contractOptions, failOnOption, noBaselineOption } from '../options.ts';
import { version } from '../package.ts';
import { contractFiles } from '../run/contract.ts';
import { coverageFile, coverageOption, writeCoverage } from '../run/coverage-file.ts';
import { inputsOf } from '../run/inputs.ts';
import { openSession } from '../run/observe.ts';
import {
  destinationsOf,
  filesOf,
  outputOptions,
  partialDestination,
  writeReports,
  writeTo,
} from '../run/outputs.ts';

export const command: Command = {
  description:
    'Join partial reports of driftgate check --format partial into exactly the report of one run. ' +
    'With --format partial the result is again a partial report.',
  arguments: [
    {
      name: 'partial',
      description: 'files of partial reports, one a line; - for standard input',
      required: true,
      variadic: true,
    },
  ],
  options: [
    ...contractOptions,
    baselineOption,
    noBaselineOption,
    failOnOption,
    minCoverageOption,
    coverageOption,
    ...outputOptions,
  ],
  examples: [
    { command: 'driftgate merge *.partial', what: 'the report of all shards' },
    { command: 'driftgate merge - --format partial', what: 'a combiner, in a pipe' },
  ],
  run: runMerge,
};

async function runMerge(input: Input, io: Io): Promise<number> {
  const destinations = destinationsOf(input);
  const settings = await settingsOf(input, io);
  const session = await openSession({ settings, baseline: readBaseline(settings), input }, io);
  const partials = input.arguments.map((file) => ({ noun: 'partial report', file }));
  const inputs = await inputsOf({ ...settings, recordings: [] }, contractFiles(session.contract));
  keepInputs([...filesOf(destinations), ...coverageFile(input)], [...partials, ...inputs]);
  const builder = session.build([]);
  const origin = { contract: session.contract, version: version(), stdin: io.stdin };
  for await (const partial of readPartials(input.arguments, origin)) await session.add(builder, partial);
  const again = partialDestination(destinations);
  if (again !== undefined) {
    await writeTo(again, partialText(session.partial(builder)), io);
    return exitCodes.passed;
  }
  const report = await session.finish(builder);
  await tellNoBaseline(report, settings, io);
  // No other command reads partial reports: those that the report proposes read the recordings of the config.
  await writeReports(report, destinations, { ...input, arguments: [] }, io);
  await writeCoverage(report, input);
  return exitCodeOf(report.outcome);
}
