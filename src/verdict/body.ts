// The body of a message -> a value to judge, or the reason why there is none. The reader of characters and octets is passed in as a
// function (body-text.ts), so that code with parsed bodies alone does not bundle it.
import type { Limits } from '../json/limits.ts';
import { isValueDeeperThan, MAX_DEPTH, type Repetition } from '../json/survey.ts';
import { isJson, type MediaType } from '../lib/media-type.ts';
import type { Body, CompiledContent, Headers, JsonPointer, Violation } from '../model.ts';
import { contentFor, isJsonContent, keyEssence } from './media-type.ts';
import type { FormText } from './values/multipart.ts';

export type ReadBody =
  | {
      readonly kind: 'value';
      readonly value: unknown;
      readonly repetitions: readonly Repetition[];
      /** The value with the earlier ones of repeated names. */
      readonly earlier: readonly unknown[];
      /** Where the body is a sequence: its value is an array of those items that could be read. */
      readonly items?: SequenceItems;
    }
  | { readonly kind: 'none' }
  /** There is a body, and its content is not judged. */
  | { readonly kind: 'opaque' }
  /** Not what it should be, which is JSON unless `of` says otherwise. */
  | { readonly kind: 'malformed'; readonly message: string; readonly of?: string }
  | { readonly kind: 'too-deep' }
  /** A JSON text that only a survey can judge, and no survey is loaded. */
  | { readonly kind: 'unsurveyed' }
  | { readonly kind: 'unchecked'; readonly reason: string; readonly message: string };

export type SequenceItems = {
  /** What is wrong with elements of the value, at the indexes that they have in the sequence. */
  readonly placed: (violations: readonly Violation[]) => readonly Violation[];
  /** What is wrong with those items that have no value. */
  readonly faults: readonly ItemFault[];
  /** Why some item, the first one, could not be checked. */
  readonly unread: { readonly reason: string; readonly message: string } | undefined;
};

export type ItemFault =
  | {
      readonly kind: 'malformed';
      readonly pointer: JsonPointer;
      readonly of: string;
      readonly message: string;
    }
  | { readonly kind: 'too-deep'; readonly pointer: JsonPointer };

/** All of it is a value. */
export function isWhole(body: ReadBody): boolean {
  return body.kind === 'value' && body.items === undefined;
}

export type SurveyText = (text: string) => ReadBody;

/** What reads the texts that are not plain to read; it comes with the explainer. */
export type TextReaders = {
  /** Of a JSON text that does not parse or may repeat a name. */
  readonly survey: SurveyText;
  /** Of a form that is not parsed. */
  readonly form: (reader: BodyReader, content: CompiledContent, message: Message) => ReadBody;
  /** Of a sequence of items. */
  readonly items: (reader: BodyReader, content: CompiledContent, message: Message) => ReadBody;
};

export type Message = { readonly headers: Headers | undefined; readonly body: Body };

export type BodyReader = {
  /** A body that should be JSON. */
  readonly json: (body: Body, headers: Headers | undefined, survey: SurveyText | undefined) => ReadBody;
  /** A body that should be text: its value is one that the text can stand for. */
  readonly text: (body: Body, headers: Headers | undefined, content: CompiledContent) => ReadBody;
  /** The text of a form or sequence, content coding undone; absent where bodies are parsed already. */
  readonly raw?: (body: Body, headers: Headers | undefined, as: 'text' | 'octets') => FormText | ReadBody;
  readonly limits?: Limits;
};

/** The body, and the declared content that it is held to. */
export type BodyReading = { readonly content: CompiledContent | undefined; readonly body: ReadBody };

/** A message that has content by its declaration. `mediaType`: of the Content-Type field; undefined where nothing says what the body is. */
export type Declared = {
  readonly content: readonly CompiledContent[];
  readonly mediaType: MediaType | undefined;
  readonly headers: Headers | undefined;
  readonly body: Body;
};

/** With no declared content, only whether there is a body is of interest. */
export function readBody(
  reader: BodyReader,
  { content: all, mediaType, headers, body: observed }: Declared,
  readers: TextReaders | undefined,
): BodyReading {
  const content = all.length === 0 ? undefined : contentOf(all, mediaType);
  const body = content?.items === undefined ? wholeOf(observed) : observed;
  if (content === undefined) return { content, body: presence(body) };
  if (isJson(mediaType?.essence ?? keyEssence(content)) && content.isOctets !== true) {
    const read = reader.json(body, headers, readers?.survey);
    // RFC 9110 section 8.3 lets a recipient examine a body of unknown type; it is held to the declared JSON, if it is JSON.
    if (mediaType !== undefined || headers === undefined || read.kind !== 'malformed')
      return { content, body: read };
    return { content: undefined, body: OPAQUE };
  }
  return { content, body: readOther(reader, content, { headers, body }, readers) };
}

/** The start of a body says nothing, but of a sequence. */
function wholeOf(body: Body): Body {
  if (body.kind !== 'bytes' || body.cut === undefined) return body;
  return { kind: 'unrecorded', reason: body.cut, isPresent: true };
}

/** Whether a verdict needs what is in the body, and not only whether there is one. */
export function isBodyJudged(all: readonly CompiledContent[], mediaType: MediaType | undefined): boolean {
  const content = contentOf(all, mediaType);
  return content !== undefined && (isJsonContent(content) || content.isOctets !== true);
}

function contentOf(
  all: readonly CompiledContent[],
  mediaType: MediaType | undefined,
): CompiledContent | undefined {
  return mediaType === undefined ? (all.find(isJsonContent) ?? all[0]) : contentFor(all, mediaType);
}

/** Of octets only the presence is of interest, coded or not. */
function readOther(
  reader: BodyReader,
  content: CompiledContent,
  message: Message,
  readers: TextReaders | undefined,
): ReadBody {
  const { headers, body } = message;
  if (content.isOctets === true) return presence(body);
  if (body.kind === 'json') return plainValue(body.value);
  if (content.items !== undefined && reader.raw !== undefined)
    return readers?.items(reader, content, message) ?? { kind: 'unsurveyed' };
  if (content.form !== undefined) return readers?.form(reader, content, message) ?? { kind: 'unsurveyed' };
  return content.textTypes === undefined
    ? unreadable(content, presence(body))
    : reader.text(body, headers, content);
}

/** What is not there needs no reading. */
export function unreadable({ mediaType }: CompiledContent, presence: ReadBody): ReadBody {
  if (presence.kind !== 'opaque') return presence;
  return {
    kind: 'unchecked',
    reason: 'media-type-unreadable',
    message: `a body of ${mediaType} has a schema and can not be read here`,
  };
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

/** Known to be empty. */
export function isEmpty(body: Body): boolean {
  if (body.kind === 'text') return body.text === '';
  return body.kind === 'none' || (body.kind === 'bytes' && body.bytes.length === 0);
}

/** Reads bodies that are parsed already; of any other one it knows the presence. */
export const valueReader: BodyReader = {
  json: (body) => (body.kind === 'json' ? valueWithinBounds(body.value) : presence(body)),
  text: presence,
};

function valueWithinBounds(value: unknown): ReadBody {
  return isValueDeeperThan(value, MAX_DEPTH) ? { kind: 'too-deep' } : plainValue(value);
}

/** A value none of whose names comes twice. */
export function plainValue(value: unknown): ReadBody {
  return { kind: 'value', value, repetitions: NOTHING, earlier: NOTHING };
}

const NOTHING: readonly never[] = [];
