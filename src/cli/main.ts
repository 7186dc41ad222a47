import type { CommandLine, Input } from './command.ts';
import { commands } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { checkChoices, parseQuickly } from './parse.ts';

/** Runs one command line and returns its exit code; nothing that a user can cause makes it throw. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    const { reportError } = await import('./errors.ts');
    return reportError(error, io);
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) return printVersion(io);
  const line = commandOf(argv);
  if (line === undefined) return withCommander(argv, io);
  const command = await line.load();
  const input = parseQuickly(command, argv.slice(line.name.split(' ').length));
  if (input === undefined) return withCommander(argv, io);
  return command.run(checkChoices(command, input), io);
}

function commandOf(argv: readonly string[]): CommandLine | undefined {
  const [first, second] = argv;
  return (
    commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first)
  );
}

async function withCommander(argv: readonly string[], io: Io): Promise<number> {
  const { parseWithCommander } = await import('./program.ts');
  const parsed = await parseWithCommander(argv, io);
  if (typeof parsed === 'number') return parsed;
  const input: Input = checkChoices(parsed.command, parsed.input);
  return parsed.command.run(input, io);
}

async function printVersion(io: Io): Promise<number> {
  const { version } = await import('./version.ts');
  await io.stdout.write(`${version()}\n`);
  return exitCodes.passed;
}
