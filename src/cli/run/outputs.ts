// `--format text --format sarif -o out.sarif`: which report goes where.
import { existsSync } from 'node:fs';
import { InputError } from '../../lib/input-error.ts';
import { formatPlace } from '../../lib/location.ts';
import { masked } from '../../lib/token-forms.ts';
import { outgoing, visible } from '../../lib/visible-text.ts';
import type { Report, TrafficReport } from '../../model.ts';
import type { RenderOptions, Verbosity } from '../../report/reporter.ts';
import { reporters } from '../../report/reporters.ts';
import { type Rerun, shellWord } from '../../report/way-out.ts';
import {
  exitCodes,
  type Input,
  type Io,
  isSet,
  lastOf,
  type OptionSpec,
  option,
  optionOf,
} from '../command.ts';
import type { Settings } from '../config/settings.ts';
import { append, type NamedFile, writeReport } from '../files.ts';
import { folderInRepository } from './repository.ts';

/** Without a file: standard output. */
export type Destination = { readonly format: string; readonly file: string | undefined };

/** The only format that is written line by line while the recordings are read. */
export const STREAMED = 'ndjson';

/** What a part of a run counted, for `driftgate merge`. */
const PARTIAL = 'partial';

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

/** Options of a command that writes whole reports only: no stream of exchanges, no part of a run. */
export const reportOptions: readonly OptionSpec[] = optionsFor(reporters.map(({ name }) => name));

export const outputOptions: readonly OptionSpec[] = optionsFor(formatNames);

function optionsFor(formats: readonly string[]): readonly OptionSpec[] {
  return [
    option('--format <format>', 'how to report; may be given several times (default: text)', {
      noun: 'format',
      names: formats,
    }),
    option(
      '-o, --output <file>',
      'where the format before it goes (default: standard output, but standard error for github)',
    ),
    option('--quiet', 'only what fails, in one line each'),
    option('--verbose', 'every occurrence, coverage and identities'),
    option('--color', 'colour even without a terminal'),
    option('--no-color', 'no colour'),
  ];
}

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

/** The files that reports go to, by names for messages. */
export function filesOf(destinations: readonly Destination[]): readonly NamedFile[] {
  return destinations.flatMap(({ format, file }) =>
    file === undefined ? [] : [{ noun: `${format} report`, file }],
  );
}

/** Writes the report where it was asked for, and says how the run ends. */
export async function concludeReport(
  report: Report,
  destinations: readonly Destination[],
  { settings, input }: { readonly settings: Settings; readonly input: Input },
  io: Io,
): Promise<number> {
  await tellNoBaseline(report, settings, io);
  for (const { format, file } of destinations) {
    const text = await rendered(report, format, renderOptions(input, file, io), io);
    if (text !== '') await writeTo({ format, file }, text, io);
  }
  await writeForGithub(report, destinations, input, io);
  return exitCodes[report.outcome];
}

/** A baseline that only the config names need not be there, but where there are findings, whoever misspelt it is told. */
async function tellNoBaseline({ findings }: Report, { baseline, placeOf }: Settings, io: Io): Promise<void> {
  if (findings.length === 0 || baseline === undefined || baseline.required || existsSync(baseline.file))
    return;
  await io.stderr.write(
    `${formatPlace(placeOf(['baseline']))}: note: no baseline is at ${visible(baseline.file)} yet, so that every finding is new\n`,
  );
}

/** '' for the format that was written while the recordings were read. */
async function rendered(report: Report, format: string, options: RenderOptions, io: Io): Promise<string> {
  const reporter = reporters.find(({ name }) => name === format);
  if (reporter === undefined) return '';
  const { render } = await reporter.load();
  if (!reporter.fromRepository) return render(report, options);
  const { fromRepository } = await import('../../report/repository.ts');
  return render(fromRepository(report, folderInRepository(io)), options);
}

/** Annotations are read from both streams of a step, and standard output may be piped somewhere. */
export async function writeTo({ format, file }: Destination, text: string, io: Io): Promise<void> {
  const isCommands = format === 'github';
  if (file !== undefined) return writeReport(file, text, { mayColor: format === 'text', isCommands });
  if (isCommands) await io.stderr.write(text, 'runner commands');
  else await io.stdout.write(text);
}

/** Under GitHub Actions also as annotations and as the summary of the step, so that a plain `driftgate check` shows where people look. */
async function writeForGithub(
  report: Report,
  destinations: readonly Destination[],
  input: Input,
  io: Io,
): Promise<void> {
  if (io.env.GITHUB_ACTIONS !== 'true') return;
  const options = renderOptions(input, '', io);
  const asked = new Set(destinations.map(({ format }) => format));
  if (!asked.has('github'))
    await writeTo({ format: 'github', file: undefined }, await rendered(report, 'github', options, io), io);
  const summary = io.env.GITHUB_STEP_SUMMARY;
  if (summary) append(summary, outgoing(masked(await rendered(report, 'markdown', options, io))));
}

function renderOptions(input: Input, file: string | undefined, io: Io): RenderOptions {
  const terminal = file === undefined && io.stdout.isTerminal;
  return {
    width: terminal ? (io.stdout.columns ?? 80) : Number.POSITIVE_INFINITY,
    color: wantsColor(input, terminal, io),
    verbosity: verbosityOf(input),
    rerun: rerunOf(input),
  };
}

/** Options that say what is held against what, for commands that are to see the same. */
const REPEATED = ['config', 'contract', 'overlay', 'host', 'operation', 'status'];

function rerunOf(input: Input): Rerun {
  const words = (names: readonly string[]): string =>
    [
      ...input.arguments,
      ...input.options.flatMap(({ name, value }) =>
        names.includes(name) ? [`--${name}`, ...(value === true ? [] : [value])] : [],
      ),
    ]
      .map((word) => ` ${shellWord(word)}`)
      .join('');
  return {
    baseline: words([...REPEATED, 'baseline', 'requests']),
    propose: words(REPEATED),
    isLive: isSet(input, 'live'),
  };
}

function verbosityOf(input: Input): Verbosity {
  const given = lastOf(input, ['quiet', 'verbose'])?.name;
  return given === 'quiet' || given === 'verbose' ? given : 'normal';
}

/** The flag, then NO_COLOR (no-color.org), then FORCE_COLOR, then whether anyone is looking. */
function wantsColor(input: Input, terminal: boolean, io: Io): boolean {
  const given = lastOf(input, ['color', 'no-color'])?.name;
  if (given !== undefined) return given === 'color';
  if (io.env.NO_COLOR) return false;
  const forced = io.env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return terminal && io.env.TERM !== 'dumb';
}

/** `--coverage FILE`: the shares of coverage and their lists, as one JSON object. */
export const coverageOption: OptionSpec = option(
  '--coverage <file>',
  'write what was never seen, what is always there though optional, and what is deprecated and seen, as JSON',
);

export function coverageFile(input: Input): readonly NamedFile[] {
  const file = optionOf(input, coverageOption.name);
  return file === undefined ? [] : [{ noun: 'coverage', file, option: '--coverage' }];
}

export async function writeCoverage({ contract, coverage }: TrafficReport, input: Input): Promise<void> {
  const file = optionOf(input, coverageOption.name);
  if (file === undefined) return;
  const { coverageLists } = await import('../../report/coverage/lists.ts');
  const { byOperation: _byOperation, ...shares } = coverage;
  const written = { contract: contract.source, ...shares, ...coverageLists(coverage) };
  writeReport(file, `${JSON.stringify(written, undefined, 2)}\n`);
}
