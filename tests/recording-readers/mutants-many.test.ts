// The same as mutants.test.ts, 3,000 of each format.
import { test } from 'vitest';
import { expectNoneToPass } from './mutants-checked.ts';
import { writers } from './writers.ts';

const variants = (format: string) => writers.filter((writer) => writer.format === format).length;

test.each(writers)(
  '$format: $variant',
  async (writer) => {
    await expectNoneToPass(writer, Math.ceil(3000 / variants(writer.format)), 1000);
  },
  600_000,
);
