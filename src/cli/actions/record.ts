import type { Recorder } from '../../live/record/recorder.ts';
import type { Outcome } from '../../live/run.ts';
import { visible } from '../../report/visible-text.ts';
import type { Input } from '../command.ts';
import { openContract } from '../contract-module.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { planLive, startLive } from '../live.ts';
import { recorderOf } from '../recording-options.ts';
import { settingsOf } from '../settings.ts';

export async function runRecord(input: Input, io: Io): Promise<number> {
  const settings = await settingsOf(input, io);
  const { contract } = await openContract(settings, io.cwd);
  const plan = await planLive(settings, contract, io);
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
