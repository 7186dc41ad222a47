import { type CodeGroup, codeGroups, codeWords } from '../codes/code-words.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';

export async function runCodes(io: Io): Promise<number> {
  await io.stdout.write(codeGroups.map(groupText).join('\n'));
  return exitCodes.passed;
}

const width = Math.max(...codeWords.map(({ code }) => code.length));

function groupText({ title, codes }: CodeGroup): string {
  const lines = codes.map(
    ({ code, level, meaning }) => `  ${code.padEnd(width)}  ${level.padEnd(9)}  ${meaning}\n`,
  );
  return `${title}:\n${lines.join('')}`;
}
