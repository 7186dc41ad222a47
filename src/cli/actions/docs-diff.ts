import { existsSync } from 'node:fs';
import { loadContract } from '../../contract/load.ts';
import { diffPage, type PageChange } from '../../docs/diff-page.ts';
import { InputError } from '../../lib/input-error.ts';
import { formatPlace } from '../../lib/location.ts';
import { listOf } from '../../lib/suggest.ts';
import { visible } from '../../report/visible-text.ts';
import { type Input, optionOf } from '../command.ts';
import { needLock } from '../docs-lock-file.ts';
import { readPages } from '../docs-pages.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { type Settings, settingsOf } from '../settings.ts';

type Change = PageChange & {
  /** Generated files that state the thing, and recordings that are checked by it. */
  readonly touches: { readonly types: readonly string[]; readonly recordings: readonly string[] };
};

export async function runDocsDiff(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf({ ...input, arguments: [] }, io);
  const lock = needLock(input, settings);
  const contract =
    settings.contract === undefined || !existsSync(settings.contract)
      ? undefined
      : await loadContract(settings.contract);
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
  const changes: Change[] = diffs
    .flatMap((diff) => diff.changes)
    .map((change) => ({ ...change, touches: touchedBy(settings) }));
  const text =
    optionOf(input, 'format') === 'json'
      ? `${JSON.stringify({ version: 1, pages: diffs.map(({ file, operation, isChanged }) => ({ file, operation, isChanged })), changes }, undefined, 2)}\n`
      : formatChanges(changes, diffs);
  await io.stdout.write(text);
  return exitCode || (changes.length > 0 ? exitCodes.findings : exitCodes.passed);
}

function touchedBy({ compiled, recordings }: Settings): Change['touches'] {
  const types = compiled?.replace(/\.js$/, '.types.ts');
  return {
    types: [types, compiled].filter((file) => file !== undefined && existsSync(file)) as string[],
    recordings,
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
  const touches = [...change.touches.types, ...change.touches.recordings];
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['in', where],
    ['reviewed', change.reviewedPlace && formatPlace(change.reviewedPlace)],
    ['contract', change.contractPlace && formatPlace(change.contractPlace)],
    ['touches', touches.length === 0 ? undefined : listOf(touches)],
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
