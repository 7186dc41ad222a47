// One response of a running application against the compiled contract. The order is that of the gate: operation, status, headers,
// media type, body. What explains a drift is imported only once there is one.

import { headerValue } from '../lib/headers.ts';
import type { CompiledHeader, CompiledOperation, CompiledResponse, Headers, Issue } from '../model.ts';
import { undocumentedHeaders } from '../verdict/headers.ts';
import { contentFor, essenceOf, isJson } from '../verdict/media-type.ts';
import { responseFor } from '../verdict/responses.ts';
import { isMisreading, readHeader } from '../verdict/values/read.ts';
import {
  bodyMissingMessage,
  bodyUnexpectedMessage,
  declaredMediaTypes,
  declaredStatuses,
  headerMismatchMessage,
  headerMissingMessage,
  headerUndocumentedMessage,
  mediaTypeMessage,
  statusMessage,
} from '../verdict/wording.ts';
import { jsonIssues, whole } from './json-issues.ts';
import type { Observation, Observed, ObservedBody, WatchedContract } from './observed.ts';

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
  const issues =
    observed.hidesHeaders === true ? [] : await headerIssues(contract, response, observed.headers);
  if (hasNoBody(observed)) return { mediaType: undefined, issues };
  const found = await bodyIssues(contract, response, observed, maxBytes);
  return { ...found, issues: [...issues, ...found.issues] };
}

/** RFC 9110 sections 6.4.1, 9.3.2 and 15.3.5. */
function hasNoBody({ method, status }: Observed): boolean {
  return method === 'HEAD' || status === 204 || status === 205 || status === 304 || status < 200;
}

async function headerIssues(
  contract: WatchedContract,
  { headers: declared }: CompiledResponse,
  observed: Headers,
): Promise<Issue[]> {
  if (declared.length === 0) return [];
  const missing = declared.filter(
    ({ name, required }) => required && headerValue(observed, name) === undefined,
  );
  return [
    ...missing.map(({ name }) => whole('header-missing', headerMissingMessage(name), name)),
    ...(await mismatches(contract, declared, observed)),
    ...undocumentedHeaders(declared, observed).map((name) =>
      whole('header-undocumented', headerUndocumentedMessage(name), name),
    ),
  ];
}

async function mismatches(
  { detail }: WatchedContract,
  declared: readonly CompiledHeader[],
  observed: Headers,
): Promise<Issue[]> {
  const found = declared.flatMap((header) => {
    const reading = readHeader(header, observed);
    return isMisreading(reading) ? [{ header, reading }] : [];
  });
  if (found.length === 0) return [];
  const { explainMisreading } = await import('../verdict/values/explain.ts');
  const loaded = typeof detail === 'function' ? await detail() : detail;
  return found.map(({ header, reading }) => {
    const why = explainMisreading(loaded, header, reading, { hidesValues: true });
    return whole('header-mismatch', headerMismatchMessage(header.name, why), header.name);
  });
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
