import { methodNamed } from '../lib/http-methods.ts';
import { type ExampleOptions, exampleResponses, servedAt } from '../runtime/example-response.ts';
import type { WatchedContract } from '../runtime/received.ts';

type Method = 'get' | 'post' | 'put' | 'delete' | 'patch' | 'options' | 'head';

type Resolver = (info: {
  readonly request: { readonly method?: string; readonly url: string };
}) => Response | undefined;

/** The part of msw's `http` that is used here, versions 2 and 3. */
export type MswHttp<Handler> = Readonly<
  Record<Method | 'all', (path: RegExp, resolver: Resolver) => Handler>
>;

/**
 * One handler for each operation. It answers the requests that the gate would match to the operation, with an example of the contract or, where
 * there is none, with a value of the schema; for other requests msw asks the next handler. Rejects where an example breaks the contract.
 */
export async function contractHandlers<Handler>(
  http: MswHttp<Handler>,
  contract: WatchedContract,
  options: ExampleOptions,
): Promise<readonly Handler[]> {
  const base = options.origin.replace(/\/+$/, '');
  const below = new RegExp(`^${base.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?:/|$)`);
  const { origin } = new URL(options.origin);
  const examples = await exampleResponses(contract, options);
  return examples.map((example) => {
    const { operation, status, headers, body } = example;
    const isOwn = servedAt(contract, operation, options.origin);
    const respond = (url: string): Response | undefined =>
      isOwn(url.slice(origin.length))
        ? new Response(body ?? null, { status, headers: { ...headers } })
        : undefined;
    const { method } = operation;
    const name = method.toLowerCase();
    // Methods are case-sensitive (RFC 9110 section 9.1), and msw's functions stand for those in upper case.
    if (isMethod(name) && method !== name) return http[name](below, ({ request: { url } }) => respond(url));
    return http.all(below, ({ request }) =>
      methodNamed(request.method ?? '') === method ? respond(request.url) : undefined,
    );
  });
}

function isMethod(method: string): method is Method {
  return ['get', 'post', 'put', 'delete', 'patch', 'options', 'head'].includes(method);
}
