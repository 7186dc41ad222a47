// The exchange around a body, and what can go wrong with it while the body is right.

import type {
  Body,
  CompiledContent,
  CompiledHeader,
  CompiledOperation,
  CompiledResponse,
  Exchange,
} from '../model.ts';
import { isJsonContent } from '../verdict/media-type.ts';
import { statusUnder } from '../verdict/responses.ts';
import { contentTypeOf } from './written.ts';

type Fields = Readonly<Record<string, string>>;

export type Answer = {
  readonly operation: CompiledOperation;
  readonly response: CompiledResponse;
  readonly content: CompiledContent;
  /** A value of each declared header; undefined where one that is required has none. */
  readonly headers: Fields | undefined;
};

export function exchangeOf({ operation, response, content, headers }: Answer, body: Body): Exchange {
  const path = `${operation.prefixes[0] ?? ''}${operation.path}`.replaceAll(/\{[^{}]*\}/g, 'x');
  const fields = headers && { 'content-type': contentTypeOf(content), ...headers };
  return {
    source: 'selftest',
    index: 0,
    request: { method: operation.method, url: path, headers: undefined, body: { kind: 'none' } },
    response: { status: statusUnder(operation, response) ?? 0, headers: fields, body },
  };
}

type WireMutation = { readonly code: string; readonly exchange: Exchange };

export function wireMutations(answer: Answer, exchange: Exchange): readonly WireMutation[] {
  const { operation, content, response, headers } = answer;
  const isJson = isJsonContent(content);
  const types = response.content.map(({ mediaType }) => mediaType);
  const takesHtml = types.some((type) => type.includes('*') || type.startsWith('text/html'));
  const mutations: WireMutation[] = isJson ? malformed(exchange) : [];
  const plant = (code: string, mutant: Exchange): void => void mutations.push({ code, exchange: mutant });
  if (isJson || (content.textTypes === undefined && content.items === undefined))
    plant('body-missing', answered(exchange, { body: { kind: 'none' } }));
  if (!operation.responses.some(({ status }) => status === 'default' || status === '5XX'))
    plant('status-undocumented', answered(exchange, { status: 598 }));
  if (headers === undefined) return mutations;
  if (!takesHtml) plant('media-type-undocumented', withFields(exchange, { 'content-type': 'text/html' }));
  if (isJson && types.length === 1 && !content.mediaType.includes('*'))
    plant('media-type-undocumented', withFields(exchange, { 'content-type': 'none' }));
  return [...mutations, ...headerMutations(response.headers, exchange)];
}

function malformed(exchange: Exchange): WireMutation[] {
  const { body } = exchange.response;
  const text = body.kind === 'json' ? JSON.stringify(body.value) : '';
  return ['<html></html>', `${text}}`].map((wrong) => ({
    code: 'body-malformed',
    exchange: answered(exchange, { body: { kind: 'text', text: wrong } }),
  }));
}

function headerMutations(declared: readonly CompiledHeader[], exchange: Exchange): WireMutation[] {
  if (declared.length === 0) return [];
  const required = declared.filter((header) => header.required);
  return [
    ...required.map(({ name }) => ({
      code: 'header-missing',
      exchange: withFields(exchange, { [name]: undefined }),
    })),
    { code: 'header-undocumented', exchange: withFields(exchange, { 'x-driftgate-selftest': '1' }) },
  ];
}

function answered(exchange: Exchange, changed: Partial<Exchange['response']>): Exchange {
  return { ...exchange, response: { ...exchange.response, ...changed } };
}

function withFields(exchange: Exchange, changed: Readonly<Record<string, string | undefined>>): Exchange {
  const all = { ...exchange.response.headers, ...changed } as Record<string, string | undefined>;
  const present = Object.entries(all).filter((field): field is [string, string] => field[1] !== undefined);
  return answered(exchange, { headers: Object.fromEntries(present) });
}
