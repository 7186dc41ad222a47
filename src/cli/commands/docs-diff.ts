import type { Command } from '../command.ts';
import { lockOption, pageArgument, pageOptions } from '../docs-options.ts';
import { contractOptions } from '../options.ts';

export const docsDiff: Command = {
  description:
    'Name what changed on reference pages since they were reviewed, and what each change touches. ' +
    'An error breaks a client: a removed property, a changed type, a new required parameter.',
  arguments: [{ ...pageArgument, required: true }],
  options: [
    ...contractOptions.filter(({ name }) => name !== 'no-cache'),
    lockOption,
    { name: 'no-traffic', description: 'leave the recordings of the config out' },
    {
      name: 'format',
      value: 'format',
      choices: { noun: 'format', names: ['text', 'json'] },
      description: 'how to report (default: text)',
    },
    ...pageOptions,
  ],
  examples: [
    { command: 'driftgate docs diff ShowThing.md', what: 'what is new on the page' },
    {
      command: 'driftgate docs diff https://vendor.example/ShowThing.html --format json',
      what: 'for machines',
    },
  ],
  run: async (input, io) => (await import('../actions/docs-diff.ts')).runDocsDiff(input, io),
};
