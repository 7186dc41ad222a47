import { existsSync } from 'node:fs';
import { InputError } from '../../lib/input-error.ts';
import { listOf } from '../../lib/suggest.ts';
import { visible } from '../../lib/visible-text.ts';
import type { PageIssue } from '../../model.ts';
import { diffPage } from '../../page/diff-page.ts';
import {
  acceptPage,
  emptyLock,
  formatLock,
  type LockedContradiction,
  type LockedPage,
  lockedPageOf,
  lockPage,
  newContradictions,
} from '../../page/lock.ts';
import { allOf, type Command, type Input, type Io, option } from '../command.ts';
import { settingsOf } from '../config/settings.ts';
import { contractIfThere } from '../docs/check.ts';
import { lockFile, readLock } from '../docs/lock-file.ts';
import { exitCodeOfPages, noPages, pageFiles, readPages, withDocumented } from '../docs/pages.ts';
import { keepInputs, writeText } from '../files.ts';
import { documentOptions, fileWords, lockOption, pageArgument, pageOptions } from '../options.ts';
import { inputsOf } from '../run/inputs.ts';

export const command: Command = {
  description:
    'Write what reference pages state now into the lock, as reviewed: structure only, never a sentence of the vendor. ' +
    'What is taken over is listed. Where a page contradicts itself is accepted with it, each kind by a reason of its own.',
  files: {
    reads: [fileWords.config, fileWords.contract, fileWords.pagesOrDocument, fileWords.lock],
    writes: [fileWords.lock, fileWords.cache],
  },
  arguments: [pageArgument],
  options: [
    option(
      '--reason <text>',
      'why this state is accepted; required. A kind of contradiction that is new needs its own: --reason CODE="text"; may be given more than once',
    ),
    ...documentOptions,
    lockOption,
    ...pageOptions,
  ],
  examples: {
    'driftgate docs accept ShowThing.md --reason "reviewed with the team"': 'one page',
  },
  run: runDocsAccept,
};

async function runDocsAccept(given: Input, io: Io): Promise<number> {
  const { reason, byCode } = reasonsOf(given);
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
  const contract = await contractIfThere(settings);
  const pages = (await pageFiles(input.arguments)).map((page) => ({ noun: 'page', file: page }));
  keepInputs(
    [{ noun: 'lock', file, option: '--lock' }],
    [...pages, ...(await inputsOf(settings, contract?.files ?? []))],
  );
  const read = await readPages(input, io, contract);
  const exitCode = exitCodeOfPages(read);
  // Half of what was named is no review.
  if (exitCode !== 0) return exitCode;
  const before = (existsSync(file) ? readLock(input, settings) : undefined) ?? emptyLock;
  const accepted = read.pages.map((page) => {
    const locked = lockPage(page.reading, page.file, reason, byCode);
    const earlier = lockedPageOf(before, locked.facts);
    return {
      locked,
      changes: earlier === undefined ? undefined : diffPage(earlier, page.reading, page.file).changes,
      contradictions: newContradictions(locked, earlier),
    };
  });
  refuseUnreasoned(
    accepted.flatMap(({ contradictions }) => contradictions),
    byCode,
    given,
  );
  const lock = accepted.reduce((sum, { locked }) => acceptPage(sum, locked), before);
  writeText(file, formatLock(lock));
  await io.stdout.write(
    `${file}: ${accepted.length} accepted, ${lock.pages.length} in all\n${accepted.map(takenOver).join('')}`,
  );
  return exitCode;
}

type Reasons = { readonly reason: string | undefined; readonly byCode: ReadonlyMap<string, string> };

/** `--reason "reviewed"` of the pages, `--reason CODE="the vendor knows"` of contradictions of one kind. */
function reasonsOf(input: Input): Reasons {
  const given = allOf(input, 'reason');
  const ofKind = given.flatMap((text): [string, string][] => {
    const [, code, why] = /^(docs-[a-z-]+)=(.*\S.*)$/s.exec(text) ?? [];
    return code === undefined || why === undefined ? [] : [[code, why]];
  });
  const plain = given.filter((text) => !/^docs-[a-z-]+=/.test(text));
  return { reason: plain.at(-1), byCode: new Map(ofKind) };
}

/** A contradiction that nobody gave a reason for would be known for ever. */
function refuseUnreasoned(
  contradictions: readonly LockedContradiction[],
  byCode: ReadonlyMap<string, string>,
  { arguments: pages }: Input,
): void {
  const open = contradictions.filter(({ code }) => !byCode.has(code));
  const codes = [...new Set(open.map(({ code }) => code))].sort();
  if (codes.length === 0) return;
  const counted = codes.map((code) => `${open.filter((each) => each.code === code).length} ${code}`);
  throw new InputError(
    `pages contradict themselves in a way that was not accepted before: ${listOf(counted)}`,
    {
      fix: `look at them with ${['driftgate docs check', ...pages].join(' ')}; accept each kind with a reason of its own: ${codes.map((code) => `--reason ${code}="..."`).join(' ')}`,
    },
  );
}

type Accepted = {
  readonly locked: LockedPage;
  /** undefined where the page was not reviewed before. */
  readonly changes: readonly PageIssue[] | undefined;
  readonly contradictions: readonly LockedContradiction[];
};

function takenOver({ locked, changes, contradictions }: Accepted): string {
  const news =
    changes === undefined ? 'first review' : changes.length === 0 ? 'nothing new' : `${changes.length} new`;
  const lines = [
    `${locked.facts.operationId}: ${news}`,
    ...(changes ?? []).map(({ code, message }) => `  ${message} [${code}]`),
    ...contradictions.map(({ code, message }) => `  ${message} [${code}]`),
  ];
  return lines.map((line) => `  ${visible(line)}\n`).join('');
}
