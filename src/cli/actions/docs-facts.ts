import { type Input, isSet } from '../command.ts';
import { noPages, readPages } from '../docs-pages.ts';
import type { Io } from '../io.ts';

export async function runDocsFacts(input: Input, io: Io): Promise<number> {
  if (input.arguments.length === 0) throw noPages();
  const { pages, exitCode } = await readPages(input, io);
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
