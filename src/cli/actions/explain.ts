import { rules } from '../../drift/rules.ts';
import { nearest } from '../../lib/suggest.ts';
import type { Input } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { unknown } from '../parse.ts';

export async function runExplain(input: Input, io: Io): Promise<number> {
  const name = input.arguments[0] ?? '';
  const rule = rules.find(({ code }) => code === name);
  if (rule === undefined) {
    const known = rules.map(({ code }) => code);
    const near = nearest(name, known);
    throw unknown('code', name, known, near === undefined ? undefined : `driftgate explain ${near}`);
  }
  const example = rule.example.trimEnd().replace(/^(?=.)/gm, '  ');
  await io.stdout.write(
    `${rule.code} (${rule.level})\n${rule.meaning}\n\n${rule.explanation}\n\nexample:\n${example}\n\nfix: ${rule.fix}\n`,
  );
  return exitCodes.passed;
}
