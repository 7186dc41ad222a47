// Headers, bodies and statuses as recordings spell them, checked where they come in: what has another shape than its format allows is
// refused, never skipped and never made a text of. Absent and null are the same.
import { beyond, excessOf, type Limits } from '../json/limits.ts';
import { memberFinder } from '../json/places.ts';
import type { Piece } from '../json/stream.ts';
import { countNames, countNamesAtMost, surveyJson } from '../json/survey.ts';
import { isObject, type JsonObject } from '../lib/objects.ts';
import { pointerTokens } from '../lib/pointer.ts';
import type { Body, Exchange, HeaderField, Headers, JsonPointer, Unreadable } from '../model.ts';
import type { ByteSource, Entry } from './format.ts';

// ---- records

/** Why a record is no exchange. */
class Refused extends Error {}

export function refuse(why: string): never {
  throw new Refused(why);
}

export type At = { readonly source: string; readonly index: number; readonly pointer: JsonPointer };

/** For formats that are one JSON document: an entry for each element of the list at `path`, sliced out one by one, whatever the file's size. */
export async function* readList(
  { name, chunks, kept }: ByteSource,
  path: readonly string[],
  exchangeOf: (element: Piece, at: At) => Exchange,
): AsyncGenerator<Iterable<Entry>> {
  const { readElements } = await import('../json/stream.ts');
  const list = path.map((token) => `/${token}`).join('');
  let index = 0;
  function* entriesIn(block: Iterable<Piece>): Generator<Entry> {
    for (const element of block) {
      const at = { source: name, index, pointer: `${list}/${index++}` };
      yield readRecord(at, () => exchangeOf(element, at));
    }
  }
  for await (const block of readElements(chunks, path, name, kept)) yield entriesIn(block);
}

/** What `read` makes of one record, or why it is unreadable: one record never spoils another. */
export function readRecord(at: Omit<Unreadable, 'unreadable'>, read: () => Exchange): Exchange | Unreadable {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return { ...at, unreadable: error.message };
    if (error instanceof RangeError)
      return { ...at, unreadable: 'no exchange: it is nested too deep or too long' };
    throw error;
  }
}

/** What a line or element holds. A text that is more than is read is refused before it is parsed. */
export function parseRecord(
  piece: Piece,
  limits: Limits,
): { readonly text: string; readonly record: unknown; readonly names: number | undefined } {
  const text = piece.text() ?? refuse(piece.problem());
  if (excessOf(text, limits) === 'tokens') refuse(`has ${beyond(limits, 'jsonTokens')}`);
  try {
    return { text, record: JSON.parse(text), names: piece.names() };
  } catch {
    return refuse('not JSON');
  }
}

export function optionalText(value: unknown, what: string): string | undefined {
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  return refuse(`no exchange: ${what} is no text`);
}

export function optionalNumber(value: unknown, what: string): number | undefined {
  if (value === undefined || value === null || typeof value === 'number') return value ?? undefined;
  return refuse(`no exchange: ${what} is no number`);
}

export function optionalFlag(value: unknown, what: string): boolean {
  if (value === undefined || value === null || typeof value === 'boolean') return value ?? false;
  return refuse(`no exchange: ${what} is neither true nor false`);
}

export function optionalObject(value: unknown, what: string): JsonObject | undefined {
  if (value === undefined || value === null || isObject(value)) return value ?? undefined;
  return refuse(`no exchange: ${what} is no object`);
}

export function optionalList(value: unknown, what: string): readonly unknown[] | undefined {
  if (value === undefined || value === null || Array.isArray(value)) return value ?? undefined;
  return refuse(`no exchange: ${what} is no list`);
}

/** The one of these members that the object has; to have two spellings of one thing is to have none. */
export function onlyOne(object: JsonObject, names: readonly string[], what: string): string | undefined {
  let first: string | undefined;
  for (const name of names) {
    if (object[name] === undefined || object[name] === null) continue;
    if (first !== undefined) refuse(`no exchange: ${what} has both "${first}" and "${name}"`);
    first = name;
  }
  return first;
}

/**
 * JSON.parse keeps the last of equal names and says nothing, so a record that has a name twice is refused, but for names inside of its
 * bodies: their texts are given back, by pointer. `names` is how many the text has, where they were counted.
 */
export function repeatingBodies(
  text: string,
  record: unknown,
  names: number | undefined,
  bodies: readonly JsonPointer[],
): ReadonlyMap<JsonPointer, string> {
  const count = namesIn(record);
  if (count === names || (names === undefined && count === countNamesAtMost(text))) return NO_BODIES;
  const survey = surveyJson(text);
  if (!survey.isJson) return refuse('not JSON');
  for (const { pointer, name } of survey.repetitions)
    if (!bodies.some((body) => pointer.startsWith(`${body}/`)))
      refuse(`has the name ${JSON.stringify(name.slice(0, 40))} twice, so which one was meant is not known`);
  if (survey.isCutShort) refuse('repeats more names than are looked at');
  const isRepeating = (body: JsonPointer) =>
    Number.isNaN(count) || survey.repetitions.some(({ pointer }) => pointer.startsWith(`${body}/`));
  const find = memberFinder(text);
  const texts = bodies.filter(isRepeating).map((body): [JsonPointer, string] => {
    const place = find(pointerTokens(body));
    return [body, place === undefined ? '' : text.slice(place.value, place.end)];
  });
  return new Map(texts.filter(([, body]) => /^[[{]/.test(body)));
}

const NO_BODIES: ReadonlyMap<JsonPointer, string> = new Map();

/** NaN for what is nested too deep to be counted. */
function namesIn(record: unknown): number {
  try {
    return countNames(record);
  } catch {
    return Number.NaN;
  }
}

// ---- headers

/** `[{name, value}]`, without the pseudo-fields of HTTP/2; given back as it is where it already has that shape. */
export function headersFromList(
  value: unknown,
  what: string,
  nameKey = 'name',
): readonly HeaderField[] | undefined {
  const list = optionalList(value, what);
  if (list === undefined || (nameKey === 'name' && list.every(isField)))
    return list as readonly HeaderField[] | undefined;
  return list.flatMap((field) => fieldOf(field, what, nameKey));
}

function isField(field: unknown): field is HeaderField {
  if (typeof field !== 'object' || field === null) return false;
  const { name, value } = field as JsonObject;
  return typeof name === 'string' && typeof value === 'string' && !name.startsWith(':');
}

function fieldOf(field: unknown, what: string, nameKey: string): readonly HeaderField[] {
  const name = isObject(field) ? field[nameKey] : undefined;
  if (!isObject(field) || typeof name !== 'string') return notFields(what);
  return name.startsWith(':') ? [] : fieldsOf(name, field.value, what);
}

function notFields(what: string): never {
  return refuse(`no exchange: ${what} has what is no header field`);
}

/** `[name, value, name, value]`, as node:http's rawHeaders are. */
function headersFromPairs(list: readonly unknown[], what: string): readonly HeaderField[] {
  const fields: HeaderField[] = [];
  if (list.length % 2 === 1) notFields(what);
  for (let at = 0; at < list.length; at += 2) {
    const name = list[at];
    if (typeof name !== 'string') notFields(what);
    fields.push({ name, value: headerText(list[at + 1], what) });
  }
  return fields;
}

/** `{name: value | [values]}`; given back as it is where each value is a text. */
function headersFromRecord(record: JsonObject, what: string): Headers {
  for (const name in record) if (typeof record[name] !== 'string') return repaired(record, what);
  return record as Readonly<Record<string, string>>;
}

function repaired(record: JsonObject, what: string): readonly HeaderField[] {
  return Object.entries(record).flatMap(([name, value]) => fieldsOf(name, value, what));
}

/** Several values are several fields, in a record as in a list (older Polly.js). */
function fieldsOf(name: string, value: unknown, what: string): readonly HeaderField[] {
  return (Array.isArray(value) ? value : [value]).map((one) => ({ name, value: headerText(one, what) }));
}

/** Any of the spellings above; undefined where there is none. */
export function headersFrom(value: unknown, what: string): Headers | undefined {
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) return headersFromRecord(value, what);
  if (!Array.isArray(value)) return refuse(`no exchange: ${what} is neither an object nor a list`);
  return typeof value[0] === 'string' ? headersFromPairs(value, what) : headersFromList(value, what);
}

function headerText(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : notFields(what);
}

// ---- bodies: an empty one is 'none' in every format

const none: Body = { kind: 'none' };

export function noBody(): Body {
  return none;
}

export function unrecorded(reason: string): Body {
  return { kind: 'unrecorded', reason };
}

export function textBody(text: string): Body {
  return text === '' ? none : { kind: 'text', text };
}

export function octetBody(bytes: Uint8Array): Body {
  return bytes.length === 0 ? none : { kind: 'bytes', bytes };
}

// RFC 4648, both alphabets; recorders break lines and leave out the padding.
const base64 = /^[A-Za-z0-9+/_\-\s]*={0,2}\s*$/;

export function base64Body(text: string): Body {
  if (!base64.test(text)) return unrecorded('the recording says base64, and the text is not');
  return octetBody(Buffer.from(text, 'base64'));
}

const hex = /^(?:[0-9a-f]{2})*$/i;

export function isHex(text: string): boolean {
  return hex.test(text);
}

export function hexBody(text: string): Body {
  return isHex(text)
    ? octetBody(Buffer.from(text, 'hex'))
    : unrecorded('the recording says hex, and the text is not');
}

/** By the name that the recording gives to how it holds the octets; without a name the text is the body's own. */
export function encodedBody(text: string, encoding: string | undefined): Body {
  if (encoding === undefined || encoding === '') return textBody(text);
  if (encoding === 'base64') return base64Body(text);
  if (encoding === 'hex') return hexBody(text);
  return unrecorded(
    `the recording holds it as ${JSON.stringify(encoding.slice(0, 40))}, which is not known here`,
  );
}

// ---- statuses

/** RFC 9110 section 15: three digits. Recorders write 0, or nothing, for a request that was aborted or blocked. */
export function statusFrom(status: unknown): number {
  if (typeof status === 'number' && status >= 100 && status <= 999 && Number.isInteger(status)) return status;
  return refuse(
    status === 0 || status === undefined || status === null
      ? 'no response: aborted, blocked or not answered (status 0)'
      : 'no exchange: its status is no status code',
  );
}
