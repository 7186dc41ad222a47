// From settings to a report: opens the contract, reads the recordings, judges each exchange. `check` and
// `baseline update` differ in what they do with the result.
import { createBodyCoverage } from '../drift/body-coverage.ts';
import { fingerprintOf } from '../drift/fingerprint.ts';
import { staleBefore } from '../drift/stale.ts';
import type { ReadOptions } from '../exchanges/read.ts';
import type { Baseline, CompiledContract, Exchange, Report, Unreadable } from '../model.ts';
import { createReportBuilder } from '../report/build.ts';
import { createAllowed } from './allowed.ts';
import { bodyHints } from './bare-body.ts';
import { type Input, isSet } from './command.ts';
import { openContract } from './contract-module.ts';
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
  /** Where exchanges come from, instead of the recordings. */
  readonly feed?: OpenFeed | undefined;
};

export type Feed = {
  /** Each has to bring something. */
  readonly sources: readonly string[];
  readonly blocks: AsyncIterable<Iterable<Exchange | Unreadable>>;
};

export type OpenFeed = (contract: CompiledContract) => Promise<Feed>;

export async function observe(run: Run, io: Io): Promise<Report> {
  const { settings, input } = run;
  const module = await openContract(settings, io.cwd);
  if (settings.config.rules !== undefined)
    (await import('./rule-names.ts')).checkRuleNames(settings, module.contract);
  const bodies = createBodyCoverage(await module.detail());
  const judge = createJudge(module, settings.config, {
    observe: bodies.observe,
    ...ageLimit(settings, io),
    ...(isSet(input, 'requests') ? { requests: (await import('../drift/requests.ts')).requestCheck } : {}),
  });
  const openFeed: OpenFeed = run.feed ?? ((contract) => recordedFeed(run, contract, io));
  const feed = await openFeed(module.contract);
  const builder = createReportBuilder({
    version: version(),
    contract: module.contract,
    sources: feed.sources,
    baseline: run.baseline,
    today: io.now().toISOString().slice(0, 10),
    failOn: settings.failOn,
    fingerprint: fingerprintOf,
    levelOf: judge.levelOf,
    describe: judge.describe,
    codeOf: judge.codeOf,
    bodyCoverageOf: bodies.coverageOf,
    isAllowed: createAllowed(settings.config.allow ?? []),
    shortfalls: (coverage) => shortfallsOf(coverage, settings.config.minCoverage),
  });
  await readAll(feed.blocks, {
    judge,
    builder,
    listener: run.listener,
    signal: io.signal,
  });
  return annotated(builder.finish(io.signal?.aborted), settings);
}

/** The page's side of each finding; nothing of it is read where there is none. */
async function annotated(report: Report, settings: Settings): Promise<Report> {
  if (report.findings.length === 0) return report;
  const annotate = (await import('./docs-annotate.ts')).annotatorFor(settings);
  if (annotate === undefined) return report;
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, ...annotate(finding) })) };
}

async function recordedFeed({ settings, input }: Run, contract: CompiledContract, io: Io): Promise<Feed> {
  const { findRecordings, readBlocks } = await import('../exchanges/read.ts');
  const options = readOptions(input, settings, contract, io);
  const sources = await findRecordings(settings.recordings, options);
  return { sources, blocks: readBlocks(settings.recordings, options) };
}

function readOptions(input: Input, settings: Settings, contract: CompiledContract, io: Io): ReadOptions {
  const exclude = settings.exclude;
  const stdin = settings.recordings.includes('-') ? io.stdin : undefined;
  return { exclude, stdin, ...bodyHints(input, contract) };
}

function ageLimit({ config: { maxAge } }: Settings, io: Io): { readonly staleBefore?: number } {
  return maxAge === undefined ? {} : { staleBefore: staleBefore(maxAge, io.now()) };
}
