import { InputError } from '../../lib/input-error.ts';
import { parseShard } from '../../report/partial.ts';
import { type Command, type Input, isSet, optionOf } from '../command.ts';
import { minCoverageOption } from '../config/min-coverage.ts';
import {
  eachSettingsOf,
  readBaseline,
  type Settings,
  settingsOf,
  tellNoBaseline,
} from '../config/settings.ts';
import { exitCodeOf, exitCodes } from '../exit.ts';
import { keepInputs } from '../files.ts';
import type { Io } from '../io.ts';
import {
  baselineOption,
  bodyOptions,
  contractOptions,
  failOnOption,
  hostOption,
  noBaselineOption,
  recordingArgument,
  scaleOptions,
} from '../options.ts';
import { contractFiles, openContract } from '../run/contract.ts';
import { coverageFile, coverageOption, writeCoverage } from '../run/coverage-file.ts';
import type { OpenFeed, Run } from '../run/feed.ts';
import { inputsOf } from '../run/inputs.ts';
import { readyAll } from '../run/module.ts';
import type { LineWriter } from '../run/ndjson.ts';
import { type EachSettings, observe, observeEach, observePartial, runOf } from '../run/observe.ts';
import {
  type Destination,
  destinationsOf,
  filesOf,
  outputOptions,
  partialDestination,
  STREAMED,
  writeReports,
  writeTo,
} from '../run/outputs.ts';
import type { Listener } from '../run/read.ts';
import type { MatrixSource } from '../run/report-matrix.ts';

export const command: Command = {
  description:
    'Hold recorded exchanges against the contract. Without recordings it takes those of driftgate.config.ts. ' +
    'Fails on new findings (1) and on whatever could not be checked (3).',
  arguments: [recordingArgument],
  options: [
    ...contractOptions,
    hostOption,
    {
      name: 'live',
      description: 'ask the service itself instead of reading recordings; see driftgate probe',
    },
    baselineOption,
    noBaselineOption,
    { name: 'requests', description: 'hold requests against the contract too' },
    {
      name: 'show-values',
      description: 'show the observed values that findings are about, not only their shape (99-aa)',
    },
    failOnOption,
    minCoverageOption,
    coverageOption,
    { name: 'watch', description: 'check again whenever contract, recordings, config or baseline change' },
    { name: 'print-config', description: 'print what config and flags come to, as JSON, and check nothing' },
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
  run: runCheck,
};

async function runCheck(input: Input, io: Io): Promise<number> {
  if (isSet(input, 'print-config')) return printConfig(input, io);
  if (!isSet(input, 'watch')) return checkOnce(input, io);
  return (await import('../run/watch.ts')).watch(input, io, () => checkOnce(input, io));
}

async function printConfig(input: Input, io: Io): Promise<number> {
  const each = await eachSettingsOf(input, io);
  const { environmentSecrets } = await import('../run/live.ts');
  const { printedSettings } = await import('../config/print.ts');
  const printed = [];
  for (const settings of each)
    printed.push(await printedSettings(settings, environmentSecrets(io.env, settings.config.live)));
  const [first = ''] = printed;
  await io.stdout.write(
    printed.length === 1 ? first : `[\n${printed.map((text) => text.trimEnd()).join(',\n')}\n]\n`,
  );
  return exitCodes.passed;
}

async function checkOnce(input: Input, io: Io): Promise<number> {
  const destinations = destinationsOf(input);
  const each = await eachSettingsOf(input, io);
  if (each.length > 1) return checkEach(each, destinations, input, io);
  const [settings] = each;
  const module = await openContract(settings, io);
  // What parameters may hold is asked of their validators before anything is asked of the service.
  if (isSet(input, 'live')) await readyAll(module);
  const outputs = [...filesOf(destinations), ...coverageFile(input)];
  if (outputs.length > 0) keepInputs(outputs, await inputsOf(settings, contractFiles(module.contract)));
  const baseline = readBaseline(settings);
  const shard = shardOf(input);
  const partial = partialDestination(destinations);
  if (partial !== undefined) {
    const feed = await feedOf(input, settings, io);
    return writePartial([{ settings, module, baseline, input, shard, feed }], partial, io);
  }
  if (shard !== undefined) throw shardAlone();
  const stream = await openStream(destinations, io);
  const matrix = await matrixOf(destinations, settings);
  const listener = both(stream?.listener, matrix?.listener);
  const feed = await feedOf(input, settings, io);
  const report = await observe({ settings, module, baseline, input, listener, feed }, io);
  await stream?.writer.end();
  await tellNoBaseline(report, settings, io);
  await writeReports((await matrix?.addTo(report)) ?? report, destinations, input, io);
  await writeCoverage(report, input);
  return io.signal?.aborted ? exitCodes.interrupted : exitCodeOf(report.outcome);
}

/** What follows the reading, and what is asked of the service, is of one contract. */
async function checkEach(
  each: EachSettings,
  destinations: readonly Destination[],
  input: Input,
  io: Io,
): Promise<number> {
  const ofOne = [
    ...destinations.filter(({ format }) => format === STREAMED).map(({ format }) => `--format ${format}`),
    ...['live', 'operation']
      .filter((name) => input.options.some((option) => option.name === name))
      .map((name) => `--${name}`),
  ];
  // The error says which contracts there are to choose from.
  if (ofOne.length > 0 || input.arguments.includes('-')) await settingsOf(input, io);
  const outputs = [...filesOf(destinations), ...coverageFile(input)];
  const inputs = await Promise.all(each.map((settings) => inputsOf(settings, [])));
  if (outputs.length > 0) keepInputs(outputs, inputs.flat());
  const baseline = readBaseline(each[0]);
  const shard = shardOf(input);
  const partial = partialDestination(destinations);
  if (partial !== undefined) {
    const runs = each.map((settings) => ({ ...runOf(settings, { baseline, input }), shard }));
    return writePartial(runs, partial, io);
  }
  if (shard !== undefined) throw shardAlone();
  const report = await observeEach(each, { baseline, input }, io);
  await tellNoBaseline(report, each[0], io);
  await writeReports(report, destinations, input, io);
  await writeCoverage(report, input);
  return io.signal?.aborted ? exitCodes.interrupted : exitCodeOf(report.outcome);
}

/** A line for each contract. */
async function writePartial(runs: readonly Run[], destination: Destination, io: Io): Promise<number> {
  const { partialText } = await import('../../scale/partial-text.ts');
  const lines: string[] = [];
  for (const run of runs) lines.push(partialText(await observePartial(run, io)));
  await writeTo(destination, lines.join(''), io);
  return io.signal?.aborted ? exitCodes.interrupted : exitCodes.passed;
}

function shardAlone(): InputError {
  return new InputError('a shard alone has no report', {
    fix: 'add --format partial, and join with driftgate merge',
  });
}

function shardOf(input: Input): string | undefined {
  const text = optionOf(input, 'shard');
  if (text === undefined || parseShard(text) !== undefined) return text;
  throw new InputError(`"${text}" is no shard`, {
    fix: 'give its number and how many there are, such as --shard 2/8',
  });
}

/** Loaded for the format that draws it only. */
async function matrixOf(
  destinations: readonly Destination[],
  settings: Settings,
): Promise<MatrixSource | undefined> {
  if (!destinations.some(({ format }) => format === 'html')) return undefined;
  return (await import('../run/report-matrix.ts')).matrixSource(destinations, settings);
}

function both(first: Listener | undefined, second: Listener | undefined): Listener | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return (entry, judged, rated) => {
    second(entry, judged, rated);
    return first(entry, judged, rated);
  };
}

async function feedOf(input: Input, settings: Settings, io: Io): Promise<OpenFeed | undefined> {
  if (!isSet(input, 'live')) return undefined;
  if (input.arguments.length > 0)
    throw new InputError('recordings and --live exclude one another', { fix: 'check them in two runs' });
  const { liveFeed, planLive, startLive } = await import('../run/live.ts');
  return async (contract) => {
    const plan = await planLive(settings, contract, io);
    return liveFeed(plan, startLive(plan, contract, io));
  };
}

type Stream = { readonly writer: LineWriter; readonly listener: Listener };

async function openStream(destinations: readonly Destination[], io: Io): Promise<Stream | undefined> {
  const destination = destinations.find(({ format }) => format === STREAMED);
  if (destination === undefined) return undefined;
  const { createLineWriter, lineOf } = await import('../run/ndjson.ts');
  const writer = createLineWriter(destination.file, io.stdout);
  return { writer, listener: (entry, judged, rated) => writer.write(lineOf(entry, judged, rated)) };
}
