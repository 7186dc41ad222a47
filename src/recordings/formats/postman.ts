// The saved responses of a Postman collection, format 2.0 and 2.1: https://schema.postman.com/collection/json/v2.1.0/.
import { InputError } from '../../lib/input-error.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';
import type { Body, Exchange, Headers, Unreadable } from '../../model.ts';
import type { ByteSource, Entry, Head, RecordingFormat } from '../format.ts';
import { headersFromList, isStatus, noBody, statusProblem, textBody, unrecorded } from '../message.ts';
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
  const root = parse(await wholeText(source.name, source.chunks), source.name);
  const wrapped = isObject(root) && isObject(root.collection);
  const collection = wrapped ? root.collection : root;
  if (!isObject(collection)) return;
  const variables = variablesOf(collection.variable);
  let index = 0;
  for (const saved of savedIn(collection, wrapped ? '/collection' : ''))
    yield [entryOf(saved, variables, { source: source.name, index: index++, pointer: saved.pointer })];
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError('not JSON, or cut off', { place: { file }, fix: 'export the collection again' });
  }
}

type Saved = { readonly response: unknown; readonly item: JsonObject; readonly pointer: string };

function* savedIn(folder: JsonObject, pointer: string): Generator<Saved> {
  if (!Array.isArray(folder.item)) return;
  for (const [at, item] of folder.item.entries()) {
    if (!isObject(item)) continue;
    const here = `${pointer}/item/${at}`;
    const responses = Array.isArray(item.response) ? item.response : [];
    for (const [n, response] of responses.entries())
      yield { response, item, pointer: `${here}/response/${n}` };
    yield* savedIn(item, here);
  }
}

type At = { readonly source: string; readonly index: number; readonly pointer: string };
type Variables = ReadonlyMap<string, string>;

function entryOf({ response, item }: Saved, variables: Variables, at: At): Exchange | Unreadable {
  if (!isObject(response)) return { ...at, unreadable: 'no saved response' };
  const original = response.originalRequest ?? item.request;
  const request: JsonObject = isObject(original) ? original : { url: original };
  const url = urlOf(request.url, variables);
  if (url === undefined) return { ...at, unreadable: 'no exchange: its request has no url' };
  const { code } = response;
  if (!isStatus(code)) return { ...at, unreadable: statusProblem(code) };
  return {
    ...at,
    request: {
      method: typeof request.method === 'string' ? request.method.toUpperCase() : 'GET',
      url,
      headers: headersOf(request.header, variables),
      body: requestBody(request.body, variables),
    },
    response: {
      status: code,
      headers: headersOf(response.header, new Map()),
      body: responseBody(response.body),
    },
  };
}

function variablesOf(list: unknown): Variables {
  const variables = Array.isArray(list) ? list.filter(isObject) : [];
  return new Map(variables.map((one) => [String(one.key ?? one.id), String(one.value ?? '')]));
}

function filled(text: string, variables: Variables): string {
  return text.replace(/\{\{([^{}]+)\}\}/g, (whole, name: string) => variables.get(name.trim()) ?? whole);
}

/** With its variables filled in; a host that stays unknown is left out, since the path is what matters. */
function urlOf(url: unknown, variables: Variables): string | undefined {
  const raw = isObject(url) ? (url.raw ?? rawOf(url)) : url;
  if (typeof raw !== 'string' || raw === '') return undefined;
  const inPath = variablesOf(isObject(url) ? url.variable : undefined);
  const named = filled(raw, variables).replace(
    /(?<=\/):([^/?#]+)/g,
    (whole, name: string) => inPath.get(name) || whole,
  );
  const known = named.replace(/^(?:[a-z]+:\/\/)?\{\{[^{}]*\}\}/i, '');
  if (known !== named) return known.startsWith('/') ? known : `/${known}`;
  return /^(?:[a-z][a-z+.-]*:\/\/|\/)/i.test(known) ? known : `http://${known}`;
}

function rawOf(url: JsonObject): string | undefined {
  if (!Array.isArray(url.path)) return undefined;
  const host = Array.isArray(url.host) ? `${url.protocol ?? 'https'}://${url.host.join('.')}` : '';
  const query = Array.isArray(url.query)
    ? url.query.filter((one) => isObject(one) && one.disabled !== true)
    : [];
  const pairs = query.map((one) => `${one.key}=${one.value ?? ''}`).join('&');
  return `${host}/${url.path.join('/')}${pairs === '' ? '' : `?${pairs}`}`;
}

function headersOf(header: unknown, variables: Variables): Headers | undefined {
  if (typeof header === 'string') return headersFromList(linesOf(header));
  if (!Array.isArray(header)) return undefined;
  const sent = header.filter((field) => !isObject(field) || field.disabled !== true);
  return headersFromList(sent, 'key')?.map(({ name, value }) => ({ name, value: filled(value, variables) }));
}

function linesOf(header: string): readonly JsonObject[] {
  return header
    .split(/\r?\n/)
    .filter((line) => line.includes(':'))
    .map((line) => ({
      name: line.slice(0, line.indexOf(':')).trim(),
      value: line.slice(line.indexOf(':') + 1).trim(),
    }));
}

function responseBody(body: unknown): Body {
  return typeof body === 'string' ? textBody(body) : noBody();
}

function requestBody(body: unknown, variables: Variables): Body {
  if (!isObject(body) || body.disabled === true || body.mode === undefined) return noBody();
  if (body.mode === 'raw')
    return typeof body.raw === 'string' ? textBody(filled(body.raw, variables)) : noBody();
  if (body.mode !== 'urlencoded') return unrecorded(`a ${String(body.mode)} body is not in the collection`);
  const pairs = Array.isArray(body.urlencoded) ? body.urlencoded.filter(isObject) : [];
  const sent = pairs.filter((pair) => pair.disabled !== true);
  const form = sent.map((pair) => [String(pair.key), filled(String(pair.value ?? ''), variables)]);
  return textBody(new URLSearchParams(form).toString());
}
