// From settings to a report: opens the contract, reads the recordings, judges each exchange. `check` and
// `baseline update` differ in what they do with the result.
import { fingerprintOf } from '../drift/fingerprint.ts';
import type { ReadOptions } from '../exchanges/read.ts';
import type { Baseline, CompiledContract, Report } from '../model.ts';
import { createReportBuilder } from '../report/build.ts';
import { createAllowed } from './allowed.ts';
import { bodyHints } from './bare-body.ts';
import { type Input, isSet } from './command.ts';
import { openContract } from './contract-module.ts';
import { annotatorFor } from './docs-annotate.ts';
import type { Io } from './io.ts';
import { shortfallsOf } from './min-coverage.ts';
import { type Listener, readAll } from './reading.ts';
import type { Settings } from './settings.ts';
import { createJudge } from './verdicts.ts';
import { version } from './version.ts';

export type Run = {
  readonly settings: Settings;
  readonly baseline: Baseline | undefined;
  readonly input: Input;
  readonly listener?: Listener | undefined;
};

export async function observe(run: Run, io: Io): Promise<Report> {
  const { settings, input } = run;
  const module = await openContract(settings, io.cwd);
  if (settings.config.rules !== undefined) (await import('./rule-names.ts')).checkRuleNames(settings);
  const requests = isSet(input, 'requests') ? (await import('../drift/requests.ts')).requestCheck : undefined;
  const judge = createJudge(module, settings.config, requests);
  const { findRecordings, readBlocks } = await import('../exchanges/read.ts');
  const options = readOptions(input, settings, module.contract, io);
  const sources = await findRecordings(settings.recordings, options);
  const builder = createReportBuilder({
    version: version(),
    contract: module.contract,
    sources,
    baseline: run.baseline,
    today: io.now().toISOString().slice(0, 10),
    failOn: settings.failOn,
    fingerprint: fingerprintOf,
    levelOf: judge.levelOf,
    describe: judge.describe,
    isAllowed: createAllowed(settings.config.allow ?? []),
    annotate: annotatorFor(settings),
    shortfalls: (coverage) => shortfallsOf(coverage, settings.config.minCoverage),
  });
  await readAll(readBlocks(settings.recordings, options), {
    judge,
    builder,
    listener: run.listener,
    signal: io.signal,
  });
  return builder.finish(io.signal?.aborted);
}

function readOptions(input: Input, settings: Settings, contract: CompiledContract, io: Io): ReadOptions {
  const exclude = settings.exclude;
  const stdin = settings.recordings.includes('-') ? io.stdin : undefined;
  return { exclude, stdin, ...bodyHints(input, contract) };
}
