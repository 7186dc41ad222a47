import { nearest } from '../../lib/suggest.ts';
import { codeWords } from '../codes/code-words.ts';
import type { CodeWords } from '../codes/words.ts';
import type { Input } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { unknown } from '../parse.ts';

export async function runExplain(input: Input, io: Io): Promise<number> {
  const name = input.arguments[0] ?? '';
  const words = codeWords.find(({ code }) => code === name);
  if (words === undefined) throw unknownCode(name);
  await io.stdout.write(`${explanationOf(words)}\n`);
  return exitCodes.passed;
}

function unknownCode(name: string): Error {
  const known = codeWords.map(({ code }) => code);
  const near = nearest(name, known);
  return unknown('code', name, known, near === undefined ? undefined : `driftgate explain ${near}`);
}

function explanationOf({ code, level, meaning, explanation, example, fix, elsewhere }: CodeWords): string {
  const parts = [
    `${code} (${level})\n${meaning}`,
    explanation,
    `example:\n${indented(example)}`,
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

function indented(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, '  ');
}
