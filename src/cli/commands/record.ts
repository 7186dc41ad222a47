import { visible } from '../../lib/visible-text.ts';
import type { Recorder } from '../../live/record/recorder.ts';
import type { Outcome } from '../../live/run.ts';
import { type Command, exitCodes, type Input, type Io } from '../command.ts';
import { settingsOf } from '../config/settings.ts';
import { contractOptions } from '../options.ts';
import { openContract } from '../run/contract.ts';
import { planLive, startLive } from '../run/live.ts';
import { recorderOf, recordingOptions } from '../run/recorder.ts';

export const command: Command = {
  description:
    'Send the probes and write what comes back, one file per operation and status, redacted before it is written. ' +
    'What could not be asked ends with 3.',
  arguments: [],
  options: [...contractOptions, ...recordingOptions],
  examples: {
    'driftgate record --into tests/recordings': 'adds to what is there',
  },
  run: runRecord,
};

async function runRecord(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf(input, io);
  const module = await openContract(settings, io);
  const { contract } = module;
  const plan = await planLive(settings, module, io);
  const run = startLive(plan, contract, io);
  const recorder = recorderOf(input, settings, io, run.secrets);
  let isComplete = plan.probes.length > 0;
  for await (const outcome of run.outcomes) {
    if (io.signal?.aborted) return exitCodes.interrupted;
    isComplete = (await recorded(outcome, recorder, io)) && isComplete;
  }
  if (plan.probes.length === 0)
    await io.stderr.write('nothing to ask: the contract has no safe operation and live.probes is empty\n');
  return isComplete ? exitCodes.passed : exitCodes.unchecked;
}

async function recorded(outcome: Outcome, recorder: Recorder, io: Io): Promise<boolean> {
  const name = visible(outcome.probe.name);
  if ('unreachable' in outcome) {
    await io.stderr.write(`${name}: not recorded: ${visible(outcome.unreachable)}\n`);
    return false;
  }
  const { exchange, unexpected, probe } = outcome;
  const path = await recorder.write(`${probe.operation}-${exchange.response.status}`, exchange);
  await io.stdout.write(`${name}: ${visible(path)}\n`);
  if (unexpected !== undefined) await io.stderr.write(`${name}: ${unexpected}\n`);
  return unexpected === undefined;
}
