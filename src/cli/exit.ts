// The message for an error that ends a run, and its exit code.
import { InputError, type InputProblem } from '../lib/input-error.ts';
import { formatPlace } from '../lib/location.ts';
import { visible } from '../lib/visible-text.ts';
import { exitCodes, type Io } from './command.ts';
import { version } from './package.ts';

/** One message for what the user can mend; a stack trace only for a mistake of our own. */
export async function reportError(error: unknown, io: Io): Promise<number> {
  if (error instanceof InputError) {
    await io.stderr.write(formatInputError(error));
    return exitCodes.usage;
  }
  const system = systemError(error);
  if (system !== undefined) return reportError(system, io);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await io.stderr.write(
    `driftgate ${version()} failed by a mistake of its own\n${stack}\n  fix: report it with the lines above and the command that you ran\n`,
  );
  return exitCodes.bug;
}

/** What the system refused where nobody expected it, such as a file that goes away while it is read: no mistake of ours. */
function systemError(error: unknown): InputError | undefined {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return undefined;
  const file = 'path' in error && typeof error.path === 'string' ? { place: { file: error.path } } : {};
  return new InputError(`${String(error.syscall)}: ${String(error.code)}`, {
    ...file,
    fix: 'check the path, its permissions and the disk',
  });
}

const mostProblems = 50;

export function formatInputError(error: InputError): string {
  const { problems } = error;
  if (problems.length === 0) return formatProblem(error);
  const more = problems.length - mostProblems;
  const end = `${visible(error.message)}${more > 0 ? `; ${more} more are not shown` : ''}\n`;
  return problems.slice(0, mostProblems).map(formatProblem).join('') + end;
}

function formatProblem({ place, message, fix }: InputProblem): string {
  const start = place === undefined ? '' : `${visible(formatPlace(place))}: error: `;
  return `${start}${visible(message)}${fix === undefined ? '' : `\n  fix: ${visible(fix)}`}\n`;
}
