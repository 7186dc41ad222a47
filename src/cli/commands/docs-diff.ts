import { existsSync } from 'node:fs';
import type { Contract } from '../../contract/openapi.ts';
import { InputError } from '../../lib/input-error.ts';
import { listOf } from '../../lib/suggest.ts';
import type { PageIssue } from '../../model.ts';
import { diffPage, type PageChange, type PageDiff } from '../../page/diff-page.ts';
import { type DocsLock, lockedPageOf } from '../../page/lock.ts';
import { type Observed, seenInTraffic, sightingOf, wantedOf } from '../../page/observed.ts';
import { typeLine } from '../../page/type-line.ts';
import { inWordsOf } from '../../page/words.ts';
import { type Command, exitCodes, type Input, type Io, option } from '../command.ts';
import { type Settings, settingsOf } from '../config/settings.ts';
import { checkDocsRules, contractIfThere, pageInputs, trafficOf } from '../docs/check.ts';
import { needLock } from '../docs/lock-file.ts';
import { noPages, type Page, readPages, withDocumented } from '../docs/pages.ts';
import { concludeDocs, docsReport } from '../docs/report.ts';
import { keepInputs, readText } from '../files.ts';
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
    'Name what changed on reference pages since they were reviewed, and what each change touches. ' +
    'An error breaks a client: a removed property, a changed type, a new required parameter.',
  files: {
    reads: [
      fileWords.config,
      fileWords.contract,
      fileWords.pagesOrDocument,
      fileWords.lock,
      'types.ts beside the compiled contract, if it is there',
      fileWords.recordingsOfConfig,
      fileWords.baseline,
    ],
    writes: [fileWords.report, fileWords.cache],
  },
  arguments: [pageArgument],
  options: [
    ...documentOptions,
    lockOption,
    option('--no-traffic', 'leave the recordings of the config out'),
    ...gateOptions,
    ...pageOptions,
    ...reportOptions,
  ],
  examples: {
    'driftgate docs diff ShowThing.md': 'what is new on the page',
    'driftgate docs diff https://vendor.example/ShowThing.html --format json': 'for machines',
  },
  run: runDocsDiff,
};

async function runDocsDiff(given: Input, io: Io): Promise<number> {
  const destinations = destinationsOf(given);
  const settings = await settingsOf({ ...given, arguments: [] }, io);
  const input = withDocumented(given, settings);
  if (input.arguments.length === 0) throw noPages();
  const outputs = filesOf(destinations);
  if (outputs.length > 0) keepInputs(outputs, await pageInputs(input, settings));
  const lock = needLock(input, settings);
  const contract = await contractIfThere(settings);
  checkDocsRules(settings, contract);
  const { pages, gaps, isRefused } = await readPages(input, io, contract);
  if (isRefused && pages.length === 0) return exitCodes.usage;
  const diffs = pages.map((page) => ({ ...page, diff: diffOf(page, lock, contract) }));
  const traffic = contract && (await trafficOf(input, settings, io));
  const surroundings = { contract, types: typesOf(settings), observed: traffic?.tally };
  const issues = diffs.flatMap(({ diff, reading }) =>
    diff.changes.map((change) => inWordsOf(reading.kind, withTouched(change, surroundings))),
  );
  const read = {
    pages: diffs.map(({ file, reading: { facts, hash }, diff: { isChanged } }) => ({
      file,
      operation: facts.operationId,
      hash,
      isChanged,
    })),
    gaps,
    contract,
    traffic,
    // Changes are new whatever was accepted before; it is `docs accept` that takes them over.
    lock: undefined,
  };
  const report = docsReport(issues, read, settings, input, io);
  return concludeDocs(report, destinations, { settings, input, isRefused }, io);
}

function diffOf({ file, reading }: Page, lock: DocsLock, contract: Contract | undefined): PageDiff {
  const { operationId } = reading.facts;
  const locked = lockedPageOf(lock, reading.facts);
  if (locked !== undefined) return diffPage(locked, reading, file, contract);
  const known = lock.pages.map(({ facts }) => facts.operationId);
  throw new InputError(
    `no page of ${operationId} was reviewed; reviewed: ${known.length === 0 ? 'none' : listOf(known)}`,
    { place: { file }, fix: `driftgate docs accept ${file} --reason "first review"` },
  );
}

type Types = { readonly file: string; readonly text: string };

function typesOf({ compiled }: Settings): Types | undefined {
  const file = compiled?.replace(/[^/\\]*$/, 'types.ts');
  return file !== undefined && existsSync(file) ? { file, text: readText(file) } : undefined;
}

type Surroundings = {
  readonly contract: Contract | undefined;
  readonly types: Types | undefined;
  readonly observed: Observed | undefined;
};

/** With what the change touches: the line of the generated types that states the thing or its parent, and the recordings. */
function withTouched(
  { contractPointer, ...change }: PageChange,
  { contract, types, observed }: Surroundings,
): PageIssue {
  const line =
    contract && types && contractPointer !== undefined
      ? typeLine(types.text, contract.document, contractPointer)
      : undefined;
  const seen = observed && seenInTraffic(sightingOf(observed, wantedOf(change)));
  return {
    ...change,
    ...(types && line !== undefined && { typesPlace: { file: types.file, line } }),
    ...(seen && { observed: seen }),
  };
}
