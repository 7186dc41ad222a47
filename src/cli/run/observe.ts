// From settings to a report: opens the contract, reads the exchanges, judges each of them. `check` and `baseline update` differ in what
// they do with the result.

import { formatPlace } from '../../lib/location.ts';
import { namePatterns } from '../../lib/name-patterns.ts';
import { visible } from '../../lib/visible-text.ts';
import type { CompiledContract, TrafficReport } from '../../model.ts';
import { createReportBuilder } from '../../report/build.ts';
import { createBodyCoverage } from '../../report/coverage/body-coverage.ts';
import type { ReportBuilder } from '../../report/options.ts';
import type { PartialReport } from '../../report/partial.ts';
import { type Io, isSet, optionOf } from '../command.ts';
import { checkRuleNames } from '../config/levels.ts';
import { shortfallsOf } from '../config/min-coverage.ts';
import type { Settings } from '../config/settings.ts';
import { createUsage, type Usage } from '../config/usage.ts';
import { version } from '../package.ts';
import { openContract } from './contract.ts';
import { mayBeSplit, type Run, recordedFeed } from './feed.ts';
import { createHostGate, type HostGate, OTHER_HOST } from './hosts.ts';
import { createJudge, type Judge } from './judge.ts';
import { addDefects } from './module.ts';
import { readAll } from './read.ts';

export type EachSettings = readonly [Settings, ...Settings[]];

/** One report of all contracts. */
export async function observeEach(
  each: EachSettings,
  run: Pick<Run, 'baseline' | 'input'>,
  io: Io,
): Promise<TrafficReport> {
  const usage = usageOfAll(each);
  const reports: TrafficReport[] = [];
  for (const settings of each) reports.push(await observe({ ...runOf(settings, run), usage }, io));
  const areAll = run.input.arguments.length === 0;
  if (areAll && !io.signal?.aborted) await tellUnused(usage, each, io);
  return joined(reports, !areAll);
}

/** The flags for its workers name the contract of this run. */
export function runOf<Of extends Pick<Run, 'input'>>(
  settings: Settings,
  run: Of,
): Of & Pick<Run, 'settings'> {
  const contract = settings.contract === undefined ? [] : [{ name: 'contract', value: settings.contract }];
  const options = [...run.input.options.filter(({ name }) => name !== 'contract'), ...contract];
  return { ...run, settings, input: { ...run.input, options } };
}

/** A name that several contracts share has to match in one of them. */
export function usageOfAll(each: EachSettings): Usage {
  const hosts = each.flatMap(({ config }) => config.hosts ?? []);
  return createUsage({ ...each[0].config, ...(hosts.length > 0 && { hosts }) });
}

export async function joined(reports: readonly TrafficReport[], isShared: boolean): Promise<TrafficReport> {
  const [first, ...others] = reports;
  if (first === undefined) throw new Error('there is always a contract');
  const { joinReports } = await import('../../report/several.ts');
  return joinReports([first, ...others], isShared);
}

export async function observe(run: Run, io: Io): Promise<TrafficReport> {
  const session = await openSession(run, io);
  const workers = mayBeSplit(run)
    ? await (await import('./workers.ts')).observeInThreads(run, io)
    : undefined;
  if (workers === undefined) return session.finish(await readHere(session, run, io), io.signal?.aborted);
  const builder = session.build(workers.sources);
  for (const partial of workers.partials) await session.add(builder, partial);
  return session.finish(builder, io.signal?.aborted);
}

/** A part of a run, to be merged with the others. */
export async function observePartial(run: Run, io: Io): Promise<PartialReport> {
  const session = await openSession(run, io);
  return session.partial(await readHere(session, run, io), io.signal?.aborted);
}

async function readHere(session: Session, run: Run, io: Io): Promise<ReportBuilder> {
  const feed = await (run.feed?.(session.contract) ?? recordedFeed(run, session.contract, io));
  const builder = session.build(feed.sources);
  const { judge } = session;
  try {
    const { listener, amend } = run;
    await readAll(feed.blocks, { judge, builder, listener, amend, signal: io.signal });
  } finally {
    feed.progress?.end();
  }
  return builder;
}

const DAY = 24 * 60 * 60 * 1000;

/** An open contract, ready to count exchanges or parts of a run. */
export type Session = {
  readonly contract: CompiledContract;
  readonly judge: Judge;
  readonly build: (sources: readonly string[]) => ReportBuilder;
  readonly partial: (builder: ReportBuilder, interrupted?: boolean) => PartialReport;
  readonly add: (builder: ReportBuilder, partial: PartialReport) => Promise<void>;
  readonly finish: (builder: ReportBuilder, interrupted?: boolean) => Promise<TrafficReport>;
};

export async function openSession(run: Run, io: Io): Promise<Session> {
  const { settings, input } = run;
  const module = run.module ?? (await openContract(settings, io));
  const ids = module.contract.operations.map(({ id }) => id);
  if (settings.config.rules !== undefined)
    checkRuleNames(settings, (await import('../codes.ts')).ruleCodes, ids);
  const declared = new Set(ids);
  const bodies = createBodyCoverage(await module.detail());
  const usage = run.usage ?? createUsage(settings.config);
  const { allow = [], maxAge } = settings.config;
  const isAllowed = namePatterns([...allow, `${OTHER_HOST}: *`]);
  const judge = createJudge(module, settings.config, {
    observe: bodies.observe,
    waiting: bodies.waiting,
    takeNotJudged: bodies.takeNotJudged,
    hostGate: hostGateOf(run, module.contract),
    showValues: isSet(input, 'show-values'),
    ...(maxAge !== undefined && { staleBefore: io.now().getTime() - maxAge * DAY }),
    ...(isSet(input, 'requests') && {
      readRequest: (await import('../../verdict/requests.ts')).readRequest,
    }),
  });
  return {
    contract: module.contract,
    judge: {
      ...judge,
      judge: (exchange) => {
        usage.saw(exchange);
        return judge.judge(exchange);
      },
    },
    build: (sources) =>
      createReportBuilder({
        version: version(),
        contract: module.contract,
        contractName: settings.contractName,
        sources,
        shards: run.shard === undefined ? [] : [run.shard],
        baseline: run.baseline,
        isGone: (operation) => !declared.has(operation),
        today: io.now().toISOString().slice(0, 10),
        failOn: settings.failOn,
        levelOf: (issue, operation) => {
          usage.rated(issue);
          return judge.levelOf(issue, operation);
        },
        describe: judge.describe,
        codeOf: judge.codeOf,
        bodyCoverageOf: bodies.coverageOf,
        isAllowed: (name) => {
          usage.asked(name);
          return isAllowed(name);
        },
        shortfalls: (coverage) => shortfallsOf(coverage, settings.config.minCoverage),
      }),
    partial: (builder, interrupted) => ({
      ...builder.partial(interrupted),
      used: usage.used(),
      defects: (module.contract.defects ?? []).filter(({ kind }) => kind === 'schema'),
      bodies: bodies.counts(module.contract),
    }),
    add: async (builder, partial) => {
      for (const position of Object.keys(partial.operations)) {
        const operation = module.contract.operations[Number(position)];
        if (operation !== undefined) await module.ready?.(operation);
      }
      addDefects(module.contract, partial.defects ?? []);
      builder.addPartial(partial);
      usage.add(partial.used ?? []);
      bodies.add(module.contract, partial.bodies);
    },
    finish: async (builder, interrupted) => {
      // What was counted elsewhere is explained here.
      if (builder.hasFindings()) await judge.load();
      const report = builder.finish(interrupted);
      if (isWhole(run) && !interrupted) await tellUnused(usage, [settings], io);
      return annotated(report, settings);
    },
  };
}

/** Everything that the config names was read, so a name that matched nothing is not used. */
function isWhole({ feed, input, shard, usage }: Run): boolean {
  return usage === undefined && feed === undefined && shard === undefined && input.arguments.length === 0;
}

/** Not where one of several contracts was chosen: the name may match in the others. */
export async function tellUnused(usage: Usage, each: EachSettings, io: Io): Promise<void> {
  const [{ contractName, placeOf }] = each;
  if (contractName !== undefined && each.length === 1) return;
  for (const { label, keys } of usage.unused())
    await io.stderr.write(
      `${formatPlace(placeOf(keys))}: note: matched nothing in this run: ${visible(label)}\n`,
    );
}

/** The page's side of each finding; nothing of it is read where there is none. */
async function annotated(report: TrafficReport, settings: Settings): Promise<TrafficReport> {
  if (report.findings.length === 0) return report;
  const annotate = (await import('../docs/annotate.ts')).annotatorFor(settings);
  if (annotate === undefined) return report;
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, ...annotate(finding) })) };
}

/** Live requests and bare bodies need no check of the host: the user named the service. */
function hostGateOf({ feed, input, settings }: Run, contract: CompiledContract): HostGate | undefined {
  if (feed !== undefined || optionOf(input, 'operation') !== undefined) return undefined;
  return createHostGate(contract, settings.config.hosts ?? []);
}
