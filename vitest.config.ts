import { defineConfig } from 'vitest/config';

// pure: functions, one module graph for all. process: whole commands as functions, and what touches the process or other libraries'
// globals. outside: child processes, sockets under load, Chromium: `npm run test:outside`, so that `npm test` stays under a minute.
const OUTSIDE = [
  'tests/report/reporters/html-browser.test.ts',
  'tests/live/{cli,hostile,offline,proxy,recorder,secrets}.test.ts',
  'tests/recording-readers/coerced.test.ts',
  'tests/recording-readers/mutants-many.test.ts',
  'tests/scale/shards.test.ts',
  'tests/cli/{door,start,process}.test.ts',
  'tests/cli/run/{outputs,watch,progress}.test.ts',
  'tests/examples/{own-contract,run}.test.ts',
  'tests/runtime/{bundlers,public-docs}.test.ts',
  'tests/types/{openapi-3-2,sound}.test.ts',
];
const PURE = [
  'lib',
  'schema',
  'diff',
  'generate',
  'verdict',
  'page',
  'json',
  'report',
  'openapi-reading',
  'openapi-3-2',
  'selftest',
  'recording-readers/formats',
].map((folder) => `tests/${folder}/**/!(html-browser).test.ts`);

// A machine that does other things too takes several times longer; what hangs still ends.
const testTimeout = 180_000;

export default defineConfig({
  test: {
    // The default leaves a core alone.
    maxWorkers: 2,
    projects: [
      { test: { name: 'pure', include: PURE, isolate: false, pool: 'threads', testTimeout } },
      {
        test: {
          name: 'process',
          include: ['tests/**/*.test.ts'],
          exclude: [...PURE, ...OUTSIDE],
          testTimeout,
        },
      },
      { test: { name: 'outside', include: OUTSIDE, testTimeout } },
    ],
  },
});
