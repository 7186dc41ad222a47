// A recorded body -> a value to judge, or the reason why there is none.

import {
  countNames,
  countNamesAtMost,
  describeMistake,
  isValueDeeperThan,
  MAX_DEPTH,
  type Repetition,
  surveyJson,
  withoutLater,
} from '../json/survey.ts';
import { headerValue } from '../lib/headers.ts';
import type { Body, Headers } from '../model.ts';
import { decodeBytes } from './coding.ts';
import { charsetOf } from './media-type.ts';

export type BodyText =
  | { readonly text: string }
  | { readonly none: true }
  | { readonly malformed: string }
  | { readonly unchecked: string; readonly reason: string };

export type JsonBody =
  | {
      readonly kind: 'value';
      readonly value: unknown;
      readonly repetitions: readonly Repetition[];
      /** With the earlier of repeated values. */
      readonly earlier: readonly unknown[];
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed'; readonly message: string }
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'unchecked'; readonly reason: string; readonly message: string };

/** Content coding and charset undone. */
export function bodyText(body: Body, headers: Headers | undefined): BodyText {
  if (body.kind === 'text') return { text: body.text };
  if (body.kind === 'none') return { none: true };
  if (body.kind === 'unrecorded') return { unchecked: body.reason, reason: 'body-unrecorded' };
  if (body.kind === 'json') return { text: '' };
  const charset = charsetOf(headerValue(headers, 'content-type') ?? '');
  const decoded = decodeBytes(body.bytes, headerValue(headers, 'content-encoding'), charset);
  if ('text' in decoded) return decoded;
  return 'malformed' in decoded ? decoded : { unchecked: decoded.undecodable, reason: 'body-undecodable' };
}

/** Everything there is to say of a body that should be JSON; the fast path has its own short cut (judge.ts). */
export function readJson(body: Body, headers: Headers | undefined): JsonBody {
  if (body.kind === 'json') {
    if (isValueDeeperThan(body.value, MAX_DEPTH)) return { kind: 'too-deep' };
    return bodyWith(body.value);
  }
  const text = bodyText(body, headers);
  if ('none' in text) return { kind: 'none' };
  if ('malformed' in text) return { kind: 'malformed', message: text.malformed };
  if ('unchecked' in text) return { kind: 'unchecked', reason: text.reason, message: text.unchecked };
  return readJsonText(text.text);
}

function readJsonText(text: string): JsonBody {
  if (/^\ufeff?[ \t\r\n]*$/.test(text)) return { kind: 'none' };
  const value = parseOrNothing(text);
  if (value !== undefined) {
    if (isValueDeeperThan(value, MAX_DEPTH)) return { kind: 'too-deep' };
    if (countNamesAtMost(text) === countNames(value)) return bodyWith(value);
  }
  const survey = surveyJson(text);
  if (!survey.isJson)
    return { kind: 'malformed', message: describeMistake(text, survey.offset, survey.message) };
  if (survey.depth > MAX_DEPTH) return { kind: 'too-deep' };
  const parse = (json: string): unknown => JSON.parse(withoutByteOrderMark(json));
  const most = Math.min(10, Math.max(1, ...survey.repetitions.map(({ ordinal }) => ordinal)));
  const earlier = Array.from({ length: most - 1 }, (_, index) =>
    parse(withoutLater(text, survey.repetitions, index + 1)),
  );
  return { kind: 'value', value: parse(text), repetitions: survey.repetitions, earlier };
}

/** A value none of whose names comes twice. */
export function bodyWith(value: unknown): JsonBody {
  return { kind: 'value', value, repetitions: NONE, earlier: NONE };
}

const NONE: readonly never[] = [];

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(withoutByteOrderMark(text));
  } catch {
    return undefined;
  }
}

/** RFC 8259 section 8.1 lets a reader ignore it. */
export function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
