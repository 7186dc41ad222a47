// Arguments and options that several commands take.
import { type ArgumentSpec, argument, type OptionSpec, option } from './command.ts';

export const recordingArgument: ArgumentSpec = argument(
  '[recording...]',
  'files, folders or globs, - for standard input (default: the recordings of the config)',
);

export const contractOptions: readonly OptionSpec[] = [
  option('--config <file>', 'instead of the nearest driftgate.config.ts'),
  option('--contract <file>', 'the OpenAPI document (default: that of the config)'),
  option('--overlay <file>', 'corrections of the document, in order (default: the overlays of the config)'),
  option('--no-cache', 'compile the contract again, and keep nothing of it'),
];

/** Of commands that compile nothing. */
export const documentOptions: readonly OptionSpec[] = contractOptions.filter(
  ({ name }) => name !== 'no-cache',
);

/** May come several times. */
export const hostOption: OptionSpec = option(
  '--host <name>',
  "a host that is this service beside the contract's servers, * for any characters; others are only counted",
);

export const baselineOption: OptionSpec = option(
  '--baseline <file>',
  'known findings, which do not fail (default: that of the config)',
);

export const noBaselineOption: OptionSpec = option('--no-baseline', 'every finding counts as new');

export const failOnOption: OptionSpec = option(
  '--fail-on <level>',
  'the lowest level that fails (default: warning)',
  { noun: 'level', names: ['error', 'warning', 'never'] },
);

/** Which findings are new, and which of those fail. */
export const gateOptions: readonly OptionSpec[] = [baselineOption, noBaselineOption, failOnOption];

export const scaleOptions: readonly OptionSpec[] = [
  option(
    '--workers <number>',
    'threads that read (default: one for each core, and one alone for small recordings)',
  ),
  option('--shard <i/n>', 'read only this part, for --format partial and driftgate merge'),
];

export const bodyOptions: readonly OptionSpec[] = [
  option('--operation <id>', 'the operation that bare bodies answer'),
  option('--status <code>', 'the status of bare bodies'),
];

export const pageArgument: ArgumentSpec = argument(
  '[page...]',
  'files, folders, globs or https URLs of reference pages',
);

export const pageOptions: readonly OptionSpec[] = [
  option('--no-cache', 'fetch pages again, and keep nothing of them'),
];

/** What the help of commands about pages says of their files. */
export const fileWords = {
  config: 'the nearest driftgate.config.ts, or --config',
  contract: 'the contract (--contract, or that of the config), its overlays and what it refers to',
  lock: 'the lock: --lock, or beside the contract (apig.page.json for apig.yaml)',
  pages: 'the pages that are named',
  pagesOrDocument: 'the pages that are named, or else the document of the config (documented)',
  recordings: 'the recordings that are named, or else those of the config',
  recordingsOfConfig: 'the recordings of the config, unless --no-traffic',
  baseline: 'the baseline: --baseline, or that of the config',
  report: 'the report: -o, or standard output; standard error for --format github without -o',
  cache: 'your cache folder, outside of the project, unless --no-cache',
} as const;

export const lockOption: OptionSpec = option(
  '--lock <file>',
  'the reviewed pages (default: beside the contract, apig.page.json for apig.yaml)',
);
