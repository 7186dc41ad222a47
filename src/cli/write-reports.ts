// One report in each format that was asked for; under GitHub Actions also as annotations and as the step's summary, so that
// a plain `driftgate check` in a workflow shows where people look.
import type { Report } from '../model.ts';
import type { RenderOptions, Verbosity } from '../report/reporter.ts';
import { reporters } from '../report/reporters.ts';
import { type Input, lastOf } from './command.ts';
import { append, writeWhole } from './files.ts';
import type { Io } from './io.ts';
import { type Destination, STREAMED } from './outputs.ts';

export async function writeReports(
  report: Report,
  destinations: readonly Destination[],
  input: Input,
  io: Io,
): Promise<void> {
  for (const { format, file } of destinations) {
    const text = await rendered(report, format, renderOptions(input, file, io));
    if (text !== undefined) await send(text, { format, file }, io);
  }
  await writeForGithub(report, destinations, input, io);
}

async function rendered(report: Report, format: string, options: RenderOptions): Promise<string | undefined> {
  if (format === STREAMED) return undefined;
  const reporter = reporters.find(({ name }) => name === format);
  return reporter === undefined ? undefined : (await reporter.load()).render(report, options);
}

/** Annotations are read from both streams of a step, and standard output may be piped somewhere. */
async function send(text: string, { format, file }: Destination, io: Io): Promise<void> {
  if (file !== undefined) return writeWhole(file, text);
  await (format === 'github' ? io.stderr : io.stdout).write(text);
}

async function writeForGithub(
  report: Report,
  destinations: readonly Destination[],
  input: Input,
  io: Io,
): Promise<void> {
  if (io.env.GITHUB_ACTIONS !== 'true') return;
  const options = renderOptions(input, '', io);
  const asked = new Set(destinations.map(({ format }) => format));
  if (!asked.has('github')) await io.stderr.write((await rendered(report, 'github', options)) ?? '');
  const summary = io.env.GITHUB_STEP_SUMMARY;
  if (summary) append(summary, (await rendered(report, 'markdown', options)) ?? '');
}

function renderOptions(input: Input, file: string | undefined, io: Io): RenderOptions {
  const terminal = file === undefined && io.stdout.isTerminal;
  return {
    width: terminal ? (io.stdout.columns ?? 80) : Number.POSITIVE_INFINITY,
    color: wantsColor(input, terminal, io),
    verbosity: verbosityOf(input),
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
