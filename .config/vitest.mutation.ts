// What `npm run mutation` runs against each mutant: the tests of the mutated room, but for the random and the slow ones. Each file in a thread
// of its own: without isolation Stryker takes every mutant for a static one.
import { defineConfig } from 'vitest/config';

const rooms = (process.env.MUTATED ?? 'verdict,json,schema,redact').split(',');

// biome-ignore lint/style/noDefaultExport: what vitest reads
export default defineConfig({
  test: {
    include: rooms.map((room) => `tests/${room}/**/*.test.ts`),
    exclude: [
      'tests/verdict/{invariants,apig,request-parameter-styles}.test.ts',
      'tests/schema/bounded.test.ts',
    ],
    testTimeout: 60_000,
  },
});
