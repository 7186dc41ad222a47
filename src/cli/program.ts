// The slow path of the command line: help, and the exact words for a mistake.
import { Argument, Command as Commander, CommanderError, Option } from 'commander';
import { InputError } from '../lib/input-error.ts';
import { nearest } from '../lib/suggest.ts';
import type { ArgumentSpec, Command, CommandLine, Given, Input, OptionSpec } from './command.ts';
import { commands } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { unknown } from './parse.ts';
import { version } from './version.ts';

export type Parsed = { readonly command: Command; readonly input: Input };

/** A command to run, or an exit code where help or version was printed. */
export async function parseWithCommander(argv: readonly string[], io: Io): Promise<Parsed | number> {
  const said: Said = { parsed: undefined, text: '' };
  const program = root(said);
  const loaded = await Promise.all(commands.map(async (line) => ({ line, command: await line.load() })));
  for (const { line, command } of loaded) declare(program, line, command, said);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return await helped(error, said, io, () => mistake(error, argv, loaded));
  }
  return said.parsed ?? exitCodes.passed;
}

/** Help that was asked for is an answer; help for a line that names no command is a mistake. */
async function helped(
  error: CommanderError,
  said: Said,
  io: Io,
  mistaken: () => InputError,
): Promise<number> {
  if (error.exitCode !== 0 && error.code !== 'commander.help') throw mistaken();
  const asked = error.exitCode === 0;
  await (asked ? io.stdout : io.stderr).write(said.text);
  return asked ? exitCodes.passed : exitCodes.usage;
}

type Loaded = { readonly line: CommandLine; readonly command: Command };
type Said = { parsed: Parsed | undefined; text: string };

function root(said: Said): Commander {
  const program = new Commander('driftgate')
    .description('A contract gate for APIs whose documentation you do not control.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing new, 1 findings, 2 usage or contract, 3 not checked, 70 our own mistake',
    );
  return quiet(program, said);
}

function quiet(command: Commander, said: Said): Commander {
  const say = (text: string): void => {
    said.text += text;
  };
  return command
    .exitOverride()
    .configureOutput({ writeOut: say, writeErr: (text) => (isMistake(text) ? undefined : say(text)) })
    .showSuggestionAfterError(false);
}

function isMistake(text: string): boolean {
  return text.startsWith('error: ');
}

function declare(program: Commander, line: CommandLine, command: Command, said: Said): void {
  const words = line.name.split(' ');
  const parent = words.length === 1 ? program : groupOf(program, words[0] ?? '', said);
  const given: Given[] = [];
  const own = quiet(parent.command(words.at(-1) ?? ''), said)
    .summary(line.summary)
    .description(command.description)
    .helpOption('-h, --help', 'print this help');
  for (const argument of command.arguments) own.addArgument(commanderArgument(argument));
  for (const option of command.options) {
    own.addOption(commanderOption(option));
    own.on(`option:${option.name}`, (value: string | null | undefined) => {
      given.push({ name: option.name, value: value ?? true });
    });
  }
  own.addHelpText('after', examplesOf(command)).action(() => {
    said.parsed = { command, input: { arguments: own.args, options: given } };
  });
}

function groupOf(program: Commander, name: string, said: Said): Commander {
  const found = program.commands.find((command) => command.name() === name);
  if (found !== undefined) return found;
  const members = commands.filter((line) => line.name.startsWith(`${name} `));
  const summary = members.map((line) => line.name.slice(name.length + 1)).join(', ');
  return quiet(program.command(name), said).description(summary).helpOption('-h, --help', 'print this help');
}

function commanderArgument({ name, description, required, variadic }: ArgumentSpec): Argument {
  const inner = variadic ? `${name}...` : name;
  return new Argument(required ? `<${inner}>` : `[${inner}]`, description);
}

function commanderOption({ name, short, value, choices, description }: OptionSpec): Option {
  const flags = `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` <${value}>`}`;
  const known = choices === undefined ? '' : `: ${choices.names.join(', ')}`;
  return new Option(flags, `${description}${known}`);
}

function examplesOf({ examples }: Command): string {
  const lines = examples.map(({ command, what }) => `  $ ${command}\n      ${what}`);
  return `\nExamples:\n${lines.join('\n')}`;
}

/** Commander's finding in our words, with what is known and what is nearest. */
function mistake(error: CommanderError, argv: readonly string[], loaded: readonly Loaded[]): InputError {
  const name = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  if (error.code === 'commander.unknownOption') return unknownOption(name, argv, loaded);
  if (error.code === 'commander.unknownCommand') return unknownCommand(name, argv);
  if (error.code === 'commander.excessArguments') return unknownCommand(argv[1] ?? '', argv, error.message);
  return new InputError(error.message.replace(/^error: /, ''), { fix: 'see driftgate --help' });
}

function unknownOption(flag: string, argv: readonly string[], loaded: readonly Loaded[]): InputError {
  const own = loaded.find(({ line: { name } }) => argv.slice(0, name.split(' ').length).join(' ') === name);
  const names = own?.command.options.map((option) => `--${option.name}`) ?? ['--version'];
  const known = [...names, '--help'];
  return unknown('option', flag, known, nearest(flag, known));
}

function unknownCommand(name: string, argv: readonly string[], message?: string): InputError {
  const group = commands.filter((line) => line.name.startsWith(`${argv[0]} `));
  if (message !== undefined && group.length === 0)
    return new InputError(message.replace(/^error: /, ''), { fix: `see driftgate ${argv[0]} --help` });
  const known = group.length > 0 ? group.map((line) => line.name) : commands.map((line) => line.name);
  const full = group.length > 0 ? `${argv[0]} ${name}` : name;
  return unknown('command', full, known, nearest(full, known));
}
