import type { Command } from '../command.ts';
import { contractOptions } from '../shared-options.ts';

export const generate: Command = {
  description:
    'Write types, validators and the compiled contract from the OpenAPI document. Equal documents give equal files.',
  arguments: [],
  options: [
    ...contractOptions.filter((option) => option.name !== 'no-cache'),
    {
      name: 'out',
      value: 'folder',
      description: 'where to (default: the folder of `compiled` in the config)',
    },
    { name: 'check', description: 'write nothing; fail when a file is not what would be written' },
  ],
  examples: [
    { command: 'driftgate generate', what: 'what the config names' },
    { command: 'driftgate generate --check', what: 'in CI: are the committed files fresh?' },
    { command: 'driftgate generate --contract openapi.yaml --out src/generated', what: 'without a config' },
  ],
  run: async (input, io) => (await import('../actions/generate.ts')).runGenerate(input, io),
};
