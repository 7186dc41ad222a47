// One command line: which command it names, with which arguments and options.
import { unknownName } from '../lib/suggest.ts';
import { masked } from '../lib/token-forms.ts';
import { outgoing } from '../lib/visible-text.ts';
import {
  type Command,
  type CommandLine,
  exitCodes,
  type Given,
  type Input,
  type Io,
  type Output,
} from './command.ts';
import { commands } from './commands.ts';
import { reportError } from './exit.ts';
import { version } from './package.ts';

/** Runs one command line and returns its exit code. Nothing that a user can cause makes it throw. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const safe = behindDoor(io, argv);
  try {
    return await dispatch(argv, safe);
  } catch (error) {
    return reportError(error, safe);
  }
}

/** Every text leaves through one door: what a command forgot to make visible is made inert here. */
function behindDoor(io: Io, argv: readonly string[]): Io {
  // Colour goes to a terminal, or where it was asked for.
  const asked = io.env.FORCE_COLOR !== undefined || argv.includes('--color');
  return {
    stdout: doorOf(io.stdout, asked),
    stderr: doorOf(io.stderr, asked),
    get stdin() {
      return io.stdin;
    },
    cwd: io.cwd,
    env: io.env,
    now: io.now,
    signal: io.signal,
  };
}

function doorOf(output: Output, asked: boolean): Output {
  const mayColor = output.isTerminal || asked;
  return {
    isTerminal: output.isTerminal,
    columns: output.columns,
    write: (text, kind) =>
      output.write(outgoing(masked(text), { mayColor, isCommands: kind === 'runner commands' })),
  };
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    await io.stdout.write(`${version()}\n`);
    return exitCodes.passed;
  }
  const line = commandOf(argv);
  if (line === undefined) return withCommander(argv, io);
  const { command } = await line.load();
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
  const { parseWithCommander } = await import('./commander.ts');
  const parsed = await parseWithCommander(argv, io);
  if (typeof parsed === 'number') return parsed;
  return parsed.command.run(checkChoices(parsed.command, parsed.input), io);
}

/**
 * The fast path: exact long and short options. Everything else (help, a mistake, a cluster of short options) is undefined here and left
 * to commander, which takes as long to load as Node takes to start.
 */
export function parseQuickly(command: Command, argv: readonly string[]): Input | undefined {
  const values: string[] = [];
  const options: Given[] = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '-' || !word.startsWith('-')) {
      values.push(word);
      continue;
    }
    const spec = command.options.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
    if (spec === undefined) return undefined;
    const value = spec.value === undefined ? true : argv[++index];
    if (value === undefined || isOption(value)) return undefined;
    options.push({ name: spec.name, value });
  }
  return fits(command, values) ? { arguments: values, options } : undefined;
}

function isOption(value: string | true): boolean {
  return value !== true && value !== '-' && value.startsWith('-');
}

function fits(command: Command, values: readonly string[]): boolean {
  const required = command.arguments.filter(({ words }) => words.startsWith('<')).length;
  const open = command.arguments.some(({ words }) => words.includes('...'));
  return values.length >= required && (open || values.length <= command.arguments.length);
}

/** Refuses a value that is not among the choices of its option, whichever parser read it. */
export function checkChoices(command: Command, input: Input): Input {
  for (const { name, value } of input.options) {
    const choices = command.options.find((option) => option.name === name)?.choices;
    if (choices === undefined || value === true || choices.names.includes(value)) continue;
    throw unknownName({ noun: choices.noun, name: value, known: choices.names, before: `--${name} ` });
  }
  return input;
}
