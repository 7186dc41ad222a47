// From settings to a report: opens the contract, reads the recordings, judges each exchange. `check` and
// `baseline update` differ in what they do with the result.
import { statSync } from 'node:fs';
import type { Baseline, CompiledContract, Exchange, Report, Unreadable } from '../model.ts';
import type { ReadOptions } from '../recordings/read.ts';
import { createReportBuilder } from '../report/build.ts';
import { createBodyCoverage } from '../report/coverage/body-coverage.ts';
import { fingerprintOf } from '../report/fingerprint.ts';
import type { ReportBuilder } from '../report/options.ts';
import type { PartialReport } from '../report/partial.ts';
import { staleBefore } from '../verdict/stale.ts';
import { createAllowed } from './allowed.ts';
import { bodyHints } from './bare-body.ts';
import { type Input, isSet, optionOf } from './command.ts';
import { openContract } from './contract-module.ts';
import type { Io } from './io.ts';
import { LARGE } from './large.ts';
import { shortfallsOf } from './min-coverage.ts';
import type { Progress, Sized } from './progress.ts';
import { type Listener, readAll } from './reading.ts';
import type { Settings } from './settings.ts';
import { createJudge, type Judge } from './verdicts.ts';
import { version } from './version.ts';

export type Run = {
  readonly settings: Settings;
  readonly baseline: Baseline | undefined;
  readonly input: Input;
  readonly listener?: Listener | undefined;
  /** Where exchanges come from, instead of the recordings. */
  readonly feed?: OpenFeed | undefined;
  /** Which part of a run this is: `2/4`. */
  readonly shard?: string | undefined;
};

export type Feed = {
  /** Each has to bring something. */
  readonly sources: readonly string[];
  readonly blocks: AsyncIterable<Iterable<Exchange | Unreadable>>;
  readonly progress?: Progress | undefined;
};

export type OpenFeed = (contract: CompiledContract) => Promise<Feed>;

export async function observe(run: Run, io: Io): Promise<Report> {
  const session = await openSession(run, io);
  const workers = mayBeSplit(run)
    ? await (await import('./workers.ts')).observeInWorkers(run, io, (files) => progressOf(files, run, io))
    : undefined;
  if (workers === undefined) return session.finish(await readHere(session, run, io), io.signal?.aborted);
  const builder = session.build(workers.sources);
  for (const partial of workers.partials) session.add(builder, partial);
  return session.finish(builder, io.signal?.aborted);
}

/** The same, not yet a report: to be merged with those of other runs. */
export async function observePartial(run: Run, io: Io): Promise<PartialReport> {
  const session = await openSession(run, io);
  return session.partial(await readHere(session, run, io), io.signal?.aborted);
}

async function readHere(session: Session, run: Run, io: Io): Promise<ReportBuilder> {
  const openFeed: OpenFeed = run.feed ?? ((contract) => recordedFeed(run, contract, io));
  const feed = await openFeed(session.contract);
  const builder = session.build(feed.sources);
  const { judge } = session;
  try {
    await readAll(feed.blocks, { judge, builder, listener: run.listener, signal: io.signal });
  } finally {
    feed.progress?.end();
  }
  return builder;
}

/** undefined where nobody looks, or where lines of results come between. */
async function progressOf(
  files: readonly Sized[],
  { listener }: Run,
  { stderr, stdout }: Io,
): Promise<Progress | undefined> {
  if (!stderr.isTerminal || (listener !== undefined && stdout.isTerminal)) return undefined;
  const { createProgress, totalOf } = await import('./progress.ts');
  return createProgress(stderr, totalOf(files));
}

/** Whether it is worth asking how large the recordings are. */
function mayBeSplit({ feed, listener, input, settings }: Run): boolean {
  if (feed !== undefined || listener !== undefined || settings.recordings.includes('-')) return false;
  return optionOf(input, 'workers') !== undefined || isLarge(settings.recordings);
}

/** A folder or a glob may hold much; a file tells. */
function isLarge(sources: readonly string[]): boolean {
  return sources.some((source) => {
    const info = statSync(source, { throwIfNoEntry: false });
    return info?.isFile() !== true || info.size >= LARGE;
  });
}

/** A contract and what is said of it, ready to count exchanges or parts of a run. */
export type Session = {
  readonly contract: CompiledContract;
  readonly judge: Judge;
  readonly build: (sources: readonly string[]) => ReportBuilder;
  readonly partial: (builder: ReportBuilder, interrupted?: boolean) => PartialReport;
  readonly add: (builder: ReportBuilder, partial: PartialReport) => void;
  readonly finish: (builder: ReportBuilder, interrupted?: boolean) => Promise<Report>;
};

export async function openSession(run: Run, io: Io): Promise<Session> {
  const { settings, input } = run;
  const module = await openContract(settings, io.cwd);
  if (settings.config.rules !== undefined)
    (await import('./rule-names.ts')).checkRuleNames(settings, module.contract);
  const bodies = createBodyCoverage(await module.detail());
  const judge = createJudge(module, settings.config, {
    observe: bodies.observe,
    waiting: bodies.waiting,
    ...ageLimit(settings, io),
    ...(isSet(input, 'requests') ? { requests: (await import('../verdict/requests.ts')).requestCheck } : {}),
  });
  return {
    contract: module.contract,
    judge,
    build: (sources) =>
      createReportBuilder({
        version: version(),
        contract: module.contract,
        sources,
        shards: run.shard === undefined ? [] : [run.shard],
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
      }),
    partial: (builder, interrupted) => ({
      ...builder.partial(interrupted),
      bodies: bodies.counts(module.contract),
    }),
    add: (builder, partial) => {
      builder.addPartial(partial);
      bodies.add(module.contract, partial.bodies);
    },
    finish: async (builder, interrupted) => {
      // What was counted elsewhere is explained here.
      if (builder.hasFindings()) await judge.load();
      return annotated(builder.finish(interrupted), settings);
    },
  };
}

/** The page's side of each finding; nothing of it is read where there is none. */
async function annotated(report: Report, settings: Settings): Promise<Report> {
  if (report.findings.length === 0) return report;
  const annotate = (await import('./docs-annotate.ts')).annotatorFor(settings);
  if (annotate === undefined) return report;
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, ...annotate(finding) })) };
}

async function recordedFeed(run: Run, contract: CompiledContract, io: Io): Promise<Feed> {
  const { settings, input, shard } = run;
  const { findFiles, readFiles } = await import('../recordings/read.ts');
  const options = readOptions(input, settings, contract, io);
  if (shard !== undefined) {
    const { readParts, shardOf } = await import('../scale/shards.ts');
    const { parts, sources } = await shardOf(settings.recordings, shard, options);
    const progress = await progressOf(parts, run, io);
    return { sources, blocks: readParts(parts, { ...options, onOctets: progress?.add }), progress };
  }
  const files = await findFiles(settings.recordings, options);
  const progress = await progressOf(files, run, io);
  const blocks = readFiles(files, { ...options, onOctets: progress?.add });
  return { sources: files.map(({ path }) => path), blocks, progress };
}

export function readOptions(
  input: Input,
  settings: Settings,
  contract: CompiledContract,
  io: Io,
): ReadOptions {
  const exclude = settings.exclude;
  const stdin = settings.recordings.includes('-') ? io.stdin : undefined;
  return { exclude, stdin, ...bodyHints(input, contract) };
}

function ageLimit({ config: { maxAge } }: Settings, io: Io): { readonly staleBefore?: number } {
  return maxAge === undefined ? {} : { staleBefore: staleBefore(maxAge, io.now()) };
}
