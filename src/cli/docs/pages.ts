// The pages that the user means: files, folders, globs and https URLs; each read, refused or out of reach.

import type { Contract } from '../../contract/openapi.ts';
import { InputError, orMistake } from '../../lib/input-error.ts';
import { abortSignalOf } from '../../lib/interrupt.ts';
import { formatPlace } from '../../lib/location.ts';
import { plural } from '../../lib/plural.ts';
import { visible } from '../../lib/visible-text.ts';
import { type Layout, withOwnLayouts } from '../../page/layout.ts';
import { layouts } from '../../page/layouts.ts';
import type { FileReading, PageReading } from '../../page/read-page.ts';
import { findFiles } from '../../recordings/find.ts';
import type { Gap } from '../../report/partial.ts';
import { openCache } from '../cache.ts';
import { exitCodes, type Input, type Io, isSet } from '../command.ts';
import { type Settings, settingsOf } from '../config/settings.ts';
import { formatInputError } from '../exit.ts';
import { readText } from '../files.ts';

export type Page = { readonly file: string; readonly reading: PageReading };

export type Pages = {
  readonly pages: readonly Page[];
  /** Pages that were refused or are out of reach. */
  readonly gaps: readonly Gap[];
  /** Whether one of the gaps is a refused page: that page's mistake, or ours, and no passing fault of a network. */
  readonly isRefused: boolean;
};

/** The vendor's document of the config where no page is named. */
export function withDocumented(input: Input, { documented }: Pick<Settings, 'documented'>): Input {
  return input.arguments.length > 0 || documented === undefined
    ? input
    : { ...input, arguments: [documented] };
}

/** Each operation of each file. Says on standard error what can't be read, and goes on with the rest. */
export async function readPages(input: Input, io: Io, contract?: Pick<Contract, 'document'>): Promise<Pages> {
  const pages: Page[] = [];
  const gaps: Gap[] = [];
  if (input.arguments.length === 0) return { pages, gaps, isRefused: false };
  // The parsers are half of the time of a run that works from the lock, and it needs none.
  const [{ readOperations }, { isOpenApi }] = await Promise.all([
    import('../../page/read-page.ts'),
    import('../../page/read-openapi.ts'),
  ]);
  const known = await layoutsOf(input, io);
  for (const file of await pageFiles(input.arguments)) {
    const text = await textOf(file, input, io);
    if (typeof text !== 'string') {
      gaps.push({ reason: 'page-unreachable', subject: file, message: text.unreachable });
      continue;
    }
    const reading = await orMistake(() =>
      isOpenApi(text) ? readVendorDocument(file, io, contract) : readOperations(text, file, known),
    );
    // A page that no layout fits is refused as a whole.
    const { readings, refused } =
      reading instanceof InputError ? { readings: [], refused: [reading] } : reading;
    for (const reading of readings) {
      pages.push({ file, reading });
      for (const { line, message } of reading.notes)
        await io.stderr.write(`${file}:${line}:1: note: ${visible(message)}\n`);
    }
    for (const error of refused) {
      await io.stderr.write(formatInputError(error));
      gaps.push({ reason: 'page-unreadable', subject: file, message: error.message });
    }
  }
  return { pages, gaps, isRefused: gaps.some(({ reason }) => reason === 'page-unreadable') };
}

/** The operations of a vendor's OpenAPI document that the contract declares too; all of them where there is none. */
async function readVendorDocument(
  file: string,
  io: Io,
  contract: Pick<Contract, 'document'> | undefined,
): Promise<FileReading> {
  if (file === '-' || isAddress(file))
    throw new InputError('an OpenAPI document is read from a file only', {
      place: { file },
      fix: 'save it and pass the file: its references and places are those of files',
    });
  const [{ loadContract }, { readOpenApi }, { addressOf, contractOperations, findOperation }] =
    await Promise.all([
      import('../../contract/load.ts'),
      import('../../page/read-openapi.ts'),
      import('../../page/contract-stated.ts'),
    ]);
  const vendor = await loadContract(file);
  for (const { kind, message, first, places } of vendor.defects)
    if (kind === 'reference')
      await io.stderr.write(
        `${formatPlace(first)}: note: ${visible(message)}${places > 1 ? `, at ${places} places` : ''}; what it stands for is not read\n`,
      );
  const declared =
    contract &&
    new Set(
      contractOperations(contract.document).map(
        (operation) => findOperation(vendor.document, addressOf(contract.document, operation))?.pointer,
      ),
    );
  const readings = readOpenApi(vendor, ({ pointer }) => declared?.has(pointer) ?? true);
  const left = contractOperations(vendor.document).length - readings.length;
  if (left > 0)
    await io.stderr.write(
      `${file}: note: ${plural(left, 'operation')} left out, which the contract does not declare\n`,
    );
  return { readings, refused: [] };
}

/** Those of the config before those of the package. */
export async function layoutsOf(input: Input, io: Io): Promise<readonly Layout[]> {
  const { config } = await settingsOf({ ...input, arguments: [] }, io);
  return withOwnLayouts(config.pages?.layouts, layouts);
}

function isAddress(word: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(word);
}

/** URLs too. */
export async function pageFiles(words: readonly string[]): Promise<readonly string[]> {
  const urls = words.filter(isAddress);
  for (const url of urls)
    if (!/^https:/i.test(url))
      throw new InputError(`only https pages are fetched, not ${url}`, {
        fix: 'save the page and pass the file',
      });
  const files = await findFiles(words.filter((word) => !urls.includes(word)));
  const kept = files.filter(({ path, named }) => named || /\.(?:mdx?|markdown|html?|rst)$/i.test(path));
  return [...kept.map(({ path }) => path), ...urls];
}

export async function textOf(
  file: string,
  input: Input,
  io: Io,
): Promise<string | { readonly unreachable: string }> {
  if (file === '-') return standardInput(io);
  if (!isAddress(file)) return readText(file);
  const { fetchPage } = await import('./fetch.ts');
  const cache = isSet(input, 'no-cache') ? undefined : openCache(io);
  const fetched = await fetchPage(file, {
    fetch: globalThis.fetch,
    cache,
    signal: io.signal && abortSignalOf(io.signal),
  });
  if ('text' in fetched) return fetched.text;
  await io.stderr.write(
    `${file}: error: ${fetched.unreachable}\n  fix: save the page and pass the file, or check from the lock: driftgate docs check\n`,
  );
  return fetched;
}

async function standardInput(io: Io): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export function noPages(): InputError {
  return new InputError('no page is named', {
    fix: 'pass files, folders, globs or https URLs of reference pages',
  });
}

/** 0, or what a command that needs every page exits with. */
export function exitCodeOfPages({ gaps, isRefused }: Pages): number {
  if (isRefused) return exitCodes.usage;
  return gaps.length > 0 ? exitCodes.unchecked : exitCodes.passed;
}
