import { type ExampleOptions, exampleResponses, mountOf } from '../runtime/example-response.ts';
import type { WatchedContract } from '../runtime/received.ts';

type Method = 'get' | 'post' | 'put' | 'delete' | 'patch' | 'options' | 'head';

/** The part of msw's `http` that is used here. */
export type MswHttp<Handler> = Readonly<Record<Method, (path: string, resolver: () => Response) => Handler>>;

/** One handler for each operation, which answers with an example of the contract. Rejects an example that breaks it. */
export async function contractHandlers<Handler>(
  http: MswHttp<Handler>,
  contract: WatchedContract,
  options: ExampleOptions,
): Promise<readonly Handler[]> {
  const base = options.origin.replace(/\/+$/, '');
  const examples = await exampleResponses(contract, options);
  return examples.flatMap(({ operation, status, mediaType, value }) => {
    const method = operation.method.toLowerCase();
    if (!isMethod(method)) return [];
    const respond = (): Response =>
      new Response(bodyOf(value, mediaType), {
        status,
        ...(mediaType === undefined ? {} : { headers: { 'Content-Type': mediaType } }),
      });
    return [http[method](base + pathOf(mountOf(operation)), respond)];
  });
}

function bodyOf(value: unknown, mediaType: string | undefined): string | null {
  if (mediaType === undefined) return null;
  return typeof value === 'string' && !/json$/.test(mediaType) ? value : JSON.stringify(value);
}

function isMethod(method: string): method is Method {
  return ['get', 'post', 'put', 'delete', 'patch', 'options', 'head'].includes(method);
}

/** `{instance_id}` -> `:p0`: names of OpenAPI may hold characters that those of msw's paths may not. */
function pathOf(template: string): string {
  let count = 0;
  return template.replaceAll(/\{[^{}]*\}/g, () => `:p${count++}`);
}
