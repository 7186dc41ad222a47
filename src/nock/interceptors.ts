import { type ExampleOptions, exampleResponses, servedAt } from '../runtime/example-response.ts';
import type { WatchedContract } from '../runtime/received.ts';

type Interceptor<Scope> = {
  readonly query: (any: boolean) => Interceptor<Scope>;
  readonly reply: (status: number, body: string | Uint8Array, headers?: Record<string, string>) => Scope;
};

/** The part of nock that is used here. */
export type NockLike<Scope> = (origin: string) => {
  readonly persist: () => unknown;
  readonly intercept: (path: (path: string) => boolean, method: string) => Interceptor<Scope>;
};

/**
 * A persistent scope for each operation. It answers the requests that the gate would match to the operation, with an example of the contract
 * or, where there is none, with a value of the schema. Rejects where an example breaks the contract.
 */
export async function contractInterceptors<Scope>(
  nock: NockLike<Scope>,
  contract: WatchedContract,
  options: ExampleOptions,
): Promise<readonly Scope[]> {
  const { origin } = new URL(options.origin);
  const examples = await exampleResponses(contract, options);
  return examples.map((example) => {
    const scope = nock(origin);
    scope.persist();
    const path = servedAt(contract, example.operation, options.origin);
    const { status, headers, body = '' } = example;
    // nock takes octets as a Buffer alone.
    const sent = typeof body === 'string' ? body : Buffer.from(body);
    return scope
      .intercept(path, example.operation.method)
      .query(true)
      .reply(status, sent, { ...headers });
  });
}
