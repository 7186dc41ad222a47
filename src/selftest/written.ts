// Sampled values as they stand outside of JSON: in a header, in a form, as plain text. undefined where they can't, or in more ways than one.
import { attempt } from '../lib/attempt.ts';
import { essenceOf, type Framing, framingOf, isJson } from '../lib/media-type.ts';
import { isObject } from '../lib/objects.ts';
import type { Body, CompiledContent, CompiledField, CompiledHeader } from '../model.ts';
import { keyEssence } from '../verdict/media-type.ts';
import { fits } from '../verdict/value.ts';

const BOUNDARY = 'driftgate';

/** The content's type as a Content-Type field has it. */
export function contentTypeOf(content: CompiledContent): string {
  const essence = keyEssence(content).replaceAll('*', 'x');
  const parameters = (content.parameters ?? []).map(([name, value]) => `; ${name}="${value}"`).join('');
  return essence.startsWith('multipart/') ? `${essence}; boundary=${BOUNDARY}` : essence + parameters;
}

/** The fields of these headers; undefined where a required one can't be written. */
type WriteHeaders = (headers: readonly CompiledHeader[]) => Readonly<Record<string, string>> | undefined;

/** A value as a body of a content that is not JSON. */
export function writtenBody(
  content: CompiledContent,
  value: unknown,
  headersOf: WriteHeaders,
): Body | undefined {
  if (content.isOctets === true) return { kind: 'bytes', bytes: Uint8Array.of(0, 255, 1) };
  const text = textIn(content, value, headersOf);
  return text === undefined || text === '' ? undefined : { kind: 'text', text };
}

function textIn(content: CompiledContent, value: unknown, headersOf: WriteHeaders): string | undefined {
  if (content.items !== undefined) return sequenceText(content, value);
  return content.form === undefined ? textOf(value) : formText(content, value, headersOf);
}

/** undefined also for what the framing can't hold: a name of an event that is no text, an event without data. */
function sequenceText(content: CompiledContent, value: unknown): string | undefined {
  const framing = framingOf(keyEssence(content));
  if (framing === undefined || !Array.isArray(value)) return undefined;
  const items = value.map((item) =>
    framing === 'event-stream' ? eventText(content, item) : WRITERS[framing](item),
  );
  if (items.some((item) => item === undefined)) return undefined;
  return items.join('') + (framing === 'parts' ? `--${BOUNDARY}--\r\n` : '');
}

const WRITERS: Readonly<Record<Exclude<Framing, 'event-stream'>, (item: unknown) => string>> = {
  lines: (item) => `${JSON.stringify(item)}\n`,
  'json-seq': (item) => `\u001e${JSON.stringify(item)}\n`,
  parts: (item) =>
    typeof item === 'string'
      ? `--${BOUNDARY}\r\nContent-Type: text/plain\r\n\r\n${item}\r\n`
      : `--${BOUNDARY}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(item)}\r\n`,
};

function eventText(content: CompiledContent, item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  const { event = '', id, retry, data, ...others } = item;
  if (data === undefined || Object.keys(others).length > 0) return undefined;
  if (typeof event !== 'string' || /[\r\n]/.test(event)) return undefined;
  if (id !== undefined && (typeof id !== 'string' || /[\r\n\0]/.test(id))) return undefined;
  if (retry !== undefined && (typeof retry !== 'number' || !/^\d+$/.test(`${retry}`))) return undefined;
  const text = typeof data === 'string' && isText(content, item, data) ? data : JSON.stringify(data);
  if (text.includes('\r')) return undefined;
  const fields = [
    ...(event === '' ? [] : [`event: ${event}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(retry === undefined ? [] : [`retry: ${retry}`]),
    ...text.split('\n').map((line) => `data: ${line}`),
  ];
  return `${fields.join('\n')}\n\n`;
}

/** The data of the event is this text, and not JSON of a string: by its schema, or because it is JSON already. */
function isText({ items, strict }: CompiledContent, item: unknown, data: string): boolean {
  if (fits((items?.text ?? items?.each)?.strict ?? strict, [item])) return true;
  return typeof attempt((): unknown => JSON.parse(data)) === 'object';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'object' ? undefined : String(value);
}

function formText(content: CompiledContent, value: unknown, headersOf: WriteHeaders): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const isMultipart = keyEssence(content) === 'multipart/form-data';
  const parts: string[] = [];
  for (const [name, inner] of Object.entries(value)) {
    const field = content.form?.find((one) => one.name === name);
    const written = isMultipart
      ? multipartOf(name, inner, {
          contentType: field?.contentType,
          headers: headersOf(field?.headers ?? []),
        })
      : pairsOf(name, inner, field);
    if (written === undefined) return undefined;
    parts.push(...written);
  }
  return isMultipart ? `${parts.join('')}--${BOUNDARY}--\r\n` : parts.join('&');
}

type PartHead = {
  /** As declared: media types and ranges, separated by commas. */
  readonly contentType: string | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
};

function multipartOf(name: string, value: unknown, { contentType, headers }: PartHead): string[] | undefined {
  if (/["\r\n]/.test(name) || headers === undefined) return undefined;
  const declared = contentType?.split(',').map((one) => one.trim()) ?? ['application/json'];
  const json = declared.find((one) => isJson(essenceOf(one) ?? ''));
  const values = Array.isArray(value) ? value : [value];
  const isNested = values.some((one) => typeof one === 'object');
  if (values.some(Array.isArray) || (isNested && json === undefined)) return undefined;
  const fields = Object.entries(headers).map(([key, text]) => `${key}: ${text}\r\n`);
  return values.map((one) => {
    const [type, text] =
      typeof one === 'object' ? [`Content-Type: ${json}\r\n`, JSON.stringify(one)] : ['', String(one)];
    const head = `Content-Disposition: form-data; name="${name}"\r\n${type}${fields.join('')}`;
    return `--${BOUNDARY}\r\n${head}\r\n${text}\r\n`;
  });
}

function pairsOf(name: string, value: unknown, field: CompiledField | undefined): string[] | undefined {
  const { style = 'form', explode = true } = field?.serialization ?? {};
  const pair = (key: string, text: string): string => `${encodeURIComponent(key)}=${text}`;
  const encoded = (one: unknown): string => encodeURIComponent(String(one));
  if (field?.content === 'json') return [pair(name, encoded(JSON.stringify(value)))];
  if (typeof value !== 'object' || value === null) return [pair(name, encoded(value))];
  const members = Object.entries(value);
  if (members.length === 0 || members.some(([, one]) => typeof one === 'object')) return undefined;
  if (style === 'deepObject')
    return Array.isArray(value)
      ? undefined
      : members.map(([key, one]) => pair(`${name}[${key}]`, encoded(one)));
  if (style !== 'form') return undefined;
  if (Array.isArray(value))
    return explode
      ? value.map((one) => pair(name, encoded(one)))
      : [pair(name, value.map(encoded).join(','))];
  if (explode) return undefined;
  return [pair(name, members.flat().map(encoded).join(','))];
}

/** OpenAPI 3.1, style simple. */
export function writtenHeader(
  { serialization, content }: CompiledHeader,
  value: unknown,
): string | undefined {
  if (content === 'json') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return cleanText(String(value));
  const members = Object.entries(value);
  if (members.length === 0 || members.some(([, one]) => typeof one === 'object')) return undefined;
  if (Array.isArray(value)) return cleanText(value.join(','));
  const pairs = members.map(([name, one]) =>
    serialization?.explode === true ? `${name}=${one}` : `${name},${one}`,
  );
  return cleanText(pairs.join(','));
}

/** RFC 9110 section 5.5: fields hold visible characters, and no space at their ends. */
function cleanText(text: string): string | undefined {
  return /^[!-~](?:[ -~]*[!-~])?$/.test(text) ? text : undefined;
}
