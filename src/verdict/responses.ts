// Which declared response an observed status falls under, and what HTTP itself says of its body.
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

/** HTTP itself allows these to have no content (RFC 9110 sections 6.4.1, 9.3.2, 15.3.5, 15.3.6, 15.4.5). */
export function mayHaveNoBody({ request, response: { status } }: Exchange): boolean {
  return status === 204 || status === 205 || status === 304 || status < 200 || isHead(request.method);
}

function isHead(method: string): boolean {
  return method.length === 4 && method.toUpperCase() === 'HEAD';
}

/** A status that falls under this declared response: the status itself, or one of its range that no other response declares. */
export function statusUnder<Response extends { readonly status: string }>(
  operation: { readonly responses: readonly Response[] },
  response: Response,
): number | undefined {
  if (/^\d+$/.test(response.status)) return Number(response.status);
  const hundreds =
    response.status === 'default' ? [500, 400, 200, 300, 100] : [100 * Number(response.status[0])];
  const statuses = hundreds.flatMap((start) => Array.from({ length: 100 }, (_, index) => start + index));
  return statuses.find((status) => responseFor(operation, status) === response);
}
