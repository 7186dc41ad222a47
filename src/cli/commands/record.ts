import type { Command } from '../command.ts';
import { recordingOptions } from '../recording-options.ts';
import { contractOptions } from '../shared-options.ts';

export const record: Command = {
  description:
    'Send the probes and write what comes back, one file per operation and status, redacted before it is written. ' +
    'What could not be asked ends with 3.',
  arguments: [],
  options: [...contractOptions, ...recordingOptions],
  examples: [{ command: 'driftgate record --into tests/recordings', what: 'adds to what is there' }],
  run: async (input, io) => (await import('../actions/record.ts')).runRecord(input, io),
};
