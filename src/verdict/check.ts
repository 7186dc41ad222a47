// The verdict on one exchange, with reasons: whatever judge() can not call clean is looked at again, and each rule speaks.
import { headerValue } from '../lib/headers.ts';
import type {
  Body,
  CompiledContent,
  CompiledContract,
  CompiledResponse,
  ContractDetail,
  Exchange,
  Issue,
  Violation,
} from '../model.ts';
import { explainValue } from '../schema/explain.ts';
import { bodyText, bodyWith, type JsonBody, readJson } from './body.ts';
import { matchOperation, pathOf } from './match.ts';
import { contentFor, essenceOf, isJson } from './media-type.ts';
import type { CheckOptions, Observation } from './observation.ts';
import { mayHaveNoBody, responseFor } from './responses.ts';
import { rules } from './rules.ts';
import { isValid, type UncheckedReason, type Verdict, wasJustRefused } from './verdict.ts';
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
    detail,
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
  const issues = findIssues(observation);
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

const ofResponses = rules.filter(({ code }) => !code.startsWith('request-'));

function findIssues(observation: Observation): Issue[] {
  const issues: Issue[] = [];
  for (const rule of observation.request === undefined ? ofResponses : rules)
    for (const issue of rule.find(observation)) issues.push(issue);
  return issues;
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
    ? { content: undefined, body: bodyWith(undefined) }
    : { content, body: read };
}

/** No more than whether there is a body. */
function presence({ response: { body } }: Exchange): JsonBody {
  if (body.kind === 'none' || isEmpty(body)) return { kind: 'none' };
  if (body.kind === 'unrecorded')
    return { kind: 'unchecked', reason: 'body-unrecorded', message: body.reason };
  return bodyWith(undefined);
}

function isEmpty(body: Body): boolean {
  return body.kind === 'text' ? body.text === '' : body.kind === 'bytes' && body.bytes.length === 0;
}

/** Text is held to its schema as one string; of other media types only the presence is known. */
function readOther(content: CompiledContent, exchange: Exchange): JsonBody {
  const { body, headers } = exchange.response;
  if (body.kind === 'none' || body.kind === 'unrecorded' || content.schema === undefined)
    return presence(exchange);
  if (body.kind === 'json') return bodyWith(body.value);
  const text = bodyText(body, headers);
  if ('text' in text && content.strict(text.text)) return bodyWith(text.text);
  if ('text' in text && /^text\//.test(content.mediaType)) return bodyWith(text.text);
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
  if (body.kind !== 'value' || content?.schema === undefined) return NOTHING;
  if (body.earlier.length === 0) return explainOne(detail, content, body.value);
  const explained = [body.value, ...body.earlier].map((value) => explainOne(detail, content, value));
  return {
    violations: distinct(explained.flatMap(({ violations }) => violations)),
    dropped: explained.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}

const NOTHING: Explained = { violations: [], dropped: 0 };

function explainOne(detail: ContractDetail, content: CompiledContent, value: unknown): Explained {
  const { schema = '' } = content;
  if (!wasJustRefused(content, value) && isValid(content, value)) return NOTHING;
  const explained = explainValue(detail, schema, value, { assured: accepts(content, value) });
  return explained.violations.length > 0 ? explained : { ...explained, violations: [unexplained(schema)] };
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
  if (operation === undefined) {
    const subject = `${exchange.request.method.toUpperCase()} ${pathOf(exchange.request.url)}`;
    return { reason: 'operation-undocumented', subject, message: `${subject} matches no operation` };
  }
  const unchecked =
    request?.body.kind === 'unchecked'
      ? request.body
      : response !== undefined && body.kind === 'unchecked' && !mayHaveNoBody(exchange)
        ? body
        : undefined;
  if (unchecked === undefined) return undefined;
  const subject = `${operation.id} ${exchange.response.status}`;
  return { reason: unchecked.reason, subject, message: `${subject}: ${unchecked.message}` };
}
