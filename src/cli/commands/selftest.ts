import type { Command } from '../command.ts';
import { contractOptions } from '../shared-options.ts';

export const selftest: Command = {
  description:
    'Derive bodies from the contract that are right, plant every kind of drift at every place, and report how much of it is found ' +
    'with the right code and pointer, and what is found where nothing is wrong. Anything under 100 % fails (1).',
  arguments: [],
  options: contractOptions,
  examples: [
    { command: 'driftgate selftest', what: 'the contract that the config names' },
    { command: 'driftgate selftest --contract openapi.yaml', what: 'another contract' },
  ],
  run: async (input, io) => (await import('../actions/selftest.ts')).runSelftest(input, io),
};
