import { InputError } from '../../lib/input-error.ts';
import { readBaseline } from '../baseline-file.ts';
import { type Input, isSet } from '../command.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import type { LineWriter } from '../ndjson.ts';
import { type OpenFeed, observe } from '../observe.ts';
import { type Destination, destinationsOf, STREAMED } from '../outputs.ts';
import type { Listener } from '../reading.ts';
import { type Settings, settingsOf } from '../settings.ts';
import { writeReports } from '../write-reports.ts';

export async function runCheck(input: Input, io: Io): Promise<number> {
  if (!isSet(input, 'watch')) return checkOnce(input, io);
  return (await import('../watch/watch.ts')).watch(input, io, () => checkOnce(input, io));
}

async function checkOnce(input: Input, io: Io): Promise<number> {
  const destinations = destinationsOf(input);
  const settings = await settingsOf(input, io);
  const baseline = readBaseline(settings);
  const stream = await openStream(destinations, io);
  const report = await observe(
    { settings, baseline, input, listener: stream?.listener, feed: await feedOf(input, settings, io) },
    io,
  );
  await stream?.writer.end();
  await writeReports(report, destinations, input, io);
  return io.signal?.aborted ? exitCodes.interrupted : exitCodeOf(report.outcome);
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
