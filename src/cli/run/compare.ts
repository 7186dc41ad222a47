// Two contracts compared: what `diff` reports and `baseline update --diff` accepts.
import type { LoadOptions } from '../../contract/load.ts';
import type { Contract } from '../../contract/openapi.ts';
import { InputError } from '../../lib/input-error.ts';
import { namePatterns } from '../../lib/name-patterns.ts';
import type { ContractChange, DiffReport, ReportedContract, Unchecked } from '../../model.ts';
import { diffReport } from '../../report/diff-report.ts';
import { ruleCodes } from '../codes.ts';
import { allOf, type Input, type Io } from '../command.ts';
import { checkRuleNames, createLevels } from '../config/levels.ts';
import { loadOptionsOf, readBaseline, type Settings } from '../config/settings.ts';
import { version } from '../package.ts';
import { type NamedContract, namedContract } from './revisions.ts';

type Loaded = NamedContract & { readonly contract: Contract; readonly load: LoadOptions };

type Compared = { readonly report: DiffReport; readonly files: readonly string[] };

export async function compareContracts(input: Input, settings: Settings, io: Io): Promise<Compared> {
  const [old, now] = await Promise.all(
    sidesIn(input, settings, io).map((named) => loadSide(named, settings)),
  );
  if (old === undefined || now === undefined) throw new Error('there are two sides');
  const [{ sideOf }, { contractChanges }, { adviceOf }, { diffCodes }] = await Promise.all([
    import('../../diff/side.ts'),
    import('../../diff/compare-operations.ts'),
    import('../../diff/advice.ts'),
    import('../../diff/codes.ts'),
  ]);
  const sides = { old: sideOf(old.contract), now: sideOf(now.contract) };
  const operations = [...sides.old.operations, ...sides.now.operations].map(({ id }) => id);
  checkRuleNames(settings, ruleCodes, operations);
  const changes = contractChanges(sides);
  const traffic = await trafficOf(old, { settings, input }, io);
  const words = new Map(diffCodes.map((code) => [code.code, code]));
  const levels = createLevels(settings.config.rules);
  const report = diffReport(traffic === undefined ? changes : changes.map(traffic.observe), {
    version: version(),
    contract: reported(now.contract),
    before: reported(old.contract),
    operations: sides.old.operations.length,
    unchecked: uncheckedOf([old.contract, now.contract], namePatterns(settings.config.allow ?? [])),
    advise: adviceOf,
    traffic: traffic?.counts,
    baseline: readBaseline(settings),
    today: io.now().toISOString().slice(0, 10),
    failOn: settings.failOn,
    levelOf: ({ code, pointer, operation, level }) => levels({ code, pointer }, operation, level),
    fixOf: (code) => words.get(code)?.fix ?? '',
    codeOf: (code) => words.get(code),
  });
  return { report, files: [old, now].flatMap(({ contract }) => contract.files) };
}

function sidesIn({ arguments: words }: Input, { contract }: Settings, io: Io): readonly NamedContract[] {
  const [old, now = contract] = words;
  if (old === undefined || now === undefined)
    throw new InputError(`${old === undefined ? 'no contract is' : 'one contract is'} named`, {
      fix: 'driftgate diff OLD NEW: files, REV:path, or revisions of the contract of the config',
    });
  return [old, now].map((word) => namedContract(word, contract, io));
}

/** Mistakes in a contract are the business of lint: what both read alike did not change. */
async function loadSide(named: NamedContract, settings: Settings): Promise<Loaded> {
  const { loadContract } = await import('../../contract/load.ts');
  const { lint: _, ...options } = loadOptionsOf(settings);
  const load = { ...options, store: named.store };
  return { ...named, load, contract: await loadContract(named.file, load) };
}

function reported({ source, hash, title }: Contract): ReportedContract {
  return { source, hash, title };
}

/** What a reference to nowhere stands for, nobody can compare. */
function uncheckedOf(
  contracts: readonly Contract[],
  isAllowed: (name: string) => boolean,
): readonly Unchecked[] {
  const broken = contracts.flatMap(({ defects }) =>
    defects.filter(({ kind, outcome }) => kind === 'reference' && outcome === 'not judged'),
  );
  return [...Map.groupBy(broken, ({ subject }) => subject)].map(([subject, [first, ...others]]) => ({
    reason: 'reference',
    subject,
    message: 'the reference leads nowhere, so that what it stands for is not compared',
    occurrences: (first?.places ?? 0) + others.reduce((sum, { places }) => sum + places, 0),
    where: first === undefined ? [] : [{ place: first.first, pointer: '' }],
    allowed: isAllowed(`reference: ${subject}`),
  }));
}

type Seen = {
  readonly counts: { readonly recordings: number; readonly exchanges: number };
  readonly observe: (change: ContractChange) => ContractChange;
};

/** Recordings of the service as it was: they are matched by the old contract. */
async function trafficOf(
  { file, load, contract }: Loaded,
  { settings, input }: { readonly settings: Settings; readonly input: Input },
  io: Io,
): Promise<Seen | undefined> {
  const recordings = allOf(input, 'traffic');
  if (recordings.length === 0) return undefined;
  const [{ observe }, { createTrafficTally }, { tallyListener }, { compileContract }, { observedOf }] =
    await Promise.all([
      import('./observe.ts'),
      import('../../page/observed.ts'),
      import('../docs/traffic.ts'),
      import('./compile.ts'),
      import('./changes-observed.ts'),
    ]);
  const tally = createTrafficTally();
  const module = await compileContract(file, {
    cwd: io.cwd,
    cache: undefined,
    load,
    line: undefined,
    signal: io.signal,
  });
  const { counts } = await observe(
    {
      settings: { ...settings, contract: contract.source, compiled: undefined, recordings },
      module,
      baseline: undefined,
      input: { ...input, arguments: recordings },
      listener: tallyListener(tally, settings),
    },
    io,
  );
  return {
    counts: { recordings: counts.recordings, exchanges: counts.exchanges },
    observe: (change) => {
      const observed = observedOf(change, tally, module.contract);
      return observed === undefined ? change : { ...change, observed };
    },
  };
}
