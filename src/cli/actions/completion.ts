import { nearest } from '../../lib/suggest.ts';
import type { CommandLine, Input } from '../command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { type CompletedCommand, completionSpec, shells } from '../completion/spec.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { unknown } from '../parse.ts';

const scripts: Readonly<Record<string, (spec: readonly CompletedCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export async function runCompletion(input: Input, io: Io, commands: readonly CommandLine[]): Promise<number> {
  const shell = input.arguments[0] ?? '';
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined) throw unknown('shell', shell, shells, nearest(shell, shells));
  await io.stdout.write(script(await completionSpec(commands)));
  return exitCodes.passed;
}
