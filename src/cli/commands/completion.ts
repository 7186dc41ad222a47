import type { Command, CommandLine } from '../command.ts';

/** The list that it completes is handed to it, since it stands in that list itself. */
export const completionOf = (commands: readonly CommandLine[]): Command => ({
  description:
    'Print what a shell needs to complete commands, options, their values and codes. Made from the command list itself.',
  arguments: [{ name: 'shell', description: 'bash, zsh or fish', required: true }],
  options: [],
  examples: [
    { command: 'driftgate completion bash >> ~/.bashrc', what: 'for bash' },
    { command: 'driftgate completion zsh > ~/.zfunc/_driftgate', what: 'for zsh, in a folder of $fpath' },
    { command: 'driftgate completion fish > ~/.config/fish/completions/driftgate.fish', what: 'for fish' },
  ],
  run: async (input, io) => (await import('../actions/completion.ts')).runCompletion(input, io, commands),
});
