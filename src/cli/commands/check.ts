import { InputError } from '../../lib/input-error.ts';
import { parseShard } from '../../report/partial.ts';
import { type Command, exitCodes, type Input, type Io, isSet, option, optionOf } from '../command.ts';
import { minCoverageOption } from '../config/min-coverage.ts';
import { eachSettingsOf, readBaseline, type Settings, settingsOf } from '../config/settings.ts';
import { keepInputs, type NamedFile } from '../files.ts';
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
import type { OpenFeed, Run } from '../run/feed.ts';
import { inputsOf } from '../run/inputs.ts';
import type { ContractModule } from '../run/module.ts';
import type { LineWriter } from '../run/ndjson.ts';
import { type EachSettings, observe, observeEach, observePartial, runOf } from '../run/observe.ts';
import {
  concludeReport,
  coverageFile,
  coverageOption,
  type Destination,
  destinationsOf,
  filesOf,
  outputOptions,
  partialDestination,
  STREAMED,
  writeCoverage,
  writeTo,
} from '../run/outputs.ts';
import type { Listener } from '../run/read.ts';

export const command: Command = {
  description:
    'Hold recorded exchanges against the contract. Without recordings it takes those of driftgate.config.ts. ' +
    'Fails on new findings (1) and on whatever could not be checked (3).',
  arguments: [recordingArgument],
  options: [
    ...contractOptions,
    hostOption,
    option('--live', 'ask the service itself instead of reading recordings; see driftgate probe'),
    baselineOption,
    noBaselineOption,
    option('--requests', 'hold requests against the contract too'),
    option('--show-values', 'show the observed values that findings are about, not only their shape (99-aa)'),
    failOnOption,
    minCoverageOption,
    coverageOption,
    option('--watch', 'check again whenever contract, recordings, config or baseline change'),
    option('--print-config', 'print what config and flags come to, as JSON, and check nothing'),
    ...scaleOptions,
    ...outputOptions,
    ...bodyOptions,
  ],
  examples: {
    'driftgate check': 'what the config names',
    'driftgate check traffic.har --contract openapi.yaml': 'one recording, without a config',
    'driftgate check --format text --format json -o report.json': 'for people and for machines at once',
    'tail -f log.ndjson | driftgate check - --format ndjson': 'a line for each exchange as it comes',
    'driftgate check recordings/ --shard 2/8 --format partial -o 2.partial':
      'an eighth of the recordings, to be joined by driftgate merge',
    'curl -s $URL | driftgate check - --operation getThing --status 200': 'a bare body',
  },
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
  const [settings, ...others] = each;
  // The error says which contracts there are to choose from.
  if (others.length > 0 && isOfOneContract(input, destinations)) await settingsOf(input, io);
  const module = others.length > 0 ? undefined : await openContract(settings, io);
  await keepInputsOf(each, module, [...filesOf(destinations), ...coverageFile(input)]);
  const baseline = readBaseline(settings);
  const shard = shardOf(input);
  const partial = partialDestination(destinations);
  const feed = module && (await feedOf(input, { settings, module }, io));
  if (partial !== undefined) {
    const runs = each.map((one) => ({ ...runOf(one, { baseline, input }), module, shard, feed }));
    return writePartial(runs, partial, io);
  }
  if (shard !== undefined)
    throw new InputError('a shard alone has no report', {
      fix: 'add --format partial, and join with driftgate merge',
    });
  const stream = await openStream(destinations, io);
  // Loaded for the format that draws it only.
  const isDrawn = module !== undefined && destinations.some(({ format }) => format === 'html');
  const matrix = isDrawn ? (await import('../run/report-matrix.ts')).matrixSource(settings) : undefined;
  const listener = both(stream?.listener, matrix?.listener);
  const report =
    module === undefined
      ? await observeEach(each, { baseline, input }, io)
      : await observe({ settings, module, baseline, input, listener, feed }, io);
  await stream?.writer.end();
  const shown = (await matrix?.addTo(report)) ?? report;
  const code = await concludeReport(shown, destinations, { settings, input }, io);
  await writeCoverage(report, input);
  return io.signal?.aborted ? exitCodes.interrupted : code;
}

/** What follows the reading, and what is asked of the service, is of one contract. */
function isOfOneContract(input: Input, destinations: readonly Destination[]): boolean {
  return (
    destinations.some(({ format }) => format === STREAMED) ||
    isSet(input, 'live') ||
    isSet(input, 'operation') ||
    input.arguments.includes('-')
  );
}

async function keepInputsOf(
  each: EachSettings,
  module: ContractModule | undefined,
  outputs: readonly NamedFile[],
): Promise<void> {
  if (outputs.length === 0) return;
  const files = module === undefined ? [] : contractFiles(module.contract);
  const inputs = await Promise.all(each.map((settings) => inputsOf(settings, files)));
  keepInputs(outputs, inputs.flat());
}

/** A line for each contract. */
async function writePartial(runs: readonly Run[], destination: Destination, io: Io): Promise<number> {
  const { partialText } = await import('../../scale/partial-text.ts');
  const lines: string[] = [];
  for (const run of runs) lines.push(partialText(await observePartial(run, io)));
  await writeTo(destination, lines.join(''), io);
  return io.signal?.aborted ? exitCodes.interrupted : exitCodes.passed;
}

function shardOf(input: Input): string | undefined {
  const text = optionOf(input, 'shard');
  if (text === undefined || parseShard(text) !== undefined) return text;
  throw new InputError(`"${text}" is no shard`, {
    fix: 'give its number and how many there are, such as --shard 2/8',
  });
}

function both(first: Listener | undefined, second: Listener | undefined): Listener | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return (entry, judged, rated) => {
    second(entry, judged, rated);
    return first(entry, judged, rated);
  };
}

async function feedOf(
  input: Input,
  { settings, module }: { readonly settings: Settings; readonly module: ContractModule },
  io: Io,
): Promise<OpenFeed | undefined> {
  if (!isSet(input, 'live')) return undefined;
  if (input.arguments.length > 0)
    throw new InputError('recordings and --live exclude one another', { fix: 'check them in two runs' });
  const { liveFeed, planLive, startLive } = await import('../run/live.ts');
  return async (contract) => {
    const plan = await planLive(settings, module, io);
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
