// What nock's recorder gives with output_objects, versions 13 to 15: an array, or single objects one after the other.
// A JSON body is kept parsed, a binary one as hex, a content-encoded one as an array of hex chunks.

import { headerValue } from '../../lib/headers.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';
import type { Body, Exchange, Headers, Unreadable } from '../../model.ts';
import type { ByteSource, Entry, Head, RecordingFormat } from '../format.ts';
import { headersFrom, isStatus, noBody, octetBody, statusProblem, textBody, unrecorded } from '../message.ts';

export const nock: RecordingFormat = {
  name: 'nock',
  description: 'nock recorder objects',
  sniff: isNock,
  read: readNock,
};

function isNock({ outline }: Head): boolean {
  const at = outline.root === 'array' ? '*/' : '';
  return ['scope', 'path'].every((name) => outline.names.has(at + name));
}

async function* readNock(source: ByteSource): AsyncGenerator<Iterable<Entry>> {
  let index = 0;
  const { readElements } = await import('../../json/stream.ts');
  for await (const block of readElements(source.chunks, [], source.name, source.kept))
    for (const element of block) yield [entryOf(element.text(), source.name, index++)];
}

function entryOf(text: string | undefined, source: string, index: number): Exchange | Unreadable {
  const at = { source, index, pointer: `/${index}` };
  if (text === undefined) return { ...at, unreadable: 'not UTF-8' };
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch {
    return { ...at, unreadable: 'not JSON' };
  }
  if (!isObject(definition) || typeof definition.scope !== 'string' || typeof definition.path !== 'string')
    return { ...at, unreadable: 'no nock definition: has no text "scope" or "path"' };
  const status = definition.status ?? 200;
  if (!isStatus(status)) return { ...at, unreadable: statusProblem(status) };
  return { ...at, request: requestOf(definition), response: responseOf(definition, status) };
}

function requestOf(definition: JsonObject): Exchange['request'] {
  const headers = headersFrom(definition.reqheaders);
  return {
    method: typeof definition.method === 'string' ? definition.method.toUpperCase() : 'GET',
    url: withoutDefaultPort(String(definition.scope)) + String(definition.path),
    headers,
    body: bodyOf(definition.body, headers, false),
  };
}

function withoutDefaultPort(scope: string): string {
  return scope.replace(/^(https:\/\/.*):443$/, '$1').replace(/^(http:\/\/.*):80$/, '$1');
}

function responseOf(definition: JsonObject, status: number): Exchange['response'] {
  const headers = headersFrom(definition.rawHeaders ?? definition.headers);
  const isBinary = definition.responseIsBinary === true;
  return { status, headers, body: bodyOf(definition.response, headers, isBinary) };
}

const hex = /^(?:[0-9a-f]{2})*$/i;

function bodyOf(value: unknown, headers: Headers | undefined, isBinary: boolean): Body {
  if (value === undefined) return noBody();
  if (isHexChunks(value, headers)) return octetBody(Buffer.from(value.join(''), 'hex'));
  if (typeof value !== 'string') return { kind: 'json', value };
  if (!isBinary) return textBody(value);
  return hex.test(value) ? octetBody(Buffer.from(value, 'hex')) : unrecorded('the response is no hex text');
}

// Without headers only the gzip magic number (RFC 1952) tells chunks from a JSON array of strings.
function isHexChunks(value: unknown, headers: Headers | undefined): value is readonly string[] {
  if (!Array.isArray(value) || !value.every((chunk) => typeof chunk === 'string' && hex.test(chunk)))
    return false;
  const coding = headerValue(headers, 'content-encoding');
  return coding !== undefined ? coding.toLowerCase() !== 'identity' : String(value[0]).startsWith('1f8b');
}
