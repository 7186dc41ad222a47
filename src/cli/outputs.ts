// `--format text --format sarif -o out.sarif`: which report goes where.
import { InputError } from '../lib/input-error.ts';
import { reporters } from '../report/reporters.ts';
import type { Input, OptionSpec } from './command.ts';

/** Without a file: standard output. */
export type Destination = { readonly format: string; readonly file: string | undefined };

/** The only format that is written line by line while the recordings are read. */
export const STREAMED = 'ndjson';

/** What a part of a run counted, for `driftgate merge`. */
export const PARTIAL = 'partial';

export const formatNames: readonly string[] = [
  ...reporters.map((reporter) => reporter.name),
  STREAMED,
  PARTIAL,
];

/** Where the partial report goes, if one was asked for: nothing else can be said of a part. */
export function partialDestination(destinations: readonly Destination[]): Destination | undefined {
  const partial = destinations.find(({ format }) => format === PARTIAL);
  if (partial === undefined || destinations.length === 1) return partial;
  throw new InputError('--format partial stands alone: a part of a run has no report yet', {
    fix: 'write other formats with driftgate merge',
  });
}

export const outputOptions: readonly OptionSpec[] = [
  {
    name: 'format',
    value: 'format',
    choices: { noun: 'format', names: formatNames },
    description: 'how to report; may be given several times (default: text)',
  },
  {
    name: 'output',
    short: 'o',
    value: 'file',
    description: 'where the format before it goes (default: standard output)',
  },
  { name: 'quiet', description: 'only what fails, in one line each' },
  { name: 'verbose', description: 'every occurrence, coverage and identities' },
  { name: 'color', description: 'colour even without a terminal' },
  { name: 'no-color', description: 'no colour' },
];

export function destinationsOf(input: Input): readonly Destination[] {
  const list: { format: string; file: string | undefined }[] = [];
  let early: string | undefined;
  for (const { name, value } of input.options) {
    if (value === true) continue;
    if (name === 'format') list.push({ format: value, file: undefined });
    if (name !== 'output') continue;
    const last = list.at(-1);
    if (last === undefined && early === undefined) early = value;
    else if (last === undefined || last.file !== undefined) throw surplus(value);
    else last.file = value;
  }
  const first = list[0] ?? { format: 'text', file: undefined };
  if (early !== undefined && first.file !== undefined) throw surplus(early);
  const destinations = [{ ...first, file: first.file ?? early }, ...list.slice(1)].map(standard);
  return distinct(destinations);
}

function standard({ format, file }: Destination): Destination {
  return { format, file: file === '-' ? undefined : file };
}

function surplus(file: string): InputError {
  return new InputError(`-o ${file} belongs to no format`, {
    fix: 'write it after its format: --format json -o report.json',
  });
}

function streamOf({ format, file }: Destination): string {
  return file ?? (format === 'github' ? 'standard error' : 'standard output');
}

function distinct(destinations: readonly Destination[]): readonly Destination[] {
  for (const [index, { format, file }] of destinations.entries()) {
    const twin = destinations.slice(0, index).find((other) => streamOf(other) === streamOf({ format, file }));
    if (twin !== undefined)
      throw new InputError(`both ${twin.format} and ${format} go to ${streamOf({ format, file })}`, {
        fix: `give one of them its own file: --format ${format} -o FILE`,
      });
  }
  return destinations;
}
