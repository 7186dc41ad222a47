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

const mostProblems = 50;

export function formatInputError(error: InputError): string {
  const { problems } = error;
  if (problems.length === 0) return formatProblem(error);
  const more = problems.length - mostProblems;
  const end = `${visible(error.message)}${more > 0 ? `; ${more} more are not shown` : ''}\n`;
  return (
    problems
      .slice(0, mostProblems)
      .map(({ place, message, fix }) => formatProblem({ place, message, fix }))
      .join('') + end
  );
}

function formatProblem({ place, message, fix }: Pick<InputError, 'place' | 'message' | 'fix'>): string {
  const start = place === undefined ? '' : `${visible(formatPlace(place))}: error: `;
  return `${start}${visible(message)}${fix === undefined ? '' : `\n  fix: ${visible(fix)}`}\n`;
}
