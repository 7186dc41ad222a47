import { defineConfig } from 'vitest/config';

// Pure functions share one module graph per worker; what touches the process, the network or other libraries' globals has its own. The
// HTML report in a real browser is a run by itself: `npm run test:browser`.
const BROWSER = 'tests/report/reporters/html-browser.test.ts';
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
      {
        test: { name: 'process', include: ['tests/**/*.test.ts'], exclude: [...PURE, BROWSER], testTimeout },
      },
      { test: { name: 'browser', include: [BROWSER], testTimeout } },
    ],
  },
});
