// The saved responses of a Postman collection, format 2.0 and 2.1: https://schema.postman.com/collection/json/v2.1.0/.

import { beyond, excessOf } from '../../json/limits.ts';
import { surveyJson } from '../../json/survey.ts';
import { methodNamed } from '../../lib/http-methods.ts';
import { InputError } from '../../lib/input-error.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import type { Body, Exchange, HeaderField, Headers, JsonPointer } from '../../model.ts';
import type { ByteSource, Entry, Head, RecordingFormat } from '../format.ts';
import {
  headersFromList,
  noBody,
  optionalFlag,
  optionalList,
  optionalObject,
  optionalText,
  readRecord,
  refuse,
  statusFrom,
  textBody,
  unrecorded,
} from '../message.ts';
import { wholeText } from '../source.ts';

export const postman: RecordingFormat = {
  name: 'postman',
  description: 'saved responses of a Postman collection 2.1',
  sniff: isCollection,
  read: readCollection,
};

// The API of Postman wraps what the app exports.
function isCollection({ outline: { names } }: Head): boolean {
  return (
    (names.has('info') && (names.has('item') || names.has('info/_postman_id') || names.has('info/schema'))) ||
    (names.has('collection/info') && names.has('collection/item'))
  );
}

async function* readCollection(source: ByteSource): AsyncGenerator<Iterable<Entry>> {
  const text = await wholeText(source.name, source.chunks);
  const root = parse(text, source);
  const wrapped = isObject(root) && isObject(root.collection);
  const collection = wrapped ? root.collection : root;
  if (!isObject(collection)) return;
  const doubled = repeatedIn(text);
  const variables = variablesOf(collection.variable);
  let index = 0;
  for (const found of foundIn(collection, wrapped ? '/collection' : '')) {
    const at = { source: source.name, index: index++, pointer: found.pointer };
    const isDoubled = doubled.some((pointer) => pointer.startsWith(`${found.pointer}/`));
    yield [
      readRecord(at, () => {
        if ('why' in found) return refuse(found.why);
        if (isDoubled) return refuse('has a name twice, so which one was meant is not known');
        return { ...at, ...exchangeOf(found, variables) };
      }),
    ];
  }
  const outside = doubled.find((pointer) => !/\/response\/\d+\//.test(pointer));
  if (outside !== undefined)
    yield [
      {
        source: source.name,
        index,
        pointer: outside,
        unreadable: 'stands twice, so which one was meant is not known',
      },
    ];
}

function parse(text: string, { name: file, limits }: ByteSource): unknown {
  if (excessOf(text, limits) === 'tokens')
    throw new InputError(`has ${beyond(limits, 'jsonTokens')}`, {
      place: { file },
      fix: 'raise the limit, or export less',
    });
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError('not JSON, or cut off', { place: { file }, fix: 'export the collection again' });
  }
}

/** Where a name stands that its object has already. */
function repeatedIn(text: string): readonly JsonPointer[] {
  const survey = surveyJson(text);
  return survey.isJson ? survey.repetitions.map(({ pointer }) => pointer) : [];
}

type Saved = { readonly response: JsonObject; readonly item: JsonObject; readonly pointer: JsonPointer };

/** What should be, or looks like, a saved response, and can't be read as one. */
type Lost = { readonly why: string; readonly pointer: JsonPointer };

/** What stands at a place of the collection, and what the format has there. */
type Part = {
  readonly role: 'folder' | 'items' | 'item' | 'responses' | 'response' | 'other';
  readonly value: unknown;
  readonly pointer: JsonPointer;
  readonly item: JsonObject;
};

/** Every saved response in the order of the collection, and whatever looks like one elsewhere; no nesting overflows the stack. */
function* foundIn(collection: JsonObject, root: JsonPointer): Generator<Saved | Lost> {
  const left: Part[] = [{ role: 'folder', value: collection, pointer: root, item: {} }];
  for (let part = left.pop(); part !== undefined; part = left.pop()) {
    const { role, value, pointer, item } = part;
    if (role === 'response' && isObject(value)) yield { response: value, item, pointer };
    else {
      const why = lostIn(part);
      if (why !== undefined) yield { why, pointer };
      for (const inner of partsIn(part).reverse()) left.push(inner);
    }
  }
}

function lostIn({ role, value }: Part): string | undefined {
  if (role === 'response') return 'no saved response';
  if (role === 'item') return isObject(value) ? undefined : 'no request and no folder: not a JSON object';
  if (role === 'items' || role === 'responses')
    return Array.isArray(value) ? undefined : `no list of ${role}`;
  return role === 'other' && looksSaved(value) ? 'a saved response where the format has none' : undefined;
}

function looksSaved(value: unknown): boolean {
  if (!isObject(value)) return false;
  return 'originalRequest' in value || ('code' in value && ('body' in value || 'header' in value));
}

function partsIn({ role, value, pointer, item }: Part): Part[] {
  if (typeof value !== 'object' || value === null) return [];
  const isFolder = (role === 'folder' || role === 'item') && isObject(value);
  return Object.entries(value).map(([name, inner]) => {
    const at = { value: inner, pointer: appendToken(pointer, name) };
    if (isFolder && name === 'item') return { ...at, role: 'items', item };
    if (isFolder && role === 'item' && name === 'response') return { ...at, role: 'responses', item: value };
    if (Array.isArray(value) && role === 'items') return { ...at, role: 'item', item };
    if (Array.isArray(value) && role === 'responses') return { ...at, role: 'response', item };
    return { ...at, role: 'other', item };
  });
}

type Variables = ReadonlyMap<string, string>;

function exchangeOf({ response, item }: Saved, variables: Variables): Pick<Exchange, 'request' | 'response'> {
  const original = response.originalRequest ?? item.request;
  const request: JsonObject = isObject(original) ? original : { url: original };
  const url = urlOf(request.url, variables);
  if (url === undefined) return refuse('no exchange: its request has no url');
  return {
    request: {
      method: methodNamed(optionalText(request.method, 'the method of the request') ?? 'GET'),
      url,
      headers: headersOf(request.header, 'the header of the request', variables),
      body: requestBody(optionalObject(request.body, 'the body of the request'), variables),
    },
    response: {
      status: statusFrom(response.code),
      headers: headersOf(response.header, 'header', new Map()),
      body: textBody(optionalText(response.body, 'body') ?? ''),
    },
  };
}

/** A variable may have a value of any type; one that is no text, number or flag can't be filled in, and a disabled one is none. */
function variablesOf(list: unknown): Variables {
  const variables = Array.isArray(list) ? list.filter(isObject) : [];
  return new Map(
    variables.flatMap(({ key, id, value, disabled }): [string, string][] => {
      const name = key ?? id;
      const isFilled = ['string', 'number', 'boolean'].includes(typeof (value ?? ''));
      return typeof name === 'string' && isFilled && disabled !== true ? [[name, `${value ?? ''}`]] : [];
    }),
  );
}

/** Variables within values of variables; more levels than this are a circle. */
const MOST_LEVELS = 10;
/** In characters: values that repeat each other would grow without end. */
const LONGEST_FILLED = 1_000_000;

function filled(text: string, variables: Variables): string {
  let now = text;
  for (let level = 0; level < MOST_LEVELS && now.includes('{{'); level++) {
    const before = now;
    now = before.replace(/\{\{([^{}]+)\}\}/g, (whole, name: string) => variables.get(name.trim()) ?? whole);
    if (now === before) break;
    if (now.length > LONGEST_FILLED) return refuse('no exchange: its variables are too long to be filled in');
  }
  return now;
}

/** With its variables filled in. A host that stays unknown is left out, since the path is what matters. */
function urlOf(url: unknown, variables: Variables): string | undefined {
  const raw = isObject(url) ? optionalText(url.raw, 'the raw url') || rawOf(url) : url;
  if (typeof raw !== 'string' || raw === '') return undefined;
  const inPath = variablesOf(isObject(url) ? url.variable : undefined);
  const named = filled(raw, variables).replace(/(?<=\/):([^/?#]+)/g, (whole, name: string) => {
    const value = inPath.get(name);
    return value === undefined || value === '' ? whole : filled(value, variables);
  });
  const [before = '', scheme = '', authority = ''] = ORIGIN.exec(named) ?? [];
  if (before.includes('{{')) {
    // A variable at the very beginning may end with the slash of the path.
    const rest =
      scheme === '' && !/\}\}[^{}]*[.:][^{}]*$/.test(authority) ? authority.replace(UNKNOWN, '') : '';
    const path = rest + named.slice(before.length);
    return path.startsWith('/') ? path : `/${path}`;
  }
  return scheme !== '' || named.startsWith('/') ? named : `http://${named}`;
}

/** Scheme and authority, in which a variable may hold anything; the authority ends where the path, query or fragment begins. */
const ORIGIN = /^((?:[a-z][a-z\d+.-]*|\{\{[^{}]*\}\}):\/\/)?((?:\{\{[^{}]*\}\}|[^/?#])*)/i;
const UNKNOWN = /^.*\{\{[^{}]*\}\}/;

function rawOf({ protocol, host, port, path, query }: JsonObject): string | undefined {
  const segments = partsOf(path, 'path');
  if (segments === undefined) return undefined;
  const names = partsOf(host, 'host');
  const scheme = (optionalText(protocol, 'the protocol of the url') ?? '').replace(/:?(?:\/\/)?$/, '');
  const before = names === undefined ? '' : `${scheme === '' ? '' : `${scheme}://`}${names.join('.')}`;
  const numbered = optionalText(port, 'the port of the url') ?? '';
  const sent = sentIn(query, 'the query of the url').map(({ key, value }) => `${key}=${value}`);
  return `${before}${numbered === '' || before === '' ? '' : `:${numbered}`}/${segments.join('/').replace(/^\//, '')}${sent.length === 0 ? '' : `?${sent.join('&')}`}`;
}

/** A host or path is one text, or a list of its parts. */
function partsOf(value: unknown, what: string): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return [value];
  return textsIn(optionalList(value, `the ${what} of the url`) ?? [], what);
}

function textsIn(list: readonly unknown[], what: string): readonly string[] {
  return list.map((one) => {
    const text = isObject(one) ? one.value : one;
    return typeof text === 'string'
      ? text
      : refuse(`no exchange: the ${what} of the url is no list of texts`);
  });
}

/** Pairs that are not disabled. */
function sentIn(value: unknown, what: string): readonly { readonly key: string; readonly value: string }[] {
  const pairs = optionalList(value, what) ?? [];
  return pairs.flatMap((pair) => {
    if (!isObject(pair)) return refuse(`no exchange: ${what} has what is no pair`);
    if (optionalFlag(pair.disabled, what)) return [];
    return [{ key: optionalText(pair.key, what) ?? '', value: optionalText(pair.value, what) ?? '' }];
  });
}

function headersOf(header: unknown, what: string, variables: Variables): Headers | undefined {
  if (typeof header === 'string') return linesOf(header, what);
  const sent = optionalList(header, what)?.filter((field) => !isObject(field) || field.disabled !== true);
  return headersFromList(sent, what, 'key')?.map(({ name, value }) => ({
    name,
    value: filled(value, variables),
  }));
}

function linesOf(header: string, what: string): readonly HeaderField[] {
  const lines = header.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) return refuse(`no exchange: ${what} has what is no header field`);
    return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
  });
}

function requestBody(body: JsonObject | undefined, variables: Variables): Body {
  const mode = optionalText(body?.mode, 'the mode of the body');
  if (body === undefined || mode === undefined || optionalFlag(body.disabled, 'the body')) return noBody();
  if (mode === 'raw') return textBody(filled(optionalText(body.raw, 'the body') ?? '', variables));
  if (mode !== 'urlencoded') return unrecorded('a body of that mode is not in the collection');
  const form = sentIn(body.urlencoded, 'the form').map(({ key, value }) => [key, filled(value, variables)]);
  return textBody(new URLSearchParams(form).toString());
}
