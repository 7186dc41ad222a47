// Examples that show how a value is serialized (OpenAPI 3.2, Example Object: serializedValue), held to the value itself. Where a value may be
// written in several ways, as booleans and fractions may, nothing is said (Validating Examples).
import { isEqualJson } from '../json/equal.ts';
import { attempt } from '../lib/attempt.ts';
import { essenceOf, framingOf, isJson } from '../lib/media-type.ts';
import { isObject, type JsonObject } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import type { Problem } from './problem.ts';
import { targetOf } from './references.ts';
import type { OpenApiObject } from './walk.ts';

/** The key of `content` that a media type stands under; undefined for one among the components. */
export function mediaTypeKey({ kind, pointer }: OpenApiObject): string | undefined {
  const tokens = pointerTokens(pointer);
  return kind === 'mediaType' && tokens.at(-2) === 'content' ? tokens.at(-1) : undefined;
}

/** Each named example of a media type, parameter or header, behind its references. */
export function namedExamples(
  { value, pointer }: OpenApiObject,
  document: JsonObject,
): { readonly value: JsonObject; readonly pointer: JsonPointer }[] {
  if (!isObject(value.examples)) return [];
  const { examples } = value;
  return Object.keys(examples).flatMap(
    (name) => targetOf(document, examples[name], appendToken(`${pointer}/examples`, name)) ?? [],
  );
}

/** What the text of a serialized example stands for, where its media type is JSON or a sequence of JSON texts. */
export function readSerialized(key: string, text: string): unknown {
  const essence = essenceOf(key) ?? '';
  if (isJson(essence)) return JSON.parse(text);
  if (framingOf(essence) !== 'lines') return undefined;
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
}

export function serializedProblems(spot: OpenApiObject, document: JsonObject): Problem[] {
  return namedExamples(spot, document).flatMap(({ value: example, pointer }) => {
    const { serializedValue: text } = example;
    if (typeof text !== 'string') return [];
    const message = messageOf(spot, example, text);
    if (message === undefined) return [];
    const fix = 'correct one of them';
    return [{ kind: 'example-broken', pointer: `${pointer}/serializedValue`, message, fix }];
  });
}

function messageOf(spot: OpenApiObject, example: JsonObject, text: string): string | undefined {
  const hasValue = Object.hasOwn(example, 'dataValue');
  const { dataValue } = example;
  if (spot.kind !== 'mediaType')
    return hasValue && spot.value.schema !== undefined && mayBeWritten(spot, dataValue, text) === false
      ? 'serializedValue is not dataValue in the style of its parameter'
      : undefined;
  const key = mediaTypeKey(spot);
  if (key === undefined) return undefined;
  try {
    const value = readSerialized(key, text);
    if (!hasValue || value === undefined || isEqualJson(value, dataValue)) return undefined;
    return 'serializedValue stands for another value than dataValue';
  } catch {
    return 'serializedValue is not JSON';
  }
}

/** A text by its style: what it starts with, what stands between its pieces, and the pieces without encoding. */
type Written = { readonly start: string; readonly between: string; readonly pieces: readonly string[] };

/** undefined: it can't be told. */
function mayBeWritten(
  { value: owner, kind }: OpenApiObject,
  value: unknown,
  text: string,
): boolean | undefined {
  const written = writtenAs(owner, kind, value);
  const isPlain = written?.pieces.every((piece) => !piece.includes(written.between) && !/[\r\n]/.test(piece));
  if (written === undefined || isPlain !== true || /[\r\n]/.test(text)) return undefined;
  const { start, between, pieces } = written;
  const body = [text, decoded(text)].find((one) => one.startsWith(start));
  if (body === undefined) return false;
  const own = text.startsWith(start) ? text.slice(start.length) : body.slice(start.length);
  const wanted = [...pieces].sort();
  return [own, own.replaceAll(encodeURIComponent(between), between)]
    .flatMap((all) => [all, all.replaceAll('+', ' ')])
    .map((all) => all.split(between))
    .flatMap((all) => [all, all.map(decoded)])
    .some((all) => isEqualJson([...all].sort(), wanted));
}

function decoded(text: string): string {
  return attempt(() => decodeURIComponent(text)) ?? text;
}

/** https://spec.openapis.org/oas/v3.2.0#style-examples */
function writtenAs(owner: JsonObject, kind: string, value: unknown): Written | undefined {
  const place = kind === 'header' ? 'header' : owner.in;
  const usual = place === 'query' || place === 'cookie' ? 'form' : 'simple';
  const style = typeof owner.style === 'string' ? owner.style : usual;
  const { name = '', explode = style === 'form' || style === 'cookie' } = owner as {
    readonly name?: string;
    readonly explode?: boolean;
  };
  const parts = partsOf(value);
  if (parts === undefined || parts.length === 0) return undefined;
  const isObjectValue = isObject(value);
  if (style === 'deepObject') {
    const pieces = parts.map(([key, one]) => `${name}[${key}]=${one}`);
    return isObjectValue ? { start: '', between: '&', pieces } : undefined;
  }
  const isApart = explode && typeof value === 'object';
  const flat = parts.flatMap(([key, one]) => (isObjectValue ? [key, one] : [one]));
  const named = parts.map(([key, one]) => (isObjectValue ? `${key}=${one}` : `${name}=${one}`));
  const equated = parts.map(([key, one]) => (isObjectValue ? `${key}=${one}` : one));
  const { start, alone, between } = styles[style] ?? {};
  if (start === undefined || between === undefined) return undefined;
  if (!isApart)
    return {
      start: `${start}${alone === true ? `${name}=` : ''}`,
      between: delimiters[style] ?? ',',
      pieces: flat,
    };
  return { start, between, pieces: alone === true ? named : equated };
}

/** `alone`: a name stands before the value. */
const styles: Readonly<
  Record<string, { readonly start: string; readonly alone?: true; readonly between: string }>
> = {
  form: { start: '', alone: true, between: '&' },
  cookie: { start: '', alone: true, between: '; ' },
  spaceDelimited: { start: '', alone: true, between: '&' },
  pipeDelimited: { start: '', alone: true, between: '&' },
  simple: { start: '', between: ',' },
  label: { start: '.', between: '.' },
  matrix: { start: ';', alone: true, between: ';' },
};

/** Between the pieces of one text. */
const delimiters: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' };

/** Names and texts of a value that is written in one way only; a name is '' where there is none. */
function partsOf(value: unknown): (readonly [name: string, text: string])[] | undefined {
  const entries = Array.isArray(value)
    ? value.map((one: unknown) => ['', one] as const)
    : isObject(value)
      ? Object.entries(value)
      : [['', value] as const];
  const parts = entries.map(([name, one]) => [name, scalarText(one)] as const);
  return parts.every((part): part is readonly [string, string] => part[1] !== undefined) ? parts : undefined;
}

function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
