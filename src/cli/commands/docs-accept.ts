import type { Command } from '../command.ts';
import { lockOption, pageArgument, pageOptions } from '../docs-options.ts';
import { contractOptions } from '../options.ts';

export const docsAccept: Command = {
  description:
    'Write what reference pages state now into the lock, as reviewed: structure only, never a sentence of the vendor. ' +
    'Where a page contradicts itself is accepted with it.',
  arguments: [{ ...pageArgument, required: true }],
  options: [
    { name: 'reason', value: 'text', description: 'why this state is accepted; required' },
    ...contractOptions.filter(({ name }) => name !== 'no-cache'),
    lockOption,
    ...pageOptions,
  ],
  examples: [
    { command: 'driftgate docs accept ShowThing.md --reason "reviewed with the team"', what: 'one page' },
  ],
  run: async (input, io) => (await import('../actions/docs-accept.ts')).runDocsAccept(input, io),
};
