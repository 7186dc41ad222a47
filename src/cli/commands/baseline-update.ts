import { InputError } from '../../lib/input-error.ts';
import { addToBaseline, emptyBaseline, formatBaseline, isDate } from '../../report/baseline.ts';
import { type Command, type Input, optionOf } from '../command.ts';
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
  ],
  run: runBaselineUpdate,
};

const DEFAULT_FILE = 'driftgate.baseline.json';

type Why = { readonly reason: string; readonly expires?: string; readonly ticket?: string };

async function runBaselineUpdate(input: Input, io: Io): Promise<number> {
  const why = whyOf(input);
  const settings = await settingsOf(input, io);
  const file = settings.baseline?.file ?? DEFAULT_FILE;
  const before = readBaseline(tolerant(settings, file)) ?? emptyBaseline;
  const report = await observe({ settings, baseline: before, input }, io);
  if (io.signal?.aborted) return exitCodes.interrupted;
  const { baseline, added } = addToBaseline(before, report.findings, why);
  if (added.length > 0) writeWhole(file, formatBaseline(baseline));
  const lines = added.map(
    ({ code, operation, status, pointer }) => `  ${operation ?? ''} ${status} at ${pointer} [${code}]\n`,
  );
  await io.stdout.write(
    `${file}: ${added.length} added, ${baseline.findings.length} in all\n${lines.join('')}`,
  );
  return exitCodes.passed;
}

/** The file that is to be written need not be there yet. */
function tolerant(settings: Settings, file: string): Settings {
  return { ...settings, baseline: { file, required: false } };
}

function whyOf(input: Input): Why {
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
