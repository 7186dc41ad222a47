// A recorded request against a compiled contract.
import type { Body, Exchange, Headers } from '../../src/model.ts';
import { readRequest } from '../../src/verdict/requests.ts';
import { type Compiled, judged } from './compiled.ts';

export type Sent = {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Headers | undefined;
  readonly body?: Body;
  readonly status?: number;
};

/** `code name/pointer` of each issue, and the reason where something could not be checked. */
export function issuesOfRequest(compiled: Compiled, sent: Sent): string[] {
  const { method = 'GET', url, headers, body = { kind: 'none' }, status = 204 } = sent;
  const exchange: Exchange = {
    source: 'x',
    index: 0,
    request: { method, url, headers, body },
    response: { status, headers: {}, body: { kind: 'none' } },
  };
  const verdict = judged(compiled, exchange, { readRequest });
  return [
    ...verdict.issues.map(({ code, pointer, name }) => `${code} ${name ?? ''}${pointer}`),
    ...(verdict.unchecked ? [verdict.unchecked.reason] : []),
  ];
}
