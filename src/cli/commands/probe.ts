import type { Command } from '../command.ts';
import { contractOptions } from '../shared-options.ts';

export const probe: Command = {
  description:
    'List what check --live would send, and send nothing. Credentials and ids come from the config or from ' +
    'APIG_ENDPOINT, APIG_PROJECT_ID, APIG_INSTANCE_ID, APIG_TOKEN and HUAWEICLOUD_SDK_*.',
  arguments: [],
  options: contractOptions,
  examples: [{ command: 'driftgate probe', what: 'each probe, or why it cannot be sent' }],
  run: async (input, io) => (await import('../actions/probe.ts')).runProbe(input, io),
};
