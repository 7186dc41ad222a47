import { constants } from 'node:buffer';
import { InputError } from '../../lib/input-error.ts';
import { visible } from '../../lib/visible-text.ts';
import { createRedactor } from '../../redact/create.ts';
import { utf8 } from '../../redact/octets.ts';
import { type RedactedRecording, redactRecording } from '../../redact/recording.ts';
import type { Redactor } from '../../redact/redactor.ts';
import { argument, type Command, exitCodes, type Input, type Io, isSet, option } from '../command.ts';
import { settingsOf } from '../config/settings.ts';
import { readNamed, writeWhole } from '../files.ts';
import { environmentSecrets } from '../run/live.ts';

export const command: Command = {
  description:
    'Take secrets out of recordings from elsewhere; structure, types and formats stay. Names of your own stand under ' +
    'redact in the config. In doubt a file is left as it is, and the run ends with 2.',
  arguments: [argument('<recording...>', 'files, rewritten in place')],
  options: [
    option('--config <file>', 'instead of the nearest driftgate.config.ts'),
    option(
      '--check',
      'write nothing; fail with 1 where a secret is left, with 3 where something could not be looked into',
    ),
  ],
  examples: {
    'driftgate redact traffic.har': 'in place',
    'driftgate redact --check tests/recordings/*.har': 'in CI',
  },
  run: runRedact,
};

async function runRedact(input: Input, io: Io): Promise<number> {
  const { config } = await settingsOf({ ...input, arguments: [] }, io);
  const redactor = createRedactor({
    names: config.redact ?? [],
    secrets: environmentSecrets(io.env, config.live),
  });
  const isCheck = isSet(input, 'check');
  // All are looked through before the first is written.
  const results = input.arguments.map((file) => ({ file, ...redacted(file, redactor) }));
  for (const result of results) {
    if (result.changed && !isCheck) writeWhole(result.file, result.text);
    await io.stdout.write(summary(result.file, result, isCheck));
  }
  if (!isCheck) return exitCodes.passed;
  if (results.some(({ changed }) => changed)) return exitCodes.findings;
  return results.some(({ unread }) => unread.length > 0) ? exitCodes.unchecked : exitCodes.passed;
}

function redacted(file: string, redactor: Redactor): RedactedRecording {
  const octets = readNamed(file);
  if (octets.length > constants.MAX_STRING_LENGTH)
    throw new InputError(`has more than ${constants.MAX_STRING_LENGTH} octets; nothing was written`, {
      place: { file },
      fix: 'split it, or record again with driftgate record',
    });
  const text = octets[0] === 0x1f && octets[1] === 0x8b ? undefined : utf8(octets);
  if (text === undefined)
    throw new InputError('is no text in UTF-8; nothing was written', {
      place: { file },
      fix: 'unpack or convert it first',
    });
  return redactRecording(text, redactor, file);
}

function summary(file: string, { changed, found, unread }: RedactedRecording, isCheck: boolean): string {
  const most = 10;
  const blind = unread
    .slice(0, most)
    .map(({ line, column }) => `  not looked into: ${visible(file)}:${line}:${column}\n`);
  if (unread.length > most) blind.push(`  and ${unread.length - most} more\n`);
  if (!changed)
    return `${visible(file)}: no secret${unread.length > 0 ? ' in what could be looked into' : ''}\n${blind.join('')}`;
  const lines = found.map(({ where, count }) => `  ${visible(where)}: ${count}\n`);
  return `${visible(file)}: ${isCheck ? 'secrets left' : 'redacted'}\n${[...lines, ...blind].join('')}`;
}
