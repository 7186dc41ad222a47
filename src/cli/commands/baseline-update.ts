import type { Command } from '../command.ts';
import { baselineOption, bodyOptions, contractOptions, recordingArgument } from '../shared-options.ts';

export const baselineUpdate: Command = {
  description:
    'Check, then add what is new to the baseline, so that it is shown as known and no longer fails. ' +
    'Entries that are there keep their place; expired ones that still occur are renewed.',
  arguments: [recordingArgument],
  options: [
    { name: 'reason', value: 'text', description: 'why these findings are accepted; required' },
    { name: 'expires', value: 'date', description: 'from this ISO date on they fail again' },
    { name: 'ticket', value: 'name', description: 'where it is followed up' },
    ...contractOptions,
    baselineOption,
    ...bodyOptions,
  ],
  examples: [
    {
      command: 'driftgate baseline update --reason "reported to the vendor"',
      what: 'accept all that is new',
    },
    {
      command:
        'driftgate baseline update traffic.har --reason "until they answer" --expires 2027-03-01 --ticket API-12',
      what: 'accept what one recording shows, for a time',
    },
  ],
  run: async (input, io) => (await import('../actions/baseline-update.ts')).runBaselineUpdate(input, io),
};
