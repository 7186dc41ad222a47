import { rules } from '../../drift/rules.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';

export async function runCodes(io: Io): Promise<number> {
  const width = Math.max(...rules.map((rule) => rule.code.length));
  const lines = rules.map(
    ({ code, level, meaning }) => `${code.padEnd(width)}  ${level.padEnd(7)}  ${meaning}\n`,
  );
  await io.stdout.write(lines.join(''));
  return exitCodes.passed;
}
