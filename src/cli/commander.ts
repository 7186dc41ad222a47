// The slow path of the command line: help, and the exact message for a mistake.
import { Argument, Command as Commander, CommanderError, Option } from 'commander';
import { InputError } from '../lib/input-error.ts';
import { unknownName } from '../lib/suggest.ts';
import {
  type Command,
  type CommandLine,
  exitCodes,
  type Given,
  type Input,
  type Io,
  type OptionSpec,
} from './command.ts';
import { commands } from './commands.ts';
import { version } from './package.ts';

type Parsed = { readonly command: Command; readonly input: Input };

/** A command to run, or an exit code where help or version was printed. */
export async function parseWithCommander(argv: readonly string[], io: Io): Promise<Parsed | number> {
  const said: Said = { parsed: undefined, text: '' };
  const program = root(said);
  const asked = askedFor(argv);
  const command = (await asked?.load())?.command;
  for (const line of commands) declare(program, line, line === asked ? command : undefined, said);
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return await helped(error, said, io, () => mistake(error, argv, command));
  }
  if (said.parsed === undefined)
    throw new Error('commander ran another command than the one that was loaded');
  return said.parsed;
}

/** The only command that is loaded: the one that the first words name, also behind `help`. */
function askedFor(argv: readonly string[]): CommandLine | undefined {
  const words = argv.filter((word) => !word.startsWith('-'));
  const [first, second] = words[0] === 'help' ? words.slice(1) : words;
  return [`${first} ${second}`, first]
    .map((name) => commands.find((line) => line.name === name))
    .find(Boolean);
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
    .configureOutput({
      writeOut: say,
      writeErr: (text) => (text.startsWith('error: ') ? undefined : say(text)),
    })
    .showSuggestionAfterError(false);
}

/** A command that was not asked for stands in the list of commands by its summary. */
function declare(program: Commander, line: CommandLine, command: Command | undefined, said: Said): void {
  const words = line.name.split(' ');
  const parent = words.length === 1 ? program : groupOf(program, words[0] ?? '', said);
  const own = quiet(parent.command(words.at(-1) ?? ''), said)
    .summary(line.summary)
    .helpOption('-h, --help', 'print this help');
  if (command !== undefined) describe(own, command, said);
}

function describe(own: Commander, command: Command, said: Said): void {
  const given: Given[] = [];
  own.description(command.description);
  for (const { words, description } of command.arguments) own.addArgument(new Argument(words, description));
  for (const option of command.options) {
    own.addOption(describedOption(option));
    own.on(`option:${option.name}`, (value: string | null | undefined) => {
      given.push({ name: option.name, value: value ?? true });
    });
  }
  own.addHelpText('after', `${filesText(command)}${examplesOf(command)}`).action(() => {
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

function describedOption({ flags, choices, description }: OptionSpec): Option {
  return new Option(
    flags,
    choices === undefined ? description : `${description}: ${choices.names.join(', ')}`,
  );
}

function filesText({ files }: Command): string {
  if (files === undefined) return '';
  const list = (title: string, lines: readonly string[]): string =>
    `\n${title}:\n${(lines.length === 0 ? ['nothing'] : lines).map((line) => `  ${line}`).join('\n')}\n`;
  return `${list('Reads', files.reads)}${list('Writes', files.writes)}`;
}

function examplesOf({ examples }: Command): string {
  const lines = Object.entries(examples).map(([line, what]) => `  $ ${line}\n      ${what}`);
  return `\nExamples:\n${lines.join('\n')}`;
}

/** Commander's error in our words, with the known names and the nearest of them. */
function mistake(error: CommanderError, argv: readonly string[], command: Command | undefined): InputError {
  const name = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  if (error.code === 'commander.unknownOption') return unknownOption(name, command);
  if (error.code === 'commander.unknownCommand') return unknownCommand(name, argv);
  if (error.code === 'commander.excessArguments') return unknownCommand(argv[1] ?? '', argv, error.message);
  const asked = askedFor(argv)?.name;
  return new InputError(error.message.replace(/^error: /, ''), {
    fix: `see driftgate ${asked === undefined ? '' : `${asked} `}--help`,
  });
}

function unknownOption(name: string, command: Command | undefined): InputError {
  const names = command?.options.map((option) => `--${option.name}`) ?? ['--version'];
  return unknownName({ noun: 'option', name, known: [...names, '--help'] });
}

function unknownCommand(name: string, argv: readonly string[], message?: string): InputError {
  const group = commands.filter((line) => line.name.startsWith(`${argv[0]} `));
  if (message !== undefined && group.length === 0)
    return new InputError(message.replace(/^error: /, ''), { fix: `see driftgate ${argv[0]} --help` });
  const known = group.length > 0 ? group.map((line) => line.name) : commands.map((line) => line.name);
  return unknownName({ noun: 'command', name: group.length > 0 ? `${argv[0]} ${name}` : name, known });
}
