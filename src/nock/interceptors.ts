import { matchesParts } from '../lib/wildcard.ts';
import { type ExampleOptions, exampleResponses, mountOf } from '../runtime/example-response.ts';
import type { WatchedContract } from '../runtime/received.ts';

type Interceptor<Scope> = {
  readonly query: (any: boolean) => Interceptor<Scope>;
  readonly reply: (status: number, body?: string, headers?: Record<string, string>) => Scope;
};

/** The part of nock that is used here. */
export type NockLike<Scope> = (origin: string) => {
  readonly persist: () => unknown;
  readonly intercept: (path: (path: string) => boolean, method: string) => Interceptor<Scope>;
};

/** A persistent scope for each operation, which answers with an example of the contract. Rejects an example that breaks it. */
export async function contractInterceptors<Scope>(
  nock: NockLike<Scope>,
  contract: WatchedContract,
  options: ExampleOptions,
): Promise<readonly Scope[]> {
  const { origin, pathname } = new URL(options.origin);
  const examples = await exampleResponses(contract, options);
  return examples.map(({ operation, status, mediaType, value }) => {
    const scope = nock(origin);
    scope.persist();
    const path = pathMatcher(pathname.replace(/\/+$/, '') + mountOf(operation));
    const interceptor = scope.intercept(path, operation.method).query(true);
    if (mediaType === undefined) return interceptor.reply(status);
    const body = typeof value === 'string' && !/json$/.test(mediaType) ? value : JSON.stringify(value);
    return interceptor.reply(status, body, { 'Content-Type': mediaType });
  });
}

/** Whether a path is one of the template: each name stands for some text without a slash. */
function pathMatcher(template: string): (path: string) => boolean {
  const expected = template.split('/').map((segment) => segment.split(/\{[^{}]*\}/));
  return (path) => {
    const segments = path.split('/');
    if (segments.length !== expected.length) return false;
    return expected.every((parts, at) => matchesParts(parts, segments[at] ?? '', 1));
  };
}
