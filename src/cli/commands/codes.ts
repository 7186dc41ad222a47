import { type CodeGroup, codeGroups, codeWords } from '../codes.ts';
import { type Command, exitCodes } from '../command.ts';

export const command: Command = {
  description: 'List every code with its level and its meaning.',
  arguments: [],
  options: [],
  examples: {
    'driftgate codes': 'all of them',
  },
  run: async (_input, io) => {
    await io.stdout.write(codeGroups.map(groupText).join('\n'));
    return exitCodes.passed;
  },
};

const width = Math.max(...codeWords.map(({ code }) => code.length));

function groupText({ title, codes }: CodeGroup): string {
  const lines = codes.map(
    ({ code, level, meaning }) => `  ${code.padEnd(width)}  ${level.padEnd(9)}  ${meaning}\n`,
  );
  return `${title}:\n${lines.join('')}`;
}
