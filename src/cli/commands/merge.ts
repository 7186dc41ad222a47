import type { Command } from '../command.ts';
import { minCoverageOption } from '../min-coverage.ts';
import { outputOptions } from '../outputs.ts';
import { baselineOption, contractOptions } from '../shared-options.ts';

export const merge: Command = {
  description:
    'Join partial reports of driftgate check --format partial into exactly the report of one run. ' +
    'With --format partial the result is again a partial report.',
  arguments: [
    {
      name: 'partial',
      description: 'files of partial reports, one a line; - for standard input',
      required: true,
      variadic: true,
    },
  ],
  options: [
    ...contractOptions,
    baselineOption,
    { name: 'no-baseline', description: 'every finding counts as new' },
    {
      name: 'fail-on',
      value: 'level',
      choices: { noun: 'level', names: ['error', 'warning', 'never'] },
      description: 'the lowest level that fails (default: warning)',
    },
    minCoverageOption,
    ...outputOptions,
  ],
  examples: [
    { command: 'driftgate merge *.partial', what: 'the report of all shards' },
    { command: 'driftgate merge - --format partial', what: 'a combiner, in a pipe' },
  ],
  run: async (input, io) => (await import('../actions/merge.ts')).runMerge(input, io),
};
