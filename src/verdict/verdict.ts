// The verdict on an exchange whose operation is known. Every rule runs, in one order, for all callers.

import { headerValue } from '../lib/headers.ts';
import { methodNamed } from '../lib/http-methods.ts';
import { type MediaType, mediaTypeOf } from '../lib/media-type.ts';
import type { CompiledOperation, CompiledResponse, Exchange, Issue } from '../model.ts';
import type { BodyReader, BodyReading, ReadBody } from './body.ts';
import { type JudgedResponse, judgeResponse } from './judge-response.ts';
import type { ReadRequest } from './requests.ts';
import { mayHaveNoBody, responseFor } from './responses.ts';
import type { Explainer, Head, RequestObservation, Rule, Text } from './rule.ts';
import { pathOf } from './url.ts';

export type UncheckedReason = { readonly reason: string; readonly subject: string; readonly message: string };

export type Verdict = {
  readonly outcome: 'clean' | 'findings' | 'unchecked';
  readonly operation: CompiledOperation | undefined;
  readonly response: CompiledResponse | undefined;
  /** As declared. */
  readonly mediaType: string | undefined;
  /** The declared content and the value that was held to it, for coverage. */
  readonly judged: JudgedBody | undefined;
  readonly issues: readonly Issue[];
  readonly unchecked: UncheckedReason | undefined;
  /** Issues beyond those listed, where a body has more than a thousand. */
  readonly dropped: number | undefined;
  /** Patterns that some text was not held against, as the validators have them (lib/regex.ts). */
  readonly untried: readonly string[];
};

export type JudgedBody = {
  readonly content: NonNullable<BodyReading['content']>;
  readonly value: unknown;
};

export type ResponseJudgeOptions = {
  /** Header names, in lower case, that no response has to declare, beside the registered ones. */
  readonly headersAllowed?: readonly string[] | undefined;
  /** The headers are not all there, as in a browser: nothing is said of them, and the body is still read by Content-Type. */
  readonly hidesHeaders?: boolean | undefined;
  /** In milliseconds since 1970: what was recorded before is stale. */
  readonly staleBefore?: number | undefined;
  /** Set where requests are judged too. */
  readonly readRequest?: ReadRequest | undefined;
};

/** undefined: there are issues, and no explainer is loaded to word them. Load it and call again. */
export type ResponseJudge = (
  operation: CompiledOperation | undefined,
  exchange: Exchange,
  explainer?: Explainer,
) => Verdict | undefined;

/** `rules`: a contract that is to be judged by further value rules has to be compiled with them. */
export function createResponseJudge(
  rules: readonly Rule[],
  reader: BodyReader,
  options: ResponseJudgeOptions = {},
): ResponseJudge {
  const { headersAllowed = [], staleBefore, hidesHeaders, readRequest } = options;
  const meaningOf = createMeanings();
  const asked = readRequest === undefined ? rules.filter(({ kind }) => kind !== 'request') : rules;

  return (operation, exchange, explainer) => {
    const { response, mediaType } = meaningOf(operation, exchange);
    const headers = hidesHeaders === true ? undefined : exchange.response.headers;
    const head: Head = {
      exchange,
      operation,
      response,
      headers,
      mediaType,
      explainer,
      headersAllowed,
      staleBefore,
    };
    const request =
      operation === undefined || wasRefused(exchange, response)
        ? undefined
        : readRequest?.(reader, operation, exchange, asked, explainer);
    const judged = judgeResponse(asked, reader, head, request);
    return judged && verdictOf(judged, request);
  };
}

/** The service refused the request with a documented status: its faults are no drift. */
function wasRefused({ response: { status } }: Exchange, response: CompiledResponse | undefined): boolean {
  return response !== undefined && status >= 400 && status < 500;
}

type Request = RequestObservation | undefined;

function verdictOf({ text, issues, dropped, untried }: JudgedResponse, request: Request): Verdict {
  const { operation, response, content, body } = text;
  const unchecked = uncheckedReason(text, request);
  const isUnchecked = operation === undefined || (unchecked !== undefined && issues.length === 0);
  return {
    outcome: isUnchecked ? 'unchecked' : issues.length > 0 ? 'findings' : 'clean',
    operation,
    response,
    mediaType: content?.mediaType,
    judged: content === undefined || body.kind !== 'value' ? undefined : { content, value: body.value },
    issues,
    unchecked,
    dropped: dropped > 0 ? dropped : undefined,
    untried,
  };
}

function uncheckedReason(
  { exchange, operation, response, content, body }: Text,
  request: Request,
): UncheckedReason | undefined {
  if (operation === undefined) {
    const subject = `${methodNamed(exchange.request.method)} ${pathOf(exchange.request.url)}`;
    return { reason: 'operation-undocumented', subject, message: `${subject} matches no operation` };
  }
  const unknown = content?.isNotJudged === true && body.kind !== 'none' ? content.notJudged?.[0] : undefined;
  if (unknown !== undefined) return notJudgedReason(unknown);
  const ofRequest = request === undefined ? undefined : uncheckedIn(request.body);
  const unread = ofRequest ?? uncheckedIn(body);
  if (unread === undefined) return undefined;
  if (ofRequest === undefined && (response === undefined || mayHaveNoBody(exchange))) return undefined;
  const subject = `${operation.id} ${exchange.response.status}`;
  return { reason: unread.reason, subject, message: `${subject}: ${unread.message}` };
}

/** The body, or an item of it. */
function uncheckedIn(body: ReadBody): { readonly reason: string; readonly message: string } | undefined {
  if (body.kind === 'unchecked') return body;
  return body.kind === 'value' ? body.items?.unread : undefined;
}

/** By the name that `allow` of the config takes: `reference: pet.yaml`. */
export function notJudgedReason(name: string): UncheckedReason {
  const colon = name.indexOf(': ');
  return {
    reason: name.slice(0, colon),
    subject: name.slice(colon + 2),
    message: 'values were observed where the contract can not be judged',
  };
}

/** What an operation, a status and a Content-Type mean together. */
type Meaning = {
  readonly response: CompiledResponse | undefined;
  readonly mediaType: MediaType | undefined;
};
type Remembered = Meaning & { readonly status: number; readonly contentType: string | undefined };

/** Beyond so many for one operation, remembering does not pay. */
const MOST = 16;
const UNMATCHED: Meaning = { response: undefined, mediaType: undefined };

/** Looked up once and then remembered, since a recording says the same over and over. */
function createMeanings(): (operation: CompiledOperation | undefined, exchange: Exchange) => Meaning {
  const known = new Map<CompiledOperation, Remembered[]>();
  return (operation, { response: { status, headers } }) => {
    if (operation === undefined) return UNMATCHED;
    const contentType = headers === undefined ? undefined : headerValue(headers, 'content-type');
    let meanings = known.get(operation);
    if (meanings === undefined) {
      meanings = [];
      known.set(operation, meanings);
    }
    for (const meaning of meanings)
      if (meaning.status === status && meaning.contentType === contentType) return meaning;
    const response = responseFor(operation, status);
    const mediaType = contentType === undefined ? undefined : mediaTypeOf(contentType);
    const meaning = { status, contentType, response, mediaType };
    if (meanings.length < MOST) meanings.push(meaning);
    return meaning;
  };
}
