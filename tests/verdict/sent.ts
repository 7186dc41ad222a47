// A recorded request against a compiled contract, by the fast path and the slow one.
import { expect } from 'vitest';
import type { Body, Exchange, Headers } from '../../src/model.ts';
import { explain, judge } from '../../src/verdict/check.ts';
import { requestCheck } from '../../src/verdict/requests.ts';
import type { Compiled } from './compiled.ts';

export type Sent = {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Headers | undefined;
  readonly body?: Body;
  readonly status?: number;
};

/** `code name/pointer` of each issue, and the reason where something could not be checked. */
export function issuesOfRequest({ contract, detail }: Compiled, sent: Sent): string[] {
  const { method = 'GET', url, headers, body = { kind: 'none' }, status = 204 } = sent;
  const exchange: Exchange = {
    source: 'x',
    index: 0,
    request: { method, url, headers, body },
    response: { status, headers: {}, body: { kind: 'none' } },
  };
  const options = { requests: requestCheck };
  const fast = judge(contract, exchange, options);
  const slow = explain(contract, detail, exchange, options);
  expect(fast === undefined, 'the fast path is clean where the slow one is').toBe(slow.outcome !== 'clean');
  return [
    ...slow.issues.map(({ code, pointer, name }) => `${code} ${name ?? ''}${pointer}`),
    ...(slow.unchecked ? [slow.unchecked.reason] : []),
  ];
}
