import type { Command } from '../command.ts';
import { minCoverageOption } from '../min-coverage.ts';
import { outputOptions } from '../outputs.ts';
import {
  baselineOption,
  bodyOptions,
  contractOptions,
  recordingArgument,
  scaleOptions,
} from '../shared-options.ts';

export const check: Command = {
  description:
    'Hold recorded exchanges against the contract. Without recordings it takes those of driftgate.config.ts. ' +
    'Fails on new findings (1) and on whatever could not be checked (3).',
  arguments: [recordingArgument],
  options: [
    ...contractOptions,
    {
      name: 'live',
      description: 'ask the service itself instead of reading recordings; see driftgate probe',
    },
    baselineOption,
    { name: 'no-baseline', description: 'every finding counts as new' },
    { name: 'requests', description: 'hold requests against the contract too' },
    {
      name: 'fail-on',
      value: 'level',
      choices: { noun: 'level', names: ['error', 'warning', 'never'] },
      description: 'the lowest level that fails (default: warning)',
    },
    minCoverageOption,
    { name: 'watch', description: 'check again whenever contract, recordings, config or baseline change' },
    ...scaleOptions,
    ...outputOptions,
    ...bodyOptions,
  ],
  examples: [
    { command: 'driftgate check', what: 'what the config names' },
    {
      command: 'driftgate check traffic.har --contract openapi.yaml',
      what: 'one recording, without a config',
    },
    {
      command: 'driftgate check --format text --format json -o report.json',
      what: 'for people and for machines at once',
    },
    {
      command: 'tail -f log.ndjson | driftgate check - --format ndjson',
      what: 'a line for each exchange as it comes',
    },
    {
      command: 'driftgate check recordings/ --shard 2/8 --format partial -o 2.partial',
      what: 'an eighth of the recordings, to be joined by driftgate merge',
    },
    {
      command: 'curl -s $URL | driftgate check - --operation getThing --status 200',
      what: 'a bare body',
    },
  ],
  run: async (input, io) => (await import('../actions/check.ts')).runCheck(input, io),
};
