import { statSync } from 'node:fs';
import { InputError } from '../../lib/input-error.ts';
import { visible } from '../../lib/visible-text.ts';
import { createRecorder, type Recorder } from '../../live/record/recorder.ts';
import { recordingWriters } from '../../live/record/writers.ts';
import { printableUrl } from '../../live/request.ts';
import { createRedactor } from '../../redact/create.ts';
import type { Redactor } from '../../redact/redactor.ts';
import { type Input, type Io, isSet, type OptionSpec, option, optionOf } from '../command.ts';
import type { Settings } from '../config/settings.ts';
import { environmentSecrets } from './live.ts';

export const recordingOptions: readonly OptionSpec[] = [
  option('--into <folder>', 'where recordings go (default: recordings)'),
  option('--as <format>', 'how they are written (default: har)', {
    noun: 'format',
    names: recordingWriters.map(({ name }) => name),
  }),
  option('--replace', 'drop what earlier runs recorded in the same files'),
];

/** `secrets` is asked anew for each exchange, since a login brings new ones. */
export function recorderOf(
  input: Input,
  settings: Settings,
  io: Io,
  secrets: () => readonly string[] = () => [],
): Recorder {
  const name = optionOf(input, 'as') ?? 'har';
  const directory = optionOf(input, 'into') ?? 'recordings';
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new InputError('is a file; recordings go into a folder', {
      place: { file: directory },
      fix: 'give --into another folder',
    });
  const [usual] = recordingWriters;
  const writer = recordingWriters.find((candidate) => candidate.name === name) ?? usual;
  if (writer === undefined) throw new Error('no way to write a recording');
  return createRecorder({
    directory,
    writer,
    merge: !isSet(input, 'replace'),
    redactor: redactorFor(settings, io, secrets),
    onUnread: (path, { request: { method, url } }) =>
      void io.stderr.write(
        `${visible(`not looked into: ${path}: a part of ${method} ${printableUrl(url)}`)}\n`,
      ),
  });
}

function redactorFor(settings: Settings, io: Io, secrets: () => readonly string[]): () => Redactor {
  const key = crypto.getRandomValues(new Uint8Array(32));
  let made: { readonly mark: string; readonly redactor: Redactor } | undefined;
  return () => {
    const all = [...new Set([...environmentSecrets(io.env, settings.config.live), ...secrets()])];
    const mark = all.join('\0');
    if (made?.mark !== mark)
      made = { mark, redactor: createRedactor({ names: settings.config.redact ?? [], secrets: all, key }) };
    return made.redactor;
  };
}
