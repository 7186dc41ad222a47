import { type Command, exitCodes, type Input, type Io, option } from '../command.ts';
import { settingsOf } from '../config/settings.ts';
import { checkDocs, pageInputs } from '../docs/check.ts';
import { concludeDocs } from '../docs/report.ts';
import { keepInputs } from '../files.ts';
import {
  documentOptions,
  fileWords,
  gateOptions,
  lockOption,
  pageArgument,
  pageOptions,
} from '../options.ts';
import { destinationsOf, filesOf, reportOptions } from '../run/outputs.ts';

export const command: Command = {
  description:
    'Hold reference pages against themselves and against the contract. Without a page it works from the lock. ' +
    'What was accepted there is known and does not fail.',
  files: {
    reads: [
      fileWords.config,
      fileWords.contract,
      'the pages that are named, or else the document of the config (documented), or else the lock alone',
      fileWords.lock,
      fileWords.recordingsOfConfig,
      fileWords.baseline,
    ],
    writes: [fileWords.report, fileWords.cache],
  },
  arguments: [pageArgument],
  options: [
    ...documentOptions,
    lockOption,
    option('--no-contract', 'the pages against themselves only'),
    option('--no-traffic', 'leave the recordings of the config out'),
    ...gateOptions,
    ...pageOptions,
    ...reportOptions,
  ],
  examples: {
    'driftgate docs check': 'the reviewed pages, without having them',
    'driftgate docs check pages/ --format json': 'a folder of pages, for machines',
    'driftgate docs check --format html -o pages.html': 'the reviewed pages, to read and to share',
    'driftgate docs check https://vendor.example/ShowThing.html': 'the page as it is today',
  },
  run: runDocsCheck,
};

async function runDocsCheck(input: Input, io: Io): Promise<number> {
  const destinations = destinationsOf(input);
  const settings = await settingsOf({ ...input, arguments: [] }, io);
  const outputs = filesOf(destinations);
  if (outputs.length > 0) keepInputs(outputs, await pageInputs(input, settings));
  const { report, isRefused } = await checkDocs(input, settings, io);
  if (isRefused && report.pages.length === 0) return exitCodes.usage;
  return concludeDocs(report, destinations, { settings, input, isRefused }, io);
}
