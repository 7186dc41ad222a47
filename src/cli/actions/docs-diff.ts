import { existsSync } from 'node:fs';
import { loadContract } from '../../contract/load.ts';
import type { Contract } from '../../contract/openapi.ts';
import { InputError } from '../../lib/input-error.ts';
import { formatPlace } from '../../lib/location.ts';
import { listOf } from '../../lib/suggest.ts';
import type { Place } from '../../model.ts';
import { diffPage, type PageChange } from '../../page/diff-page.ts';
import type { Observed } from '../../page/observed.ts';
import { type SeenOf, sightingOf, wantedOf } from '../../page/sighting.ts';
import { typeLine } from '../../page/type-line.ts';
import { visible } from '../../report/visible-text.ts';
import { type Input, isSet, optionOf } from '../command.ts';
import { loadOptionsOf, type Settings, settingsOf } from '../config/settings.ts';
import { needLock, readText } from '../docs-lock-file.ts';
import { readPages } from '../docs-pages.ts';
import type { Traffic } from '../docs-traffic.ts';
import { exitCodes } from '../exit.ts';
import type { Io } from '../io.ts';

type Touched = {
  /** The line of the generated types that states the thing, or its parent. */
  readonly types: readonly Place[];
  /** The recordings that show it. */
  readonly recordings: readonly string[];
};

type Change = Omit<PageChange, 'contractPointer'> & { readonly touches: Touched; readonly observed?: SeenOf };

export async function runDocsDiff(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf({ ...input, arguments: [] }, io);
  const lock = needLock(input, settings);
  const contract =
    settings.contract === undefined || !existsSync(settings.contract)
      ? undefined
      : await loadContract(settings.contract, loadOptionsOf(settings.config));
  const { pages, exitCode } = await readPages(input, io);
  const diffs = pages.map(({ file, reading }) => {
    const locked = lock.pages.find(({ facts }) => facts.operationId === reading.facts.operationId);
    if (locked === undefined)
      throw unreviewed(
        reading.facts.operationId,
        file,
        lock.pages.map(({ facts }) => facts.operationId),
      );
    return { file, ...diffPage(locked, reading, file, contract) };
  });
  const traffic = await trafficOf(input, settings, contract, io);
  const types = typesOf(settings);
  const changes = diffs
    .flatMap((diff) => diff.changes)
    .map((change) => withTouched(change, { contract, types, observed: traffic?.tally }));
  const text =
    optionOf(input, 'format') === 'json'
      ? `${JSON.stringify({ version: 1, pages: diffs.map(({ file, operation, isChanged }) => ({ file, operation, isChanged })), changes }, undefined, 2)}\n`
      : formatChanges(changes, diffs);
  await io.stdout.write(text);
  return exitCode || (changes.length > 0 ? exitCodes.findings : exitCodes.passed);
}

async function trafficOf(
  input: Input,
  settings: Settings,
  contract: Contract | undefined,
  io: Io,
): Promise<Traffic | undefined> {
  if (contract === undefined || isSet(input, 'no-traffic') || settings.recordings.length === 0)
    return undefined;
  const { observeTraffic } = await import('../docs-traffic.ts');
  return observeTraffic(settings, { ...input, arguments: [] }, io);
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

function withTouched(
  { contractPointer, ...change }: PageChange,
  { contract, types, observed }: Surroundings,
): Change {
  const line =
    contract && types && contractPointer !== undefined
      ? typeLine(types.text, contract.document, contractPointer)
      : undefined;
  const seen = observed && sightingOf(observed, wantedOf(change));
  return {
    ...change,
    ...(seen && seen.outOf > 0 && { observed: seen }),
    touches: {
      types: types && line !== undefined ? [{ file: types.file, line }] : [],
      recordings: seen?.sources ?? [],
    },
  };
}

function formatChanges(
  changes: readonly Change[],
  diffs: readonly { file: string; isChanged: boolean; changes: readonly unknown[] }[],
): string {
  const lines = changes.map(formatChange);
  for (const diff of diffs.filter((each) => each.changes.length === 0))
    lines.push(
      `${diff.file}: ${diff.isChanged ? 'the text changed, nothing that it states did' : 'as reviewed'}\n`,
    );
  const breaking = changes.filter(({ level }) => level === 'error').length;
  lines.push(
    `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}, ${breaking} of them breaking\n`,
  );
  return lines.join('');
}

function formatChange(change: Change): string {
  const where = `${change.operation} ${change.status}${change.pointer === '' ? '' : ` at ${change.pointer}`}`;
  const { types, recordings } = change.touches;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['in', where],
    ['reviewed', change.reviewedPlace && formatPlace(change.reviewedPlace)],
    ['contract', change.contractPlace && formatPlace(change.contractPlace)],
    ['types', types.length === 0 ? undefined : types.map(formatPlace).join(', ')],
    ['recordings', recordings.length === 0 ? undefined : listOf(recordings)],
    ['breaks', change.level === 'error' ? 'yes' : 'no'],
    ['fix', change.fix],
  ];
  const head = `${formatPlace(change.place)}: ${change.level}: ${visible(change.message)} [${change.code}]\n`;
  return (
    head +
    rows
      .map(([name, text]) => (text === undefined ? '' : `  ${`${name}:`.padEnd(12)}${visible(text)}\n`))
      .join('')
  );
}

function unreviewed(operation: string, file: string, known: readonly string[]): InputError {
  return new InputError(
    `no page of ${operation} was reviewed; reviewed: ${known.length === 0 ? 'none' : listOf(known)}`,
    {
      place: { file },
      fix: `driftgate docs accept ${file} --reason "first review"`,
    },
  );
}
