// The program of a thread: opens the same contract and config as the run that started it, and counts its part of the recordings.
import type { Interrupt } from '../../lib/interrupt.ts';
import { readParts } from '../../scale/shards.ts';
import { answerTask } from '../../scale/workers.ts';
import type { Io, Output } from '../command.ts';
import { readBaseline, settingsOf } from '../config/settings.ts';
import { readOptions } from './feed.ts';
import { openSession } from './observe.ts';
import { readAll } from './read.ts';
import type { Told } from './workers.ts';

const silent: Output = { write: () => undefined, isTerminal: false, columns: undefined };

function ioOf({ cwd, now }: Told, signal: Interrupt): Io {
  const date = new Date(now);
  return { stdout: silent, stderr: silent, stdin: empty(), cwd, env: process.env, now: () => date, signal };
}

async function* empty(): AsyncGenerator<Uint8Array> {}

await answerTask<Told>(async ({ told, parts, sources }, { interrupt, onOctets }) => {
  const io = ioOf(told, interrupt);
  const settings = await settingsOf(told.input, io);
  const session = await openSession({ settings, baseline: readBaseline(settings), input: told.input }, io);
  const builder = session.build(sources);
  const options = { ...readOptions(told.input, settings, session.contract, io), onOctets };
  const loop = { judge: session.judge, builder, listener: undefined, signal: io.signal };
  await readAll(readParts(parts, options), loop);
  return session.partial(builder, interrupt.aborted);
});
