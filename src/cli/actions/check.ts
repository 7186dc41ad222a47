import { InputError } from '../../lib/input-error.ts';
import { parseShard } from '../../report/shards.ts';
import { readBaseline } from '../baseline-file.ts';
import { type Input, isSet, optionOf } from '../command.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import type { LineWriter } from '../ndjson.ts';
import { type OpenFeed, observe, observePartial } from '../observe.ts';
import { keepInputs } from '../output-guard.ts';
import { type Destination, destinationsOf, partialDestination, STREAMED } from '../outputs.ts';
import type { Listener } from '../reading.ts';
import type { MatrixSource } from '../report-matrix.ts';
import { type Settings, settingsOf } from '../settings.ts';
import { writeReports } from '../write-reports.ts';

export async function runCheck(input: Input, io: Io): Promise<number> {
  if (!isSet(input, 'watch')) return checkOnce(input, io);
  return (await import('../watch/watch.ts')).watch(input, io, () => checkOnce(input, io));
}

async function checkOnce(input: Input, io: Io): Promise<number> {
  const destinations = destinationsOf(input);
  const settings = await settingsOf(input, io);
  keepInputs(destinations, settings);
  const baseline = readBaseline(settings);
  const shard = shardOf(input);
  const partial = partialDestination(destinations);
  if (partial !== undefined) {
    const feed = await feedOf(input, settings, io);
    const { writePartial } = await import('../partial-file.ts');
    await writePartial(
      await observePartial({ settings, baseline, input, shard, feed }, io),
      partial.file,
      io,
    );
    return io.signal?.aborted ? exitCodes.interrupted : exitCodes.passed;
  }
  if (shard !== undefined)
    throw new InputError('a shard alone has no report', {
      fix: 'add --format partial, and join with driftgate merge',
    });
  const stream = await openStream(destinations, io);
  const matrix = await matrixOf(destinations, settings);
  const listener = both(stream?.listener, matrix?.listener);
  const feed = await feedOf(input, settings, io);
  const report = await observe({ settings, baseline, input, listener, feed }, io);
  await stream?.writer.end();
  await writeReports((await matrix?.addTo(report)) ?? report, destinations, input, io);
  return io.signal?.aborted ? exitCodes.interrupted : exitCodeOf(report.outcome);
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
  return (await import('../report-matrix.ts')).matrixSource(destinations, settings);
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
  const { liveFeed, planLive, startLive } = await import('../live.ts');
  return async (contract) => {
    const plan = await planLive(settings, contract, io);
    return liveFeed(plan, startLive(plan, contract, io));
  };
}

type Stream = { readonly writer: LineWriter; readonly listener: Listener };

async function openStream(destinations: readonly Destination[], io: Io): Promise<Stream | undefined> {
  const destination = destinations.find(({ format }) => format === STREAMED);
  if (destination === undefined) return undefined;
  const { createLineWriter, lineOf } = await import('../ndjson.ts');
  const writer = createLineWriter(destination.file, io.stdout);
  return { writer, listener: (entry, judged, rated) => writer.write(lineOf(entry, judged, rated)) };
}
