import { beforeAll, expect, test } from 'vitest';
import type { Exchange } from '../../src/model.ts';
import { type Compiled, compiled, judged } from './compiled.ts';

const now = new Date('2026-11-24T12:00:00Z');
let contract: Compiled;

function staleBefore(days: number, today: Date): number {
  return today.getTime() - days * 24 * 60 * 60 * 1000;
}

beforeAll(async () => {
  contract = await compiled(`
openapi: 3.1.2
info: { title: t, version: '1' }
paths:
  /:
    get:
      operationId: get
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } }
`);
});

function recordedAt(startedAt: string | undefined, value: unknown = {}): Exchange {
  return {
    source: 'a.har',
    index: 0,
    ...(startedAt === undefined ? {} : { startedAt }),
    request: { method: 'GET', url: '/', headers: undefined, body: { kind: 'none' } },
    response: { status: 200, headers: undefined, body: { kind: 'json', value } },
  };
}

test.each<readonly [string, string | undefined, number | undefined, boolean]>([
  ['yesterday', '2026-11-23T12:00:00Z', 90, false],
  ['to the second', '2026-08-26T12:00:00Z', 90, false],
  ['a second more', '2026-08-26T11:59:59Z', 90, true],
  ['with an offset', '2026-08-26T13:59:59+02:00', 90, true],
  ['last year', '2025-01-02T03:04:05.678Z', 90, true],
  ['half a day', '2026-11-23T12:00:00Z', 0.5, true],
  ['tomorrow', '2026-11-25T12:00:00Z', 90, false],
  ['no time', undefined, 90, false],
  ['no time that can be read', 'yesterday', 90, false],
  ['no limit', '2001-01-01T00:00:00Z', undefined, false],
])('%s', (_what, startedAt, maxAge, stale) => {
  const options = { staleBefore: maxAge === undefined ? undefined : staleBefore(maxAge, now) };
  const exchange = recordedAt(startedAt);
  const { outcome, issues } = judged(contract, exchange, options);
  expect(issues.map(({ code }) => code)).toEqual(stale ? ['recording-stale'] : []);
  expect(outcome).toBe(stale ? 'findings' : 'clean');
});

test('says both sides, beside whatever else is found', () => {
  const options = { staleBefore: staleBefore(90, now) };
  const exchange = recordedAt('2026-01-02T03:04:05Z', { a: 1 });
  const { issues } = judged(contract, exchange, options);
  expect(issues.map(({ code, message }) => [code, message])).toEqual([
    ['recording-stale', 'recorded on 2026-01-02, maxAge reaches back to 2026-08-26'],
    ['type-mismatch', '"/a" is a number, declared as string'],
  ]);
});
