import { defineConfig } from 'vitest/config';

// Pure functions share one module graph per worker; what touches the process, the network or other libraries' globals has its own.
const PURE = [
  'lib',
  'schema',
  'generate',
  'drift',
  'docs',
  'report',
  'contract-stage',
  'selftest',
  'exchanges/formats',
].map((folder) => `tests/${folder}/**/!(html-browser).test.ts`);

// Chromium, child processes and large recordings share two cores in CI.
const testTimeout = 60_000;

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'pure', include: PURE, isolate: false, pool: 'threads', testTimeout } },
      { test: { name: 'process', include: ['tests/**/*.test.ts'], exclude: PURE, testTimeout } },
    ],
  },
});
