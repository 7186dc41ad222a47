import { type ExampleOptions, exampleBody, exampleResponses, servedAt } from '../runtime/example-response.ts';
import type { WatchedContract } from '../runtime/received.ts';

type Method = 'get' | 'post' | 'put' | 'delete' | 'patch' | 'options' | 'head';

type Resolver = (info: { readonly request: { readonly url: string } }) => Response | undefined;

/** The part of msw's `http` that is used here, versions 2 and 3. */
export type MswHttp<Handler> = Readonly<Record<Method, (path: RegExp, resolver: Resolver) => Handler>>;

/**
 * One handler for each operation, which answers with an example of the contract. Rejects an example that breaks it. A handler takes every
 * path below the origin and answers those that are its operation by the rules of the gate; msw asks the next handler for the others.
 */
export async function contractHandlers<Handler>(
  http: MswHttp<Handler>,
  contract: WatchedContract,
  options: ExampleOptions,
): Promise<readonly Handler[]> {
  const base = options.origin.replace(/\/+$/, '');
  const below = new RegExp(`^${base.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?:/|$)`);
  const examples = await exampleResponses(contract, options);
  return examples.flatMap((example) => {
    const method = example.operation.method.toLowerCase();
    if (!isMethod(method)) return [];
    const { status, headers, body } = exampleBody(example);
    const isOwn = servedAt(contract, example.operation);
    const respond: Resolver = ({ request: { url } }) =>
      isOwn(url.slice(base.length)) ? new Response(body ?? null, { status, headers }) : undefined;
    return [http[method](below, respond)];
  });
}

function isMethod(method: string): method is Method {
  return ['get', 'post', 'put', 'delete', 'patch', 'options', 'head'].includes(method);
}
