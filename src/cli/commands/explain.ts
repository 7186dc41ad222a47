import type { Command } from '../command.ts';

export const explain: Command = {
  description: 'Say what a code means, show an example, and how to fix it.',
  arguments: [{ name: 'code', description: 'as a report names it', required: true }],
  options: [],
  examples: [{ command: 'driftgate explain property-undocumented', what: 'one code' }],
  run: async (input, io) => (await import('../actions/explain.ts')).runExplain(input, io),
};
