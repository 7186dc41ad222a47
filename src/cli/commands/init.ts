import type { Command } from '../command.ts';

export const init: Command = {
  description:
    'Write a config, an example contract with a recording and a baseline, npm scripts and a GitHub workflow. Asks nothing, ' +
    'overwrites nothing, needs no network; the result passes its own gate.',
  arguments: [],
  options: [],
  examples: [{ command: 'driftgate init && driftgate check', what: 'a first finding, shown as known' }],
  run: async (_input, io) => (await import('../actions/init.ts')).runInit(io),
};
