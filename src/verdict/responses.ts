import type { Exchange } from '../model.ts';

/** Exact status before its range before default (OpenAPI 3.1, Responses Object). */
export function responseFor<Response extends { readonly status: string }>(
  operation: { readonly responses: readonly Response[] },
  status: number,
): Response | undefined {
  const exact = String(status);
  let range: Response | undefined;
  let fallback: Response | undefined;
  for (const response of operation.responses) {
    if (response.status === exact) return response;
    if (response.status === 'default') fallback = response;
    else if (
      response.status.endsWith('XX') &&
      response.status.charCodeAt(0) === exact.charCodeAt(0) &&
      exact.length === 3
    )
      range = response;
  }
  return range ?? fallback;
}

/** HTTP itself lets these have no content (RFC 9110 sections 6.4.1, 9.3.2, 15.3.5, 15.3.6, 15.4.5). */
export function mayHaveNoBody({ request, response: { status } }: Exchange): boolean {
  return (
    status === 204 ||
    status === 205 ||
    status === 304 ||
    status < 200 ||
    (request.method.length === 4 && request.method.toUpperCase() === 'HEAD')
  );
}
