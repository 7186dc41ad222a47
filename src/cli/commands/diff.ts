import { argument, type Command, type Input, type Io, option } from '../command.ts';
import { settingsOf } from '../config/settings.ts';
import { keepInputs } from '../files.ts';
import { documentOptions, fileWords, gateOptions } from '../options.ts';
import { inputsOf } from '../run/inputs.ts';
import { concludeReport, destinationsOf, filesOf, reportOptions } from '../run/outputs.ts';

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
    argument('[old]', 'a file, REV:path as git has it, or a revision of the contract of the config'),
    argument('[new]', 'the same (default: the contract of the config as it is)'),
  ],
  options: [
    ...documentOptions,
    option(
      '--traffic <recordings>',
      'say of each change whether it was ever observed: files, folders or globs; may be given several times',
    ),
    ...gateOptions,
    ...reportOptions,
  ],
  examples: {
    'driftgate diff openapi-1.yaml openapi-2.yaml': 'two files',
    'driftgate diff main': 'the contract of the config against that of a branch',
    'driftgate diff HEAD~1:api/openapi.yaml api/openapi.yaml --fail-on error': 'what the last commit breaks',
    'driftgate diff main --traffic recordings': 'with what was ever observed',
  },
  run: runDiff,
};

async function runDiff(input: Input, io: Io): Promise<number> {
  const destinations = destinationsOf(input);
  const settings = await settingsOf({ ...input, arguments: [] }, io);
  const { compareContracts } = await import('../run/compare.ts');
  const { report, files } = await compareContracts(input, settings, io);
  keepInputs(filesOf(destinations), await inputsOf(settings, files));
  return concludeReport(report, destinations, { settings, input }, io);
}
