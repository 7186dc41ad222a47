// Options of the commands about pages; apart from what runs them, since help loads every command.
import type { ArgumentSpec, OptionSpec } from '../command.ts';

export const pageArgument: ArgumentSpec = {
  name: 'page',
  description: 'files, folders, globs or https URLs of reference pages',
  variadic: true,
};

export const pageOptions: readonly OptionSpec[] = [
  { name: 'no-cache', description: 'fetch pages again, and keep nothing of them' },
];

export const lockOption: OptionSpec = {
  name: 'lock',
  value: 'file',
  description: 'the reviewed pages (default: beside the contract, apig.page.json for apig.yaml)',
};
