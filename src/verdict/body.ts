// The body of a message -> a value to judge, or the reason why there is none. How characters and octets are read comes in as a function
// (body-text.ts), so that code with parsed bodies alone does not carry it.
import { countNames, MAX_DEPTH, type Repetition } from '../json/survey.ts';
import type { Body, CompiledContent, CompiledResponse, Exchange, Headers } from '../model.ts';
import { contentFor, isJson } from './media-type.ts';
import { mayHaveNoBody } from './responses.ts';

export type ReadBody =
  | {
      readonly kind: 'value';
      readonly value: unknown;
      readonly repetitions: readonly Repetition[];
      /** The value with the earlier ones of repeated names. */
      readonly earlier: readonly unknown[];
    }
  | { readonly kind: 'none' }
  /** There is a body, and nothing asks what is in it. */
  | { readonly kind: 'opaque' }
  | { readonly kind: 'malformed'; readonly message: string }
  | { readonly kind: 'too-deep' }
  /** A JSON text that only a survey can judge, and none is at hand. */
  | { readonly kind: 'unsurveyed' }
  | { readonly kind: 'unchecked'; readonly reason: string; readonly message: string };

export type SurveyText = (text: string) => ReadBody;

export type BodyReader = {
  /** A body that should be JSON. */
  readonly json: (body: Body, headers: Headers | undefined, survey: SurveyText | undefined) => ReadBody;
  /** A body that should be text: its value is one string. */
  readonly text: (body: Body, headers: Headers | undefined) => ReadBody;
};

/** The body, and the declared content that it is held to. */
export type BodyReading = { readonly content: CompiledContent | undefined; readonly body: ReadBody };

/** `mediaType`: of the Content-Type field; undefined where nothing says what the body is. */
export function readResponseBody(
  reader: BodyReader,
  response: CompiledResponse | undefined,
  exchange: Exchange,
  mediaType: string | undefined,
  survey: SurveyText | undefined,
): BodyReading {
  const { headers, body } = exchange.response;
  if (response === undefined || response.content.length === 0 || mayHaveNoBody(exchange))
    return { content: undefined, body: presence(body) };
  if (mediaType !== undefined) {
    const content = contentFor(response.content, mediaType);
    if (content === undefined) return { content, body: presence(body) };
    return {
      content,
      body: isJson(mediaType)
        ? reader.json(body, headers, survey)
        : readOther(reader, content, body, headers),
    };
  }
  // Hold it to the declared JSON, if it is JSON (RFC 9110 section 8.3 lets a recipient examine it).
  const content = jsonOrFirst(response.content);
  const read = reader.json(body, headers, survey);
  if (headers === undefined || read.kind !== 'malformed') return { content, body: read };
  return { content: undefined, body: OPAQUE };
}

/** Whether a verdict needs what is in the body, and not only whether there is one. */
export function isBodyJudged(response: CompiledResponse, mediaType: string | undefined): boolean {
  const content =
    mediaType === undefined ? jsonOrFirst(response.content) : contentFor(response.content, mediaType);
  if (content === undefined) return false;
  return isJson(mediaType ?? content.mediaType) || content.schema !== undefined;
}

function jsonOrFirst(content: readonly CompiledContent[]): CompiledContent | undefined {
  return content.find((declared) => isJson(declared.mediaType)) ?? content[0];
}

/** A text is held to its schema as one string; of other media types only the presence is known. */
function readOther(
  reader: BodyReader,
  content: CompiledContent,
  body: Body,
  headers: Headers | undefined,
): ReadBody {
  if (content.schema === undefined) return presence(body);
  const read = reader.text(body, headers);
  if (read.kind === 'none' || (read.kind === 'unchecked' && read.reason === UNRECORDED)) return read;
  if (read.kind === 'value' && (content.strict(read.value) || isText(content) || body.kind === 'json'))
    return read;
  return {
    kind: 'unchecked',
    reason: 'media-type-unreadable',
    message: `a body of ${content.mediaType} has a schema and can not be read here`,
  };
}

function isText({ mediaType }: CompiledContent): boolean {
  return mediaType.startsWith('text/');
}

export const NO_BODY: ReadBody = { kind: 'none' };
export const OPAQUE: ReadBody = { kind: 'opaque' };
const UNRECORDED = 'body-unrecorded';

export function unrecorded(message: string): ReadBody {
  return { kind: 'unchecked', reason: UNRECORDED, message };
}

/** Only whether there is a body. */
function presence(body: Body): ReadBody {
  if (isUnseen(body)) return unrecorded(body.reason);
  return isEmpty(body) ? NO_BODY : OPAQUE;
}

/** The recording does not tell whether there was a body. */
export function isUnseen(body: Body): body is Body & { readonly kind: 'unrecorded' } {
  return body.kind === 'unrecorded' && body.isPresent !== true;
}

function isEmpty(body: Body): boolean {
  if (body.kind === 'text') return body.text === '';
  return body.kind === 'none' || (body.kind === 'bytes' && body.bytes.length === 0);
}

/** Reads bodies that are parsed already; of any other one it knows the presence. */
export const valueReader: BodyReader = {
  json: (body) => (body.kind === 'json' ? valueWithinBounds(body.value) : presence(body)),
  text: (body) => (body.kind === 'json' ? plainValue(body.value) : presence(body)),
};

function valueWithinBounds(value: unknown): ReadBody {
  const isTooDeep = countNames(value, MAX_DEPTH) === Number.POSITIVE_INFINITY;
  return isTooDeep ? { kind: 'too-deep' } : plainValue(value);
}

/** A value none of whose names comes twice. */
export function plainValue(value: unknown): ReadBody {
  return { kind: 'value', value, repetitions: NOTHING, earlier: NOTHING };
}

const NOTHING: readonly never[] = [];
