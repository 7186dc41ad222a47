// The exchange around a body, and what can go wrong with it while the body is right.

import type { Body, CompiledContent, CompiledOperation, CompiledResponse, Exchange } from '../model.ts';
import { statusUnder } from '../verdict/responses.ts';

export type Answer = {
  readonly operation: CompiledOperation;
  readonly response: CompiledResponse;
  readonly content: CompiledContent;
};

export function exchangeOf({ operation, response, content }: Answer, body: unknown): Exchange {
  const path = `${operation.prefixes[0] ?? ''}${operation.path}`.replaceAll(/\{[^{}]*\}/g, 'x');
  const headers: Record<string, string> = { 'content-type': content.mediaType.replaceAll('*', 'x') };
  return {
    source: 'selftest',
    index: 0,
    request: { method: operation.method, url: path, headers: undefined, body: { kind: 'none' } },
    response: {
      status: statusUnder(operation, response) ?? 0,
      headers: response.headers.length > 0 ? undefined : headers,
      body: { kind: 'json', value: body },
    },
  };
}

export type WireMutation = { readonly code: string; readonly exchange: Exchange };

export function wireMutations(
  { operation, content, response }: Answer,
  exchange: Exchange,
): readonly WireMutation[] {
  const text = exchange.response.body.kind === 'json' ? JSON.stringify(exchange.response.body.value) : '';
  const hasDefault = operation.responses.some(({ status }) => status === 'default' || status === '5XX');
  const hasAny = response.content.some(
    ({ mediaType }) => mediaType.includes('*') || mediaType === 'text/html',
  );
  return [
    { code: 'body-missing', exchange: withBody(exchange, { kind: 'none' }) },
    { code: 'body-malformed', exchange: withBody(exchange, { kind: 'text', text: '<html></html>' }) },
    { code: 'body-malformed', exchange: withBody(exchange, { kind: 'text', text: `${text}}` }) },
    ...(hasAny ? [] : [{ code: 'media-type-undocumented', exchange: withType(exchange, 'text/html') }]),
    ...(hasDefault ? [] : [{ code: 'status-undocumented', exchange: withStatus(exchange, 598) }]),
    ...(content.mediaType.includes('*') || response.headers.length > 0
      ? []
      : [{ code: 'media-type-undocumented', exchange: withType(exchange, 'none') }]),
  ];
}

function withBody(exchange: Exchange, body: Body): Exchange {
  return { ...exchange, response: { ...exchange.response, body } };
}

function withStatus(exchange: Exchange, status: number): Exchange {
  return { ...exchange, response: { ...exchange.response, status } };
}

function withType(exchange: Exchange, type: string): Exchange {
  return { ...exchange, response: { ...exchange.response, headers: { 'content-type': type } } };
}
