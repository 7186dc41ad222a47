// A command is a plain object, from which both parsers and the help are made; what it is given, and how it ends.
import type { Interrupt } from '../lib/interrupt.ts';

/** As help shows it: `-o, --output <file>`. Without a value it is a switch; `--no-x` stands by itself. */
export type OptionSpec = {
  readonly flags: string;
  /** The long name, without dashes. */
  readonly name: string;
  readonly short: string | undefined;
  /** The placeholder. */
  readonly value: string | undefined;
  readonly description: string;
  readonly choices: Choices | undefined;
};

/** The only values that an option takes, and what they are called. */
type Choices = { readonly noun: string; readonly names: readonly string[] };

export function option(flags: string, description: string, choices?: Choices): OptionSpec {
  const [, short, name = '', value] = /^(?:-(\w), )?--([\w-]+)(?: <(.+)>)?$/.exec(flags) ?? [];
  return { flags, name, short, value, description, choices };
}

/** As help shows it: `<file>` is required, `[file]` is not, `[file...]` takes several. */
export type ArgumentSpec = { readonly words: string; readonly name: string; readonly description: string };

export function argument(words: string, description: string): ArgumentSpec {
  return { words, name: words.replace(/[^\w-]/g, ''), description };
}

/** What a command reads and writes, each file with the option that names it. */
type FilesSpec = { readonly reads: readonly string[]; readonly writes: readonly string[] };

export type Command = {
  readonly description: string;
  /** Said where neither the arguments nor the options name every file. */
  readonly files?: FilesSpec;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  /** A command line, and what it does. */
  readonly examples: Readonly<Record<string, string>>;
  readonly run: (input: Input, io: Io) => Promise<number>;
};

/** What the list of commands holds: enough to find one and to name all, without loading any. */
export type CommandLine = {
  /** One or two words: `check`, `baseline update`. */
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
};

export type Given = { readonly name: string; readonly value: string | true };

/** Options in the order in which they were given, since `-o` belongs to the format before it. */
export type Input = { readonly arguments: readonly string[]; readonly options: readonly Given[] };

export function isSet(input: Input, name: string): boolean {
  return input.options.some((option) => option.name === name);
}

/** The last value, as later options win. */
export function optionOf(input: Input, name: string): string | undefined {
  return allOf(input, name).at(-1);
}

/** Every value, in the order given. */
export function allOf(input: Input, name: string): readonly string[] {
  return input.options.flatMap((option) =>
    option.name === name && option.value !== true ? [option.value] : [],
  );
}

/** Which of several options that exclude one another was given last. */
export function lastOf(input: Input, names: readonly string[]): Given | undefined {
  return input.options.findLast((option) => names.includes(option.name));
}

export type Output = {
  /** A promise where the reader is slower than we are: wait for it before writing more. */
  readonly write: (text: string, kind?: 'runner commands' | undefined) => Promise<void> | undefined;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
};

/** Everything of the outside world that a command may touch, besides files: an argument, so that tests pass their own. */
export type Io = {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Aborted when the user interrupts. */
  readonly signal?: Interrupt | undefined;
};

/** The outcomes of a report are among the names. */
export const exitCodes = {
  passed: 0,
  findings: 1,
  /** Usage, config, contract or recording: an InputError. */
  usage: 2,
  unchecked: 3,
  /** Anything else thrown: EX_SOFTWARE of sysexits.h. */
  bug: 70,
  /** 128 + SIGINT. */
  interrupted: 130,
} as const;
