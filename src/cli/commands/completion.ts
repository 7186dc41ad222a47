import { unknownName } from '../../lib/suggest.ts';
import { argument, type Command, type CommandLine, exitCodes, type Input, type Io } from '../command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { powershellCompletion } from '../completion/powershell.ts';
import { type Completion, completionSpec, shells } from '../completion/spec.ts';
import { zshCompletion } from '../completion/zsh.ts';

/** The list that it completes is handed to it, since it stands in that list itself. */
export const completionOf = (commands: readonly CommandLine[]): Command => ({
  description:
    'Print what a shell needs to complete commands, options, their values and codes. Made from the command list itself.',
  arguments: [argument('<shell>', 'bash, zsh, fish or powershell')],
  options: [],
  examples: {
    'driftgate completion bash >> ~/.bashrc': 'for bash',
    'driftgate completion zsh > ~/.zfunc/_driftgate': 'for zsh, in a folder of $fpath',
    'driftgate completion fish > ~/.config/fish/completions/driftgate.fish': 'for fish',
    'driftgate completion powershell >> $PROFILE': 'for PowerShell',
  },
  run: (input, io) => runCompletion(input, io, commands),
});

const scripts: Readonly<Record<string, (spec: Completion) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

async function runCompletion(input: Input, io: Io, commands: readonly CommandLine[]): Promise<number> {
  const shell = input.arguments[0] ?? '';
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined) throw unknownName({ noun: 'shell', name: shell, known: shells });
  await io.stdout.write(script(await completionSpec(commands)));
  return exitCodes.passed;
}
