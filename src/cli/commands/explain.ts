import { unknownName } from '../../lib/suggest.ts';
import { type CodeWords, codeWords } from '../codes.ts';
import { argument, type Command, exitCodes, type Input, type Io } from '../command.ts';

export const command: Command = {
  description: 'Say what a code means, show an example, and how to fix it.',
  arguments: [argument('<code>', 'as a report names it')],
  options: [],
  examples: {
    'driftgate explain property-undocumented': 'one code',
  },
  run: runExplain,
};

async function runExplain(input: Input, io: Io): Promise<number> {
  const name = input.arguments[0] ?? '';
  const words = codeWords.find(({ code }) => code === name);
  if (words === undefined)
    throw unknownName({
      noun: 'code',
      name,
      known: codeWords.map(({ code }) => code),
      before: 'driftgate explain ',
    });
  await io.stdout.write(`${explanationOf(words)}\n`);
  return exitCodes.passed;
}

function explanationOf({ code, level, meaning, explanation, example, fix, elsewhere }: CodeWords): string {
  const parts = [
    `${code} (${level})\n${meaning}`,
    explanation,
    `example:\n${example.trimEnd().replace(/^(?=.)/gm, '  ')}`,
    `fix: ${fix}`,
    ...(elsewhere === undefined ? [] : [`elsewhere:\n${elsewhereLines(elsewhere)}`]),
  ];
  return parts.join('\n\n');
}

function elsewhereLines(elsewhere: NonNullable<CodeWords['elsewhere']>): string {
  const width = Math.max(...Object.keys(elsewhere).map((tool) => tool.length));
  return Object.entries(elsewhere)
    .map(([tool, term]) => `  ${`${tool}:`.padEnd(width + 1)} ${term}`)
    .join('\n');
}
