// Options of the commands about pages; apart from what runs them, since help loads every command.
import { type ArgumentSpec, argument, type OptionSpec, option } from '../command.ts';

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
