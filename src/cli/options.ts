// Arguments and options that several commands take.
import type { ArgumentSpec, OptionSpec } from './command.ts';

export const recordingArgument: ArgumentSpec = {
  name: 'recording',
  description: 'files, folders or globs, - for standard input (default: the recordings of the config)',
  variadic: true,
};

export const contractOptions: readonly OptionSpec[] = [
  { name: 'config', value: 'file', description: 'instead of the nearest driftgate.config.ts' },
  { name: 'contract', value: 'file', description: 'the OpenAPI document (default: that of the config)' },
  {
    name: 'overlay',
    value: 'file',
    description: 'corrections of the document, in order (default: the overlays of the config)',
  },
  { name: 'no-cache', description: 'compile the contract again, and keep nothing of it' },
];

/** May come several times. */
export const hostOption: OptionSpec = {
  name: 'host',
  value: 'name',
  description:
    "a host that is this service beside the contract's servers, * for any characters; others are only counted",
};

export const baselineOption: OptionSpec = {
  name: 'baseline',
  value: 'file',
  description: 'known findings, which do not fail (default: that of the config)',
};

export const noBaselineOption: OptionSpec = {
  name: 'no-baseline',
  description: 'every finding counts as new',
};

export const failOnOption: OptionSpec = {
  name: 'fail-on',
  value: 'level',
  choices: { noun: 'level', names: ['error', 'warning', 'never'] },
  description: 'the lowest level that fails (default: warning)',
};

export const scaleOptions: readonly OptionSpec[] = [
  {
    name: 'workers',
    value: 'number',
    description: 'threads that read (default: one for each core, and one alone for small recordings)',
  },
  {
    name: 'shard',
    value: 'i/n',
    description: 'read only this part, for --format partial and driftgate merge',
  },
];

export const bodyOptions: readonly OptionSpec[] = [
  { name: 'operation', value: 'id', description: 'the operation that bare bodies answer' },
  { name: 'status', value: 'code', description: 'the status of bare bodies' },
];
