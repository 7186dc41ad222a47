import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Chromium, child processes and 100 MB recordings share two cores in CI.
    testTimeout: 30_000,
  },
});
