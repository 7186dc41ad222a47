// A thread of workers.ts: reads its parts and answers with what it counted.
import { parentPort, workerData } from 'node:worker_threads';
import { InputError } from '../lib/input-error.ts';
import { readParts } from '../scale/shards.ts';
import { readBaseline } from './baseline-file.ts';
import { createInterrupt, type Interrupt } from './interrupt.ts';
import type { Io, Output } from './io.ts';
import { openSession, readOptions } from './observe.ts';
import { readAll } from './reading.ts';
import { settingsOf } from './settings.ts';
import type { Answer, News, Task } from './workers.ts';

async function answer(task: Task): Promise<Answer> {
  try {
    return { partial: await count(task) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message, place, fix } = error;
    return { error: { message, ...(place && { place }), ...(fix !== undefined && { fix }) } };
  }
}

async function count({ input, cwd, now, parts, sources, tells }: Task) {
  const { interrupt, abort } = createInterrupt();
  parentPort?.once('message', abort);
  const io = ioOf(cwd, now, interrupt);
  const settings = await settingsOf(input, io);
  const session = await openSession({ settings, baseline: readBaseline(settings), input }, io);
  const builder = session.build(sources);
  const onOctets = tells ? tellOctets() : undefined;
  const options = { ...readOptions(input, settings, session.contract, io), onOctets };
  const { judge } = session;
  await readAll(readParts(parts, options), { judge, builder, listener: undefined, signal: io.signal });
  parentPort?.unref();
  return session.partial(builder, interrupt.aborted);
}

/** Every few megabytes: a message costs more than a block does. */
function tellOctets(): (octets: number) => void {
  let untold = 0;
  return (more) => {
    untold += more;
    if (untold < NEWSWORTHY) return;
    parentPort?.postMessage({ octets: untold } satisfies News);
    untold = 0;
  };
}

const NEWSWORTHY = 4 * 1024 * 1024;

const silent: Output = { write: () => undefined, isTerminal: false, columns: undefined };

function ioOf(cwd: string, now: string, signal: Interrupt): Io {
  const date = new Date(now);
  return { stdout: silent, stderr: silent, stdin: empty(), cwd, env: process.env, now: () => date, signal };
}

async function* empty(): AsyncGenerator<Uint8Array> {}

parentPort?.postMessage(await answer(workerData as Task));
