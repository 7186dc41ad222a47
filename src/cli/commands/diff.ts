import type { Command, Input } from '../command.ts';
import { settingsOf, tellNoBaseline } from '../config/settings.ts';
import { fileWords } from '../docs/options.ts';
import { exitCodeOf } from '../exit.ts';
import { keepInputs } from '../files.ts';
import type { Io } from '../io.ts';
import { baselineOption, contractOptions, failOnOption, noBaselineOption } from '../options.ts';
import { inputsOf } from '../run/inputs.ts';
import { destinationsOf, filesOf, reportOptions, writeReports } from '../run/outputs.ts';

export const command: Command = {
  description:
    'Compare two contracts, as a client sees it that was compiled from the old one. ' +
    'An error breaks it: a response may hold what its types and validators refuse, or the service refuses what it sends. ' +
    'The last line says whether the version is a major, minor or patch one.',
  files: {
    reads: [
      fileWords.config,
      'both contracts, the overlays of the config and what they refer to; git reads what is a revision',
      'the recordings of --traffic',
      fileWords.baseline,
    ],
    writes: [fileWords.report],
  },
  arguments: [
    {
      name: 'old',
      description: 'a file, REV:path as git has it, or a revision of the contract of the config',
    },
    { name: 'new', description: 'the same (default: the contract of the config as it is)' },
  ],
  options: [
    ...contractOptions.filter(({ name }) => name !== 'no-cache'),
    {
      name: 'traffic',
      value: 'recordings',
      description:
        'say of each change whether it was ever observed: files, folders or globs; may be given several times',
    },
    baselineOption,
    noBaselineOption,
    failOnOption,
    ...reportOptions,
  ],
  examples: [
    { command: 'driftgate diff openapi-1.yaml openapi-2.yaml', what: 'two files' },
    { command: 'driftgate diff main', what: 'the contract of the config against that of a branch' },
    {
      command: 'driftgate diff HEAD~1:api/openapi.yaml api/openapi.yaml --fail-on error',
      what: 'what the last commit breaks',
    },
    { command: 'driftgate diff main --traffic recordings', what: 'with what was ever observed' },
  ],
  run: runDiff,
};

async function runDiff(input: Input, io: Io): Promise<number> {
  const destinations = destinationsOf(input);
  const settings = await settingsOf({ ...input, arguments: [] }, io);
  const { compareContracts } = await import('../run/compare.ts');
  const { report, files } = await compareContracts(input, settings, io);
  keepInputs(filesOf(destinations), await inputsOf(settings, files));
  await tellNoBaseline(report, settings, io);
  await writeReports(report, destinations, input, io);
  return exitCodeOf(report.outcome);
}
