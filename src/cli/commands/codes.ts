import type { Command } from '../command.ts';

export const codes: Command = {
  description: 'List every code with its level and its meaning.',
  arguments: [],
  options: [],
  examples: [{ command: 'driftgate codes', what: 'all of them' }],
  run: async (_input, io) => (await import('../actions/codes.ts')).runCodes(io),
};
