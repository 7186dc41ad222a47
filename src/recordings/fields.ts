// Parsing at the edge: header fields as recordings spell them.
import type { HeaderField, Headers } from '../model.ts';

/** Own name, so that `__proto__` in a recording is an ordinary field. */
export type Json = { readonly [name: string]: unknown };

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `[{name, value}]`, HTTP/2 pseudo-fields left out; given back as it is where it already has that shape. */
export function headersFromList(list: unknown, nameKey = 'name'): readonly HeaderField[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return nameKey === 'name' && list.every(isField) ? list : list.flatMap((field) => fieldOf(field, nameKey));
}

const colon = 0x3a;

function isField(field: unknown): field is HeaderField {
  if (typeof field !== 'object' || field === null) return false;
  const { name, value } = field as Json;
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
export function headersFromRecord(record: Json): Headers {
  for (const name in record) if (typeof record[name] !== 'string') return repaired(record);
  return record as Readonly<Record<string, string>>;
}

function repaired(record: Json): readonly HeaderField[] {
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
