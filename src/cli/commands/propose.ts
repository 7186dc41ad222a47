import type { Command } from '../command.ts';
import { lockOption } from '../docs-options.ts';
import { bodyOptions, contractOptions, recordingArgument } from '../shared-options.ts';

export const propose: Command = {
  description:
    'Write an OpenAPI Overlay 1.0 document that would bring the contract in line with the traffic, each action with its ' +
    'evidence. It only adds: no type is widened, no required is dropped.',
  arguments: [recordingArgument],
  options: [
    ...contractOptions,
    lockOption,
    {
      name: 'output',
      short: 'o',
      value: 'file',
      description: 'where the overlay goes (default: standard output)',
    },
    { name: 'apply', description: 'edit the contract in place, keeping comments, order and layout' },
    {
      name: 'report',
      value: 'file',
      description: 'a bug report to the vendor, Markdown, from the reviewed pages',
    },
    ...bodyOptions,
  ],
  examples: [
    { command: 'driftgate propose traffic.har', what: 'the overlay, to be read' },
    { command: 'driftgate propose traffic.har --apply', what: 'into the contract' },
    { command: 'driftgate propose --report vendor.md -o overlay.yaml', what: 'both documents' },
  ],
  run: async (input, io) => (await import('../actions/propose.ts')).runPropose(input, io),
};
