import { InputError } from '../../lib/input-error.ts';
import type { Baseline, Finding } from '../../model.ts';
import { addToBaseline, emptyBaseline, formatBaseline, isDate, type Reason } from '../../report/baseline.ts';
import { visible } from '../../report/visible-text.ts';
import { entryText } from '../../report/wording.ts';
import { type Command, type Input, isSet, optionOf } from '../command.ts';
import { readBaseline, type Settings, settingsOf } from '../config/settings.ts';
import { exitCodes } from '../exit.ts';
import { writeWhole } from '../files.ts';
import type { Io } from '../io.ts';
import { baselineOption, bodyOptions, contractOptions, recordingArgument } from '../options.ts';
import { observe } from '../run/observe.ts';

export const command: Command = {
  description:
    'Check, then add what is new to the baseline, so that it is shown as known and no longer fails. ' +
    'Entries that are there keep their place; expired ones that still occur are renewed.',
  arguments: [recordingArgument],
  options: [
    {
      name: 'docs',
      description: 'take what docs check finds; arguments are pages then (default: the reviewed ones)',
    },
    { name: 'reason', value: 'text', description: 'why these findings are accepted; required' },
    { name: 'expires', value: 'date', description: 'from this ISO date on they fail again' },
    { name: 'ticket', value: 'name', description: 'where it is followed up' },
    ...contractOptions,
    baselineOption,
    ...bodyOptions,
  ],
  examples: [
    {
      command: 'driftgate baseline update --reason "reported to the vendor"',
      what: 'accept all that is new',
    },
    {
      command:
        'driftgate baseline update traffic.har --reason "until they answer" --expires 2027-03-01 --ticket API-12',
      what: 'accept what one recording shows, for a time',
    },
    {
      command: 'driftgate baseline update --docs --reason "the vendor will correct the page"',
      what: 'accept what docs check finds',
    },
  ],
  run: runBaselineUpdate,
};

const DEFAULT_FILE = 'driftgate.baseline.json';

async function runBaselineUpdate(input: Input, io: Io): Promise<number> {
  const why = whyOf(input);
  const ofDocs = isSet(input, 'docs');
  const configured = await settingsOf(ofDocs ? { ...input, arguments: [] } : input, io);
  const file = configured.baseline?.file ?? DEFAULT_FILE;
  const settings = tolerant(configured, file);
  const before = readBaseline(settings) ?? emptyBaseline;
  const findings = ofDocs
    ? await pageFindings(input, settings, io)
    : await trafficFindings(input, settings, before, io);
  if (io.signal?.aborted) return exitCodes.interrupted;
  // Standard error has said which page was refused: half of what was named is not accepted.
  if (findings === undefined) return exitCodes.usage;
  const { baseline, added } = addToBaseline(before, findings, why);
  if (added.length > 0) writeWhole(file, formatBaseline(baseline));
  const lines = added.map((entry) => `  ${visible(entryText(entry))}\n`);
  await io.stdout.write(
    `${file}: ${added.length} added, ${baseline.findings.length} in all\n${lines.join('')}`,
  );
  return exitCodes.passed;
}

async function trafficFindings(
  input: Input,
  settings: Settings,
  baseline: Baseline,
  io: Io,
): Promise<readonly Finding[]> {
  return (await observe({ settings, baseline, input }, io)).findings;
}

/** undefined where a page was refused. */
async function pageFindings(
  input: Input,
  settings: Settings,
  io: Io,
): Promise<readonly Finding[] | undefined> {
  const { checkDocs } = await import('../docs/check.ts');
  const { report, isRefused } = await checkDocs(input, settings, io);
  return isRefused ? undefined : report.findings;
}

/** The file that is to be written need not be there yet. */
function tolerant(settings: Settings, file: string): Settings {
  return { ...settings, baseline: { file, required: false } };
}

function whyOf(input: Input): Reason {
  const [reason, expires, ticket] = [
    optionOf(input, 'reason'),
    optionOf(input, 'expires'),
    optionOf(input, 'ticket'),
  ];
  if (reason === undefined || reason.trim() === '')
    throw new InputError('a finding is not accepted without a reason', {
      fix: 'say why: --reason "reported to the vendor"',
    });
  if (expires !== undefined && !isDate(expires))
    throw new InputError(`"${expires}" is not a date`, { fix: 'write it as --expires 2027-01-31' });
  return {
    reason,
    ...(expires === undefined ? {} : { expires }),
    ...(ticket === undefined ? {} : { ticket }),
  };
}
