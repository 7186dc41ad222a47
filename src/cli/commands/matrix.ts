import type { Command } from '../command.ts';
import { lockOption } from '../docs-options.ts';
import { contractOptions, recordingArgument } from '../shared-options.ts';

export const matrix: Command = {
  description:
    'Print each operation as a table: a row for each property and each listed value; page table, page sample, contract ' +
    'and traffic as columns; and which of them is the odd one out.',
  arguments: [recordingArgument],
  options: [
    ...contractOptions,
    lockOption,
    { name: 'operation', value: 'id', description: 'this operation only' },
    {
      name: 'format',
      value: 'format',
      choices: { noun: 'format', names: ['text', 'markdown', 'json'] },
      description: 'how to print (default: text)',
    },
  ],
  examples: [
    { command: 'driftgate matrix', what: 'with the recordings of the config' },
    { command: 'driftgate matrix traffic.har --format markdown', what: 'for a pull request' },
  ],
  run: async (input, io) => (await import('../actions/matrix.ts')).runMatrix(input, io),
};
