// A command is a plain object; both parsers and the help are made from it.
import type { Io } from './io.ts';

export type OptionSpec = {
  /** Long name without dashes; `no-x` stands by itself. */
  readonly name: string;
  readonly short?: string;
  /** The value's placeholder; an option without it is a switch. */
  readonly value?: string;
  /** Names of the only values there are, and what they are called. */
  readonly choices?: { readonly noun: string; readonly names: readonly string[] };
  readonly description: string;
};

export type ArgumentSpec = {
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly variadic?: boolean;
};

export type Example = { readonly command: string; readonly what: string };

/** What a command reads and writes, each file with the option that names it. */
export type FilesSpec = { readonly reads: readonly string[]; readonly writes: readonly string[] };

export type Command = {
  readonly description: string;
  /** Said where neither the arguments nor the options name every file. */
  readonly files?: FilesSpec;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly Example[];
  readonly run: (input: Input, io: Io) => Promise<number>;
};

/** What the list of commands holds: enough to find one and to name all, without loading any. */
export type CommandLine = {
  /** One or two words: `check`, `baseline update`. */
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
};

export type Given = { readonly name: string; readonly value: string | true };

/** Options in the order in which they were given, since `-o` belongs to the format before it. */
export type Input = { readonly arguments: readonly string[]; readonly options: readonly Given[] };

export function isSet(input: Input, name: string): boolean {
  return input.options.some((option) => option.name === name);
}

/** The last value, as later options win. */
export function optionOf(input: Input, name: string): string | undefined {
  const value = input.options.findLast((option) => option.name === name)?.value;
  return value === true ? undefined : value;
}

/** Which of several options that exclude one another was given last. */
export function lastOf(input: Input, names: readonly string[]): Given | undefined {
  return input.options.findLast((option) => names.includes(option.name));
}
