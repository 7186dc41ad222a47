// No mutant of a recording with drift passes the gate. As many as `npm test` bears; `npm run test:outside` tries 3,000 of each format.
import { test } from 'vitest';
import { expectNoneToPass } from './mutants-checked.ts';
import { writers } from './writers.ts';

test.each(writers)('$format: $variant', async (writer) => {
  await expectNoneToPass(writer, 20, 1);
});
