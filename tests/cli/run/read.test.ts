import { expect, test } from 'vitest';
import { readAll } from '../../../src/cli/run/read.ts';
import { createInterrupt } from '../../../src/lib/interrupt.ts';
import type { Exchange } from '../../../src/model.ts';
import type { Judged, ReportBuilder } from '../../../src/report/options.ts';

const exchange: Exchange = {
  source: 'a.ndjson',
  index: 0,
  request: { method: 'GET', url: '/', headers: undefined, body: { kind: 'none' } },
  response: { status: 200, headers: undefined, body: { kind: 'none' } },
};
const clean: Judged = { outcome: 'clean', issues: [] };

/** One block of a million exchanges, of which each takes a millisecond or more. */
async function* slowBlock(): AsyncGenerator<Iterable<Exchange>> {
  yield Array.from({ length: 1_000_000 }, () => exchange);
}

function waste(): Judged {
  const end = performance.now() + 1;
  while (performance.now() < end);
  return clean;
}

test('an interrupt ends the run in the middle of a block, and is listened to while the block is judged', async () => {
  const { interrupt, abort } = createInterrupt();
  let wasHeard: boolean | undefined;
  setTimeout(() => {
    wasHeard = abort();
  }, 10);
  let count = 0;
  await readAll(slowBlock(), {
    judge: { judge: waste } as never,
    builder: { add: () => void count++ } as unknown as ReportBuilder,
    listener: undefined,
    signal: interrupt,
  });
  expect(wasHeard).toBe(true);
  expect(count).toBeLessThan(1_000_000);
});
