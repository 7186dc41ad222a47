import { type Command, type Input, type Io, isSet, option } from '../command.ts';
import { exitCodeOfPages, noPages, readPages } from '../docs/pages.ts';
import { fileWords, pageArgument, pageOptions } from '../options.ts';

export const command: Command = {
  description: 'Print what reference pages state, as JSON: one object for one page, a list for several.',
  files: {
    reads: [fileWords.config, fileWords.pages],
    writes: ['the facts: standard output', fileWords.cache],
  },
  arguments: [pageArgument],
  options: [
    option('--places', 'where each fact stands, too, under the separate key "places"'),
    ...pageOptions,
  ],
  examples: {
    'driftgate docs facts pages/ShowThing.md': 'the facts of one page',
    'driftgate docs facts --places pages/': 'of all pages in a folder, with lines',
  },
  run: runDocsFacts,
};

async function runDocsFacts(input: Input, io: Io): Promise<number> {
  if (input.arguments.length === 0) throw noPages();
  const read = await readPages(input, io);
  const { pages } = read;
  const exitCode = exitCodeOfPages(read);
  const withPlaces = isSet(input, 'places');
  const shown = pages.map(({ file, reading }) =>
    withPlaces
      ? { ...reading.facts, places: { file, hash: reading.hash, at: reading.places } }
      : reading.facts,
  );
  const isOne = input.arguments.length === 1 && pages.length === 1;
  if (shown.length > 0) await io.stdout.write(`${JSON.stringify(isOne ? shown[0] : shown, undefined, 2)}\n`);
  return exitCode;
}
