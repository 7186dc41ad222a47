import type { Command } from '../command.ts';
import { lockOption, pageArgument, pageOptions } from '../docs-options.ts';
import { contractOptions } from '../options.ts';

export const docsCheck: Command = {
  description:
    'Hold reference pages against themselves and against the contract. Without a page it works from the lock: ' +
    'what was accepted there is known and does not fail.',
  arguments: [pageArgument],
  options: [
    ...contractOptions.filter(({ name }) => name !== 'no-cache'),
    lockOption,
    { name: 'no-contract', description: 'the pages against themselves only' },
    { name: 'no-traffic', description: 'leave the recordings of the config out' },
    {
      name: 'fail-on',
      value: 'level',
      choices: { noun: 'level', names: ['error', 'warning', 'never'] },
      description: 'the lowest level that fails (default: warning)',
    },
    {
      name: 'format',
      value: 'format',
      choices: { noun: 'format', names: ['text', 'json'] },
      description: 'how to report (default: text)',
    },
    ...pageOptions,
  ],
  examples: [
    { command: 'driftgate docs check', what: 'the reviewed pages, without having them' },
    { command: 'driftgate docs check pages/ --format json', what: 'a folder of pages, for machines' },
    {
      command: 'driftgate docs check https://vendor.example/ShowThing.html',
      what: 'the page as it is today',
    },
  ],
  run: async (input, io) => (await import('../actions/docs-check.ts')).runDocsCheck(input, io),
};
