import type { Command } from '../command.ts';
import { pageArgument, pageOptions } from '../docs-options.ts';

export const docsFacts: Command = {
  description: 'Print what reference pages state, as JSON: one object for one page, a list for several.',
  arguments: [pageArgument],
  options: [
    { name: 'places', description: 'where each fact stands, too, under the separate key "places"' },
    ...pageOptions,
  ],
  examples: [
    { command: 'driftgate docs facts pages/ShowThing.md', what: 'the facts of one page' },
    { command: 'driftgate docs facts --places pages/', what: 'of all pages in a folder, with lines' },
  ],
  run: async (input, io) => (await import('../actions/docs-facts.ts')).runDocsFacts(input, io),
};
