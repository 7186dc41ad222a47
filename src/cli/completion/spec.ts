// What a shell completes, as plain data: the command list, read once.

import { codeWords } from '../codes.ts';
import { type CommandLine, type OptionSpec, option } from '../command.ts';

export type Choice = { readonly name: string; readonly description: string };

export type CompletedCommand = {
  readonly words: readonly string[];
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  /** The words that its first argument may be; without them it takes files. */
  readonly values: readonly string[];
};

export type Completion = {
  readonly commands: readonly CompletedCommand[];
  /** What the first word may be, each once. */
  readonly first: readonly Choice[];
  /** What the second word may be, of the commands of two words. */
  readonly groups: readonly { readonly name: string; readonly second: readonly Choice[] }[];
};

export const shells: readonly string[] = ['bash', 'zsh', 'fish', 'powershell'];

export async function completionSpec(lines: readonly CommandLine[]): Promise<Completion> {
  const values: Readonly<Record<string, readonly string[]>> = {
    explain: codeWords.map(({ code }) => code),
    completion: shells,
  };
  const commands = await Promise.all(
    lines.map(async ({ name, summary, load }) => ({
      words: name.split(' '),
      summary,
      options: [...(await load()).command.options, option('-h, --help', 'print this help')],
      values: values[name] ?? [],
    })),
  );
  const byFirst = [...Map.groupBy(commands, ({ words: [first = ''] }) => first)];
  return {
    commands,
    first: byFirst.map(([name, members]) => ({
      name,
      description: members.map(({ words: [, second], summary }) => second ?? summary).join(', '),
    })),
    groups: byFirst.flatMap(([name, members]) => {
      const second = members.flatMap(({ words, summary }) =>
        words[1] === undefined ? [] : [{ name: words[1], description: summary }],
      );
      return second.length === 0 ? [] : [{ name, second }];
    }),
  };
}

/** `--output` and `-o`. */
export function flagsOf({ name, short }: OptionSpec): readonly string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}

/** One word for a POSIX shell. */
export function posixQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
