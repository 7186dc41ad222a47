import type { Command } from '../command.ts';

export const redact: Command = {
  description:
    'Take secrets out of recordings from elsewhere; structure, types and formats stay. Names of your own stand under ' +
    'redact in the config. In doubt a file is left as it is, and the run ends with 2.',
  arguments: [
    { name: 'recording', description: 'files, rewritten in place', required: true, variadic: true },
  ],
  options: [
    { name: 'config', value: 'file', description: 'instead of the nearest driftgate.config.ts' },
    { name: 'check', description: 'write nothing; fail with 1 where a secret is left' },
  ],
  examples: [
    { command: 'driftgate redact traffic.har', what: 'in place' },
    { command: 'driftgate redact --check tests/recordings/*.har', what: 'in CI' },
  ],
  run: async (input, io) => (await import('../actions/redact.ts')).runRedact(input, io),
};
