import type { Command } from '../command.ts';
import { pageArgument, pageOptions } from '../docs-options.ts';

export const docsScaffold: Command = {
  description:
    'Draft OpenAPI operations from reference pages: for new endpoints, to be read and finished by hand. ' +
    'A file that is there is never overwritten.',
  arguments: [{ ...pageArgument, required: true }],
  options: [
    { name: 'output', short: 'o', value: 'file', description: 'a new file (default: standard output)' },
    ...pageOptions,
  ],
  examples: [
    { command: 'driftgate docs scaffold pages/ShowThing.md -o openapi/things.yaml', what: 'one operation' },
    { command: 'driftgate docs scaffold pages/', what: 'all pages of a folder, in one document' },
  ],
  run: async (input, io) => (await import('../actions/docs-scaffold.ts')).runDocsScaffold(input, io),
};
