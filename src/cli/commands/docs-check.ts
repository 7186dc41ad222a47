import type { Command, Input } from '../command.ts';
import { settingsOf, tellNoBaseline } from '../config/settings.ts';
import { checkDocs, pageInputs } from '../docs/check.ts';
import { fileWords, lockOption, pageArgument, pageOptions } from '../docs/options.ts';
import { exitCodeOf, exitCodes } from '../exit.ts';
import { keepInputs } from '../files.ts';
import type { Io } from '../io.ts';
import { baselineOption, contractOptions, failOnOption, noBaselineOption } from '../options.ts';
import { destinationsOf, filesOf, reportOptions, writeReports } from '../run/outputs.ts';

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
    ...contractOptions.filter(({ name }) => name !== 'no-cache'),
    lockOption,
    { name: 'no-contract', description: 'the pages against themselves only' },
    { name: 'no-traffic', description: 'leave the recordings of the config out' },
    baselineOption,
    noBaselineOption,
    failOnOption,
    ...pageOptions,
    ...reportOptions,
  ],
  examples: [
    { command: 'driftgate docs check', what: 'the reviewed pages, without having them' },
    { command: 'driftgate docs check pages/ --format json', what: 'a folder of pages, for machines' },
    {
      command: 'driftgate docs check --format html -o pages.html',
      what: 'the reviewed pages, to read and to share',
    },
    {
      command: 'driftgate docs check https://vendor.example/ShowThing.html',
      what: 'the page as it is today',
    },
  ],
  run: runDocsCheck,
};

async function runDocsCheck(input: Input, io: Io): Promise<number> {
  const destinations = destinationsOf(input);
  const settings = await settingsOf({ ...input, arguments: [] }, io);
  const outputs = filesOf(destinations);
  if (outputs.length > 0) keepInputs(outputs, await pageInputs(input, settings));
  const { report, isRefused } = await checkDocs(input, settings, io);
  if (isRefused && report.pages.length === 0) return exitCodes.usage;
  await tellNoBaseline(report, settings, io);
  await writeReports(report, destinations, input, io);
  // A page that the config allows to be unreadable, by name, is none of them.
  const isMistake = report.unchecked.some(({ reason, allowed }) => reason === 'page-unreadable' && !allowed);
  return isRefused && isMistake ? exitCodes.usage : exitCodeOf(report.outcome);
}
