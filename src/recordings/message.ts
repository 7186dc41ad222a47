// Headers, bodies and statuses as recordings spell them, checked where they come in.
import { isObject, type JsonObject } from '../lib/objects.ts';
import type { Body, HeaderField, Headers } from '../model.ts';

// ---- headers

/** `[{name, value}]`, HTTP/2 pseudo-fields left out; given back as it is where it already has that shape. */
export function headersFromList(list: unknown, nameKey = 'name'): readonly HeaderField[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return nameKey === 'name' && list.every(isField) ? list : list.flatMap((field) => fieldOf(field, nameKey));
}

const colon = 0x3a;

function isField(field: unknown): field is HeaderField {
  if (typeof field !== 'object' || field === null) return false;
  const { name, value } = field as JsonObject;
  return typeof name === 'string' && typeof value === 'string' && name.charCodeAt(0) !== colon;
}

function fieldOf(field: unknown, nameKey: string): readonly HeaderField[] {
  const name = isObject(field) ? field[nameKey] : undefined;
  if (!isObject(field) || typeof name !== 'string' || name.startsWith(':')) return [];
  return [{ name, value: headerText(field.value) }];
}

/** `[name, value, name, value]`, as node:http's rawHeaders are. */
export function headersFromPairs(list: readonly unknown[]): readonly HeaderField[] {
  const fields: HeaderField[] = [];
  for (let i = 0; i + 1 < list.length; i += 2)
    fields.push({ name: headerText(list[i]), value: headerText(list[i + 1]) });
  return fields;
}

/** `{name: value | [values]}`; given back as it is where it already has that shape. */
export function headersFromRecord(record: JsonObject): Headers {
  for (const name in record) if (typeof record[name] !== 'string') return repaired(record);
  return record as Readonly<Record<string, string>>;
}

function repaired(record: JsonObject): readonly HeaderField[] {
  return Object.entries(record).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({ name, value: headerText(one) })),
  );
}

/** Any of the spellings above; undefined where there is none. */
export function headersFrom(value: unknown): Headers | undefined {
  if (!Array.isArray(value)) return isObject(value) ? headersFromRecord(value) : undefined;
  return typeof value[0] === 'string' ? headersFromPairs(value) : headersFromList(value);
}

function headerText(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return String(value ?? '');
  } catch {
    // An object that nests too deep, or has a `toString` of its own.
    return '';
  }
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

/** Octets that are text become text, so that every format says the same of the same body. */
export function octetBody(bytes: Uint8Array): Body {
  if (bytes.length === 0) return none;
  return { kind: 'bytes', bytes };
}

// RFC 4648, both alphabets; recorders break lines and leave out the padding.
const base64 = /^[A-Za-z0-9+/_\-\s]*={0,2}\s*$/;

export function base64Body(text: string): Body {
  if (!base64.test(text)) return unrecorded('the recording says base64, and the text is not');
  return octetBody(Buffer.from(text, 'base64'));
}

// ---- statuses

/** RFC 9110 section 15: three digits. */
export function isStatus(status: unknown): status is number {
  return typeof status === 'number' && status >= 100 && status <= 999 && Number.isInteger(status);
}

/** Recorders write 0, or nothing, for a request that was aborted or blocked. */
export function statusProblem(status: unknown): string {
  return status === 0 || status === undefined || status === null
    ? 'no response: aborted, blocked or not answered (status 0)'
    : 'no exchange: its status is no status code';
}
