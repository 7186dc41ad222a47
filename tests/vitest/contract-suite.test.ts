import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contract } from '../../src/generated/apig/index.js';
import { registerSuite, type SuiteOptions } from '../../src/vitest/contract-suite.ts';

type Outcome = readonly [name: string, outcome: string];

/** Registers as a runner does and runs each test at once. */
async function outcomes(
  options: Omit<Partial<SuiteOptions>, 'recordings'> & { recordings: string | string[] },
): Promise<Outcome[]> {
  const tests: { name: string; run: (context: { skip: (note?: string) => unknown }) => unknown }[] = [];
  let registered: unknown;
  registerSuite(
    {
      describe: (_, register) => {
        registered = register();
      },
      test: (name, run) => tests.push({ name, run }),
    },
    { contract, ...options },
  );
  await registered;
  const found: Outcome[] = [];
  for (const { name, run } of tests) {
    let outcome = 'passed';
    const skip = (): void => {
      outcome = 'skipped';
    };
    await Promise.resolve()
      .then(() => run({ skip }))
      .catch((error: Error) => {
        outcome = error.message;
      });
    found.push([name, outcome]);
  }
  return found;
}

function recording(...lines: readonly unknown[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'suite-')), 'recording.ndjson');
  writeFileSync(
    file,
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
  return file;
}

const exchange = (status: number, body: unknown, path = '/v2/p/apigw/instances/i'): unknown => ({
  request: { method: 'GET', url: `https://host.test${path}` },
  response: { status, headers: { 'content-type': 'application/json' }, body },
});

test('a test for each exchange and each response that nobody saw', async () => {
  const file = recording(exchange(200, {}), exchange(200, { eip_id: 1 }), exchange(404, { error_code: 'x' }));
  const found = await outcomes({ recordings: file });
  expect(found.map(([name]) => name)).toEqual([
    `ShowDetailsOfInstanceV2 200: ${file}:1`,
    `ShowDetailsOfInstanceV2 200: ${file}:2`,
    `ShowDetailsOfInstanceV2 404: ${file}:3`,
    'ShowDetailsOfInstanceV2 401 is recorded',
    'ShowDetailsOfInstanceV2 403 is recorded',
    'ShowDetailsOfInstanceV2 500 is recorded',
  ]);
  expect(found.map(([, outcome]) => (outcome.includes('eip_id') ? 'eip_id' : outcome))).toEqual([
    'passed',
    'eip_id',
    'passed',
    'skipped',
    'skipped',
    'skipped',
  ]);
});

test('what nobody saw can be made to fail', async () => {
  const found = await outcomes({ recordings: [recording(exchange(200, {}))], unobserved: 'fail' });
  expect(found.filter(([, outcome]) => outcome.includes('no recording shows it'))).toHaveLength(4);
});

test.each<[string, unknown, RegExp]>([
  ['an unknown operation', exchange(200, {}, '/health'), /GET \/health matches no operation/],
  ['an unreadable line', '{"request":1}', /.+/],
])('%s fails', async (_, line, message) => {
  const [first] = await outcomes({ recordings: recording(line, exchange(200, {})) });
  expect(first?.[1]).not.toMatch(/^(?:passed|skipped)$/);
  expect(first?.[1]).toMatch(message);
});

test('a recording that is not there is one failing test, not a crash', async () => {
  const [first] = await outcomes({ recordings: 'tests/none.har' });
  expect(first).toEqual(['tests/none.har can be read', expect.stringContaining('fix:')]);
});

test('an operation that is allowed by name is skipped', async () => {
  const allow = ['operation-undocumented: GET /hea*'];
  const found = await outcomes({ recordings: recording(exchange(200, {}, '/health')), allow });
  expect(found[0]?.[1]).toBe('skipped');
});
