import { InputError } from '../../lib/input-error.ts';
import { defined } from '../../lib/objects.ts';
import { unknownName } from '../../lib/suggest.ts';
import { visible } from '../../lib/visible-text.ts';
import {
  addToBaseline,
  emptyBaseline,
  formatBaseline,
  isDate,
  type Reason,
  removeFromBaseline,
  selectedBy,
} from '../../report/baseline.ts';
import { entryText } from '../../report/wording.ts';
import { allOf, type Command, exitCodes, type Input, type Io, isSet, option, optionOf } from '../command.ts';
import { eachSettingsOf, readBaseline, type Settings, settingsOf } from '../config/settings.ts';
import { keepInputs, writeReport } from '../files.ts';
import { baselineOption, bodyOptions, contractOptions, hostOption, recordingArgument } from '../options.ts';
import { inputsOf } from '../run/inputs.ts';
import { observeEach } from '../run/observe.ts';

export const command: Command = {
  description:
    'Check, then add what is new to the baseline, so that it is shown as known and no longer fails. ' +
    'Entries that are there keep their place; expired ones that still occur are renewed. ' +
    'With --code, --operation, --pointer or --fingerprint only what fits all of them; each may be given several times, ' +
    '* stands for any characters.',
  arguments: [recordingArgument],
  options: [
    option('--docs', 'take what docs check finds; arguments are pages then (default: the reviewed ones)'),
    option('--diff', 'take what diff finds; arguments are the old and the new contract then'),
    option('--reason <text>', 'why these findings are accepted; required, but for --prune alone'),
    option('--expires <date>', 'from this ISO date on they fail again'),
    option('--ticket <name>', 'where it is followed up'),
    option('--code <name>', 'only findings of this code'),
    option('--pointer <pointer>', 'only findings at this pointer, with * for array indexes'),
    option('--fingerprint <id>', 'only the finding of this identity'),
    option(
      '--prune',
      'remove entries that no longer occur, or whose operation is gone; without --reason nothing is added',
    ),
    ...contractOptions,
    hostOption,
    option('--requests', 'hold requests against the contract too'),
    baselineOption,
    option('--operation <id>', 'only findings of this operation; it is the one that bare bodies answer'),
    ...bodyOptions.filter(({ name }) => name !== 'operation'),
  ],
  examples: {
    'driftgate baseline update --reason "reported to the vendor"': 'accept all that is new',
    'driftgate baseline update traffic.har --reason "until they answer" --expires 2027-03-01 --ticket API-12':
      'accept what one recording shows, for a time',
    'driftgate baseline update --reason "told them" --code property-undocumented --operation "List*"':
      'accept a part of what is new',
    'driftgate baseline update --prune': 'remove what no longer occurs',
    'driftgate baseline update --docs --reason "the vendor will correct the page"':
      'accept what docs check finds',
    'driftgate baseline update --diff main --reason "announced for June"': 'accept what diff finds',
  },
  run: runBaselineUpdate,
};

const DEFAULT_FILE = 'driftgate.baseline.json';
/** Of no entry: without a reason none is added. */
const NO_REASON: Reason = { reason: '' };

async function runBaselineUpdate(input: Input, io: Io): Promise<number> {
  const why = whyOf(input, io.now().toISOString().slice(0, 10));
  // An old entry may have a code that is gone.
  if (why !== undefined) await checkCodes(allOf(input, 'code'));
  const isSelected = selectedBy((key) => allOf(input, key));
  const [ofDocs, ofDiff] = [isSet(input, 'docs'), isSet(input, 'diff')];
  if (ofDocs && ofDiff)
    throw new InputError('--docs and --diff exclude one another', { fix: 'leave one out' });
  const [configured, ...others] =
    ofDocs || ofDiff ? [await settingsOf({ ...input, arguments: [] }, io)] : await eachSettingsOf(input, io);
  const file = configured.baseline?.file ?? DEFAULT_FILE;
  // The file that is to be written need not be there yet.
  const tolerant = (settings: Settings): Settings => ({ ...settings, baseline: { file, required: false } });
  const settings = tolerant(configured);
  const inputs = [configured, ...others].map((each) => inputsOf({ ...each, baseline: undefined }, []));
  keepInputs([{ noun: 'baseline', file, option: '--baseline' }], (await Promise.all(inputs)).flat());
  const before = readBaseline(settings) ?? emptyBaseline;
  const ofTraffic = async () => {
    const run = { baseline: before, input: withoutSelection(input, others.length > 0) };
    return { report: await observeEach([settings, ...others.map(tolerant)], run, io), isRefused: false };
  };
  const ofContracts = async () => {
    const { compareContracts } = await import('../run/compare.ts');
    return { ...(await compareContracts(input, settings, io)), isRefused: false };
  };
  const { report, isRefused } = ofDocs
    ? await (await import('../docs/check.ts')).checkDocs(input, settings, io)
    : await (ofDiff ? ofContracts() : ofTraffic());
  if (io.signal?.aborted) return exitCodes.interrupted;
  // Standard error has said which page was refused: half of what was named is not accepted.
  if (isRefused) return exitCodes.usage;
  const fresh = report.findings.filter(({ known }) => known === undefined);
  const chosen = fresh.filter((finding) => isSelected({ ...finding, pointer: finding.pattern }));
  const stale = isSet(input, 'prune') ? report.stale.filter(isSelected) : [];
  const { baseline, added } = addToBaseline(before, why === undefined ? [] : chosen, why ?? NO_REASON);
  const after = removeFromBaseline(baseline, stale);
  if (added.length + stale.length > 0) writeReport(file, formatBaseline(after));
  const left = fresh.length - added.length;
  const counts = [
    `${added.length} added`,
    ...(isSet(input, 'prune') ? [`${stale.length} removed`] : []),
    `${after.findings.length} in all`,
    ...(left > 0 ? [`${left} new left as they are`] : []),
  ];
  const lines = [
    ...added.map((entry) => `  ${visible(entryText(entry))}\n`),
    ...stale.map((entry) => `  removed: ${visible(entryText(entry))}\n`),
  ];
  if (fresh.length > 0 && chosen.length === 0 && why !== undefined)
    await io.stderr.write(
      'note: nothing that is new is selected by --code, --operation, --pointer and --fingerprint\n',
    );
  if (configured.baseline === undefined)
    await io.stderr.write(
      `note: no config names ${file}: give --baseline ${file} to check, or write baseline: '${file}' in the config\n`,
    );
  await io.stdout.write(`${file}: ${counts.join(', ')}\n${lines.join('')}`);
  return exitCodes.passed;
}

/** A code that does not exist would select nothing. */
async function checkCodes(names: readonly string[]): Promise<void> {
  const { ruleCodes } = await import('../codes.ts');
  const name = names.find((code) => !code.includes('*') && !ruleCodes.includes(code));
  if (name !== undefined) throw unknownName({ noun: 'code', name, known: ruleCodes, before: '--code ' });
}

/** A pattern selects findings; no bare body answers several operations, or one that only some contracts have. */
function withoutSelection(input: Input, hasSeveral: boolean): Input {
  const isPattern = ({ name, value }: Input['options'][number]): boolean =>
    name === 'operation' && (hasSeveral || String(value).includes('*'));
  return { ...input, options: input.options.filter((option) => !isPattern(option)) };
}

/** undefined where entries are only to be removed. */
function whyOf(input: Input, today: string): Reason | undefined {
  const [reason, expires, ticket] = ['reason', 'expires', 'ticket'].map((name) => optionOf(input, name));
  if (reason === undefined && isSet(input, 'prune')) return undefined;
  if (reason === undefined || reason.trim() === '')
    throw new InputError('a finding is not accepted without a reason', {
      fix: 'say why: --reason "reported to the vendor"',
    });
  if (expires !== undefined && !isDate(expires))
    throw new InputError(`"${expires}" is not a date`, { fix: 'write it as --expires 2027-01-31' });
  if (expires !== undefined && expires <= today)
    throw new InputError(`--expires ${expires} is over: the findings would fail at once`, {
      fix: `give a day after ${today}`,
    });
  return { reason, ...defined({ expires, ticket }) };
}
