// A report that is written over what it was made from would be the end of it: refused before anything is read.
import { statSync } from 'node:fs';
import { InputError } from '../lib/input-error.ts';
import type { Destination } from './outputs.ts';
import type { Settings } from './settings.ts';

export function keepInputs(destinations: readonly Destination[], settings: Settings): void {
  const inputs: readonly (readonly [noun: string, file: string | undefined])[] = [
    ['contract', settings.contract],
    ['compiled contract', settings.compiled],
    ['config', settings.configFile],
    ['baseline', settings.baseline?.file],
    ...settings.recordings.map((recording) => ['recording', recording] as const),
  ];
  for (const { file, format } of destinations) {
    const input = inputs.find(
      ([, other]) => file !== undefined && other !== undefined && isSame(file, other),
    );
    if (file !== undefined && input !== undefined)
      throw new InputError(`the ${format} report would overwrite the ${input[0]}`, {
        place: { file },
        fix: 'give -o another file',
      });
  }
}

/** By what the paths lead to, through links too; a folder or a device is no file to lose. */
function isSame(one: string, other: string): boolean {
  const a = statSync(one, { throwIfNoEntry: false });
  const b = statSync(other, { throwIfNoEntry: false });
  return a?.isFile() === true && a.ino === b?.ino && a.dev === b.dev;
}
