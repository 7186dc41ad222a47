// What can go wrong around a body that is right.
import type { Body, CompiledContent, CompiledOperation, CompiledResponse, Exchange } from '../model.ts';

type Answered = {
  readonly operation: CompiledOperation;
  readonly response: CompiledResponse;
  readonly content: CompiledContent;
};

export type WireMutation = { readonly code: string; readonly exchange: Exchange };

export function wireMutations(
  { operation, content, response }: Answered,
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
