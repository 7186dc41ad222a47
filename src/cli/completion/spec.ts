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

export const shells: readonly string[] = ['bash', 'zsh', 'fish', 'powershell'];

export async function completionSpec(commands: readonly CommandLine[]): Promise<readonly CompletedCommand[]> {
  const values: Readonly<Record<string, readonly string[]>> = {
    explain: codeWords.map(({ code }) => code),
    completion: shells,
  };
  return Promise.all(
    commands.map(async ({ name, summary, load }) => ({
      words: name.split(' '),
      summary,
      options: [...(await load()).command.options, option('-h, --help', 'print this help')],
      values: values[name] ?? [],
    })),
  );
}

/** Of one or two words: each first word once, and what may follow it. */
export function firstWords(spec: readonly CompletedCommand[]): readonly Choice[] {
  const seen = new Map<string, string>();
  for (const { words, summary } of spec) {
    const [first = '', second] = words;
    if (second === undefined) seen.set(first, summary);
    else seen.set(first, [seen.get(first), second].filter((word) => word !== undefined).join(', '));
  }
  return [...seen].map(([name, description]) => ({ name, description }));
}

export function secondWords(spec: readonly CompletedCommand[], first: string): readonly Choice[] {
  return spec.flatMap(({ words, summary }) => {
    const [own, second] = words;
    return own === first && second !== undefined ? [{ name: second, description: summary }] : [];
  });
}

/** `--output` and `-o`. */
export function flagsOf({ name, short }: OptionSpec): readonly string[] {
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
}

/** One word for a POSIX shell. */
export function posixQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
