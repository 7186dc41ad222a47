// The same as mutants.test.ts with more of each format; DRIFTGATE_MUTANTS sets how many, 3000 for a long run.
import { test } from 'vitest';
import { expectNoneToPass } from './mutants-checked.ts';
import { writers } from './writers.ts';

const MUTANTS = Number(process.env.DRIFTGATE_MUTANTS ?? 300);

const variants = (format: string) => writers.filter((writer) => writer.format === format).length;

test.each(writers)(
  '$format: $variant',
  async (writer) => {
    await expectNoneToPass(writer, Math.ceil(MUTANTS / variants(writer.format)), 1000);
  },
  600_000,
);
