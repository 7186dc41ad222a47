import { InputError } from '../lib/input-error.ts';
import { formatPlace } from '../lib/location.ts';
import { visible } from '../report/visible-text.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';

/** One message for what the user can mend; the stack only for what is our own mistake. */
export async function reportError(error: unknown, io: Io): Promise<number> {
  if (error instanceof InputError) {
    await io.stderr.write(formatInputError(error));
    return exitCodes.usage;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { version } = await import('./version.ts');
  await io.stderr.write(
    `driftgate ${version()} failed by a mistake of its own\n${stack}\n  fix: report it with the lines above and the command that you ran\n`,
  );
  return exitCodes.bug;
}

export function formatInputError(error: InputError): string {
  const place = error.place === undefined ? '' : `${visible(formatPlace(error.place))}: error: `;
  const fix = error.fix === undefined ? '' : `\n  fix: ${visible(error.fix)}`;
  return `${place}${visible(error.message)}${fix}\n`;
}
