// One response of a running application against the compiled contract. The order is that of the gate: operation, status, headers,
// media type, body. What explains a drift is imported only once there is one.
import { headerMismatches, undocumentedHeaders } from '../drift/headers.ts';
import { describeMistake } from '../drift/json-mistake.ts';
import {
  countNames,
  countNamesAtMost,
  isDeeperThan,
  isValueDeeperThan,
  MAX_DEPTH,
  surveyJson,
} from '../drift/json-text.ts';
import { contentFor, essenceOf, isJson } from '../drift/media-type.ts';
import { responseFor } from '../drift/responses.ts';
import {
  bodyMalformedMessage,
  bodyMissingMessage,
  bodyTooDeepMessage,
  bodyUnexpectedMessage,
  bodyWording,
  declaredMediaTypes,
  declaredStatuses,
  duplicateMessage,
  headerMismatchMessage,
  headerMissingMessage,
  headerUndocumentedMessage,
  mediaTypeMessage,
  statusMessage,
} from '../drift/wording.ts';
import { headerValue } from '../lib/headers.ts';
import type {
  CompiledContent,
  CompiledContract,
  CompiledOperation,
  CompiledResponse,
  ContractDetail,
  Headers,
  Issue,
} from '../model.ts';
import { fits } from './guard.ts';

/** A compiled contract with its slow half, which is loaded when a response drifts. */
export type WatchedContract = CompiledContract & {
  readonly detail: ContractDetail | (() => ContractDetail | Promise<ContractDetail>);
};

export type ObservedBody =
  | { readonly kind: 'text'; readonly text: string }
  /** Parsed by someone else. */
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'none' }
  /** Too long, broken off, or in a coding that is not known here: nothing is said of it. */
  | { readonly kind: 'unread' /** There is one, longer than what was to be read. */; readonly begun?: true };

export type Observed = {
  /** Upper case. */
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  /** A browser hides headers of other origins: then nothing is said about them. */
  readonly hidesHeaders?: boolean;
  readonly read: (maxBytes: number) => ObservedBody | Promise<ObservedBody>;
};

export type Observation = { readonly mediaType: string | undefined; readonly issues: readonly Issue[] };

/** `maxBytes` bounds what is read of a body that is to be understood; of any other one only whether it is there. */
export async function observe(
  contract: WatchedContract,
  operation: CompiledOperation,
  observed: Observed,
  maxBytes: number,
): Promise<Observation> {
  const response = responseFor(operation, observed.status);
  if (response === undefined) {
    const message = statusMessage(observed.status, declaredStatuses(operation.responses));
    return { mediaType: undefined, issues: [whole('status-undocumented', message)] };
  }
  const issues = observed.hidesHeaders === true ? [] : headerIssues(response, observed.headers);
  if (hasNoBody(observed)) return { mediaType: undefined, issues };
  const found = await bodyIssues(contract, response, observed, maxBytes);
  return { ...found, issues: [...issues, ...found.issues] };
}

function whole(code: string, message: string, name?: string): Issue {
  return { code, pointer: '', message, ...(name === undefined ? {} : { name }) };
}

/** RFC 9110 sections 6.4.1, 9.3.2 and 15.3.5. */
function hasNoBody({ method, status }: Observed): boolean {
  return method === 'HEAD' || status === 204 || status === 205 || status === 304 || status < 200;
}

function headerIssues({ headers: declared }: CompiledResponse, observed: Headers): Issue[] {
  if (declared.length === 0) return [];
  const missing = declared.filter(
    ({ name, required }) => required && headerValue(observed, name) === undefined,
  );
  return [
    ...missing.map(({ name }) => whole('header-missing', headerMissingMessage(name), name)),
    ...declared
      .filter((header) => headerMismatches(header, observed))
      .map(({ name, types }) => whole('header-mismatch', headerMismatchMessage(name, types), name)),
    ...undocumentedHeaders(declared, observed).map((name) =>
      whole('header-undocumented', headerUndocumentedMessage(name), name),
    ),
  ];
}

async function bodyIssues(
  contract: WatchedContract,
  { content }: CompiledResponse,
  { headers, read }: Observed,
  maxBytes: number,
): Promise<Observation> {
  const contentType = headerValue(headers, 'content-type');
  const mediaType = contentType === undefined ? undefined : essenceOf(contentType);
  const declared = mediaType === undefined ? undefined : contentFor(content, mediaType);
  // Nothing says what the body is: held to the declared JSON, if it is JSON (RFC 9110 section 8.3).
  const held = mediaType === undefined ? content.find((each) => isJson(each.mediaType)) : declared;
  const isReadable = held !== undefined && isJson(mediaType ?? held.mediaType);
  if (declared !== undefined && !isReadable) return { mediaType: declared.mediaType, issues: [] };
  const body = await read(isReadable ? maxBytes : 0);
  const presence = presenceOf(body);
  const say = (...issues: Issue[]): Observation => ({ mediaType: held?.mediaType, issues });
  if (presence === 'unknown') return say();
  if (content.length === 0)
    return presence === 'empty' ? say() : say(whole('body-unexpected', bodyUnexpectedMessage(false)));
  const media = declaredMediaTypes(content);
  if (presence === 'empty') return say(whole('body-missing', bodyMissingMessage(media)));
  const inside = held === undefined ? [] : await jsonIssues(contract, held, body);
  if (declared !== undefined) return say(...inside);
  const undeclared = whole('media-type-undocumented', mediaTypeMessage(mediaType, media), mediaType);
  return say(undeclared, ...inside.filter(({ code }) => code !== 'body-malformed'));
}

function presenceOf(body: ObservedBody): 'empty' | 'filled' | 'unknown' {
  if (body.kind === 'none' || (body.kind === 'text' && body.text.trim() === '')) return 'empty';
  return body.kind === 'unread' && body.begun !== true ? 'unknown' : 'filled';
}

async function jsonIssues(
  contract: WatchedContract,
  content: CompiledContent,
  body: ObservedBody,
): Promise<readonly Issue[]> {
  if (body.kind === 'unread') return [];
  if (body.kind !== 'text')
    return valueIssues(contract, content, body.kind === 'value' ? body.value : undefined);
  const text = body.text.charCodeAt(0) === 0xfeff ? body.text.slice(1) : body.text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [malformed(text)];
  }
  if (isDeeperThan(text, MAX_DEPTH)) return [whole('body-too-deep', bodyTooDeepMessage(MAX_DEPTH))];
  const repeated = countNamesAtMost(text) === countNames(value) ? [] : duplicates(text);
  return [...repeated, ...(await valueIssues(contract, content, value))];
}

function malformed(text: string): Issue {
  const survey = surveyJson(text);
  const mistake = survey.isJson
    ? 'the parser refuses it'
    : describeMistake(text, survey.offset, survey.message);
  return whole('body-malformed', bodyMalformedMessage(mistake));
}

function duplicates(text: string): Issue[] {
  const survey = surveyJson(text);
  if (!survey.isJson) return [];
  const last = new Map(survey.repetitions.map((repetition) => [repetition.pointer, repetition]));
  return [...last.values()].map(({ pointer, name, ordinal }) => ({
    code: 'body-duplicate-key',
    pointer,
    name,
    message: duplicateMessage(name, ordinal),
  }));
}

async function valueIssues(
  contract: WatchedContract,
  content: CompiledContent,
  value: unknown,
): Promise<readonly Issue[]> {
  if (isValueDeeperThan(value, MAX_DEPTH)) return [whole('body-too-deep', bodyTooDeepMessage(MAX_DEPTH))];
  if (content.schema === undefined || fits(content.strict, value)) return [];
  const { contentIssues } = await import('./check.ts');
  const { detail } = contract;
  const issues = contentIssues(content, typeof detail === 'function' ? await detail() : detail, value);
  return issues.map(withoutValue);
}

/** The value stays part of the identity, which is a hash, and leaves the words. */
function withoutValue(issue: Issue): Issue {
  if (issue.code !== 'enum-value-undocumented') return issue;
  const { pointer, expected = '', received = '' } = issue;
  const message = bodyWording[issue.code]({
    code: issue.code,
    pointer,
    expected,
    received,
    schemaPointer: '',
  });
  return { ...issue, message };
}
