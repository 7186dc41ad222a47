import { existsSync } from 'node:fs';
import { loadContract } from '../../contract/load.ts';
import { InputError } from '../../lib/input-error.ts';
import { acceptPage, emptyLock, formatLock, lockPage } from '../../page/lock.ts';
import { type Command, type Input, optionOf } from '../command.ts';
import { loadOptionsOf, settingsOf } from '../config/settings.ts';
import { lockFile, readLock } from '../docs/lock-file.ts';
import { lockOption, pageArgument, pageOptions } from '../docs/options.ts';
import { exitCodeOfPages, noPages, readPages, withDocumented } from '../docs/pages.ts';
import { writeWhole } from '../files.ts';
import type { Io } from '../io.ts';
import { contractOptions } from '../options.ts';

export const command: Command = {
  description:
    'Write what reference pages state now into the lock, as reviewed: structure only, never a sentence of the vendor. ' +
    'Where a page contradicts itself is accepted with it.',
  arguments: [pageArgument],
  options: [
    { name: 'reason', value: 'text', description: 'why this state is accepted; required' },
    ...contractOptions.filter(({ name }) => name !== 'no-cache'),
    lockOption,
    ...pageOptions,
  ],
  examples: [
    { command: 'driftgate docs accept ShowThing.md --reason "reviewed with the team"', what: 'one page' },
  ],
  run: runDocsAccept,
};

async function runDocsAccept(given: Input, io: Io): Promise<number> {
  const reason = optionOf(given, 'reason');
  if (reason === undefined || reason.trim() === '')
    throw new InputError('a page is not accepted without a reason', {
      fix: 'say why: --reason "reviewed with the team"',
    });
  const settings = await settingsOf({ ...given, arguments: [] }, io);
  const input = withDocumented(given, settings);
  if (input.arguments.length === 0) throw noPages();
  const file = lockFile(input, settings);
  if (file === undefined)
    throw new InputError('no lock is named', {
      fix: 'give --lock FILE, or set contract in driftgate.config.ts',
    });
  const contract =
    settings.contract !== undefined && existsSync(settings.contract)
      ? await loadContract(settings.contract, loadOptionsOf(settings.config))
      : undefined;
  const read = await readPages(input, io, contract);
  const { pages } = read;
  const exitCode = exitCodeOfPages(read);
  // Half of what was named is no review.
  if (exitCode !== 0) return exitCode;
  let lock = (existsSync(file) ? readLock(input, settings) : undefined) ?? emptyLock;
  for (const page of pages) lock = acceptPage(lock, lockPage(page.reading, page.file, reason));
  writeWhole(file, formatLock(lock));
  const names = pages.map(({ reading }) => `  ${reading.facts.operationId}\n`);
  await io.stdout.write(`${file}: ${pages.length} accepted, ${lock.pages.length} in all\n${names.join('')}`);
  return exitCode;
}
