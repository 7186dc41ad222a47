// The verdict on one exchange, with reasons: whatever judge() can not call clean is looked at again, and each rule speaks.
import { headerValue } from '../lib/headers.ts';
import type {
  Body,
  CompiledContent,
  CompiledContract,
  CompiledResponse,
  ContractDetail,
  Exchange,
  Violation,
} from '../model.ts';
import { explainValue } from '../schema/explain.ts';
import { bodyText, type JsonBody, readJson } from './body.ts';
import { matchOperation, pathOf } from './match.ts';
import { contentFor, essenceOf, isJson } from './media-type.ts';
import type { CheckOptions, Observation } from './observation.ts';
import { mayHaveNoBody, responseFor } from './responses.ts';
import { rules } from './rules.ts';
import { isValid, type UncheckedReason, type Verdict } from './verdict.ts';
import { unexplained } from './wording.ts';

export { judge } from './judge.ts';
export type { UncheckedReason, Verdict } from './verdict.ts';

/** The verdict with everything that the rules have to say. */
export function explain(
  contract: CompiledContract,
  detail: ContractDetail,
  exchange: Exchange,
  options: CheckOptions = {},
): Verdict {
  const operation = matchOperation(contract, exchange.request.method, exchange.request.url);
  const response = operation === undefined ? undefined : responseFor(operation, exchange.response.status);
  const contentType = headerValue(exchange.response.headers, 'content-type');
  const mediaType = contentType === undefined ? undefined : essenceOf(contentType);
  const { content, body } = readBody(response, exchange, mediaType);
  const explained = explainBody(detail, content, body);
  if (content !== undefined && body.kind === 'value') options.observe?.(content, body.value);
  const observation: Observation = {
    exchange,
    operation,
    response,
    mediaType,
    content,
    body,
    violations: explained.violations,
    ...(operation === undefined || options.requests === undefined
      ? {}
      : { request: options.requests.observe(detail, operation, exchange) }),
    options,
  };
  const issues = rules.flatMap((rule) => rule.find(observation));
  const unchecked = uncheckedReason(observation);
  return {
    outcome:
      operation === undefined || (unchecked !== undefined && issues.length === 0)
        ? 'unchecked'
        : issues.length > 0
          ? 'findings'
          : 'clean',
    issues,
    ...(operation === undefined ? {} : { operation }),
    ...(response === undefined ? {} : { response }),
    ...(content === undefined ? {} : { mediaType: content.mediaType }),
    ...(unchecked === undefined ? {} : { unchecked }),
    ...(explained.dropped > 0 ? { dropped: explained.dropped } : {}),
  };
}

type ReadBody = { readonly content: CompiledContent | undefined; readonly body: JsonBody };

function readBody(
  response: CompiledResponse | undefined,
  exchange: Exchange,
  mediaType: string | undefined,
): ReadBody {
  const { headers, body } = exchange.response;
  if (response === undefined || response.content.length === 0 || mayHaveNoBody(exchange))
    return { content: undefined, body: presence(exchange) };
  if (mediaType !== undefined) {
    const content = contentFor(response.content, mediaType);
    if (content === undefined) return { content, body: presence(exchange) };
    return { content, body: isJson(mediaType) ? readJson(body, headers) : readOther(content, exchange) };
  }
  // Nothing says what the body is: held to the declared JSON, if it is JSON (RFC 9110 section 8.3 lets a recipient examine it).
  const content = response.content.find((declared) => isJson(declared.mediaType)) ?? response.content[0];
  const read = readJson(body, headers);
  if (headers === undefined) return { content, body: read };
  return read.kind === 'malformed'
    ? { content: undefined, body: { kind: 'value', value: undefined, repetitions: [], earlier: [] } }
    : { content, body: read };
}

/** No more than whether there is a body. */
function presence({ response: { body } }: Exchange): JsonBody {
  if (body.kind === 'none' || isEmpty(body)) return { kind: 'none' };
  if (body.kind === 'unrecorded')
    return { kind: 'unchecked', reason: 'body-unrecorded', message: body.reason };
  return { kind: 'value', value: undefined, repetitions: [], earlier: [] };
}

function isEmpty(body: Body): boolean {
  return body.kind === 'text' ? body.text === '' : body.kind === 'bytes' && body.bytes.length === 0;
}

/** Text is held to its schema as one string; of other media types only the presence is known. */
function readOther(content: CompiledContent, exchange: Exchange): JsonBody {
  const { body, headers } = exchange.response;
  if (body.kind === 'none' || body.kind === 'unrecorded' || content.schema === undefined)
    return presence(exchange);
  if (body.kind === 'json') return { kind: 'value', value: body.value, repetitions: [], earlier: [] };
  const text = bodyText(body, headers);
  if ('text' in text && content.strict(text.text))
    return { kind: 'value', value: text.text, repetitions: [], earlier: [] };
  if ('text' in text && /^text\//.test(content.mediaType))
    return { kind: 'value', value: text.text, repetitions: [], earlier: [] };
  return {
    kind: 'unchecked',
    reason: 'media-type-unreadable',
    message: `a body of ${content.mediaType} has a schema and can not be read here`,
  };
}

type Explained = { readonly violations: readonly Violation[]; readonly dropped: number };

function explainBody(
  detail: ContractDetail,
  content: CompiledContent | undefined,
  body: JsonBody,
): Explained {
  if (body.kind !== 'value' || content?.schema === undefined) return { violations: [], dropped: 0 };
  const violations: Violation[] = [];
  let dropped = 0;
  for (const value of [body.value, ...body.earlier]) {
    if (isValid(content, value)) continue;
    const explained = explainValue(detail, content.schema, value, { assured: accepts(content, value) });
    violations.push(
      ...(explained.violations.length > 0 ? explained.violations : [unexplained(content.schema)]),
    );
    dropped += explained.dropped;
  }
  return { violations: body.earlier.length > 0 ? distinct(violations) : violations, dropped };
}

/** The contract as written; a value that overflows its validator is not vouched for. */
function accepts({ open }: CompiledContent, value: unknown): boolean {
  try {
    return open(value);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function distinct(violations: readonly Violation[]): readonly Violation[] {
  return [
    ...new Map(
      violations.map((violation) => [
        `${violation.code} ${violation.pointer} ${violation.name ?? ''}`,
        violation,
      ]),
    ).values(),
  ];
}

function uncheckedReason({
  exchange,
  operation,
  response,
  body,
  request,
}: Observation): UncheckedReason | undefined {
  const method = exchange.request.method.toUpperCase();
  const path = pathOf(exchange.request.url);
  if (operation === undefined)
    return {
      reason: 'operation-undocumented',
      subject: `${method} ${path}`,
      message: `${method} ${path} matches no operation`,
    };
  const subject = `${operation.id} ${exchange.response.status}`;
  if (request?.body.kind === 'unchecked')
    return { reason: request.body.reason, subject, message: `${subject}: ${request.body.message}` };
  if (response === undefined || body.kind !== 'unchecked' || mayHaveNoBody(exchange)) return undefined;
  return { reason: body.reason, subject, message: `${subject}: ${body.message}` };
}
