// What nock's recorder gives with output_objects, versions 13 to 15: an array, or single objects one after the other.
// A JSON body is kept parsed, a binary one as hex, a content-encoded one as an array of hex chunks.

import type { Limits } from '../../json/limits.ts';
import type { Piece } from '../../json/stream.ts';
import { headerValue } from '../../lib/headers.ts';
import { methodNamed } from '../../lib/http-methods.ts';
import { isObject } from '../../lib/objects.ts';
import type { Body, Exchange, Headers, JsonPointer } from '../../model.ts';
import type { Head, RecordingFormat } from '../format.ts';
import {
  headersFrom,
  hexBody,
  isHex,
  noBody,
  octetBody,
  onlyOne,
  optionalFlag,
  optionalText,
  parseRecord,
  readList,
  refuse,
  repeatingBodies,
  statusFrom,
  textBody,
} from '../message.ts';

export const nock: RecordingFormat = {
  name: 'nock',
  description: 'nock recorder objects',
  sniff: isNock,
  read: (source) => readList(source, [], (element, at) => ({ ...at, ...exchangeOf(element, source.limits) })),
};

/** The list may be empty: nock.back writes it where nothing was asked. */
function isNock({ text, complete, outline }: Head): boolean {
  if (complete && /^\ufeff?\s*\[\s*\]\s*$/.test(text)) return true;
  const at = outline.root === 'array' ? '*/' : '';
  return ['scope', 'path'].every((name) => outline.names.has(at + name));
}

const BODIES: readonly JsonPointer[] = ['/body', '/response'];

function exchangeOf(element: Piece, limits: Limits): Pick<Exchange, 'request' | 'response'> {
  const { text, record: definition, names } = parseRecord(element, limits);
  if (!isObject(definition)) return refuse(NO_DEFINITION);
  const texts = repeatingBodies(text, definition, names, BODIES);
  const { scope, path } = definition;
  if (typeof scope !== 'string' || typeof path !== 'string') return refuse(NO_DEFINITION);
  const asked = headersFrom(definition.reqheaders, 'reqheaders');
  const spelling = onlyOne(definition, ['rawHeaders', 'headers'], 'the definition');
  const headers = spelling === undefined ? undefined : headersFrom(definition[spelling], spelling);
  const isBinary = optionalFlag(definition.responseIsBinary, 'responseIsBinary');
  const body = (name: 'body' | 'response') => {
    const repeating = texts.get(`/${name}`);
    if (repeating !== undefined) return textBody(repeating);
    return name === 'body'
      ? bodyOf(definition.body, asked, false)
      : bodyOf(definition.response, headers, isBinary);
  };
  return {
    request: {
      method: methodNamed(optionalText(definition.method, 'method') ?? 'GET'),
      url: withoutDefaultPort(scope) + path,
      headers: asked,
      body: body('body'),
    },
    response: { status: statusFrom(definition.status ?? 200), headers, body: body('response') },
  };
}

const NO_DEFINITION = 'no nock definition: has no text "scope" or "path"';

function withoutDefaultPort(scope: string): string {
  return scope.replace(/^(https:\/\/.*):443$/, '$1').replace(/^(http:\/\/.*):80$/, '$1');
}

function bodyOf(value: unknown, headers: Headers | undefined, isBinary: boolean): Body {
  if (value === undefined) return noBody();
  if (isHexChunks(value, headers)) return octetBody(Buffer.from(value.join(''), 'hex'));
  if (typeof value !== 'string') return { kind: 'json', value };
  return isBinary ? hexBody(value) : textBody(value);
}

// Without headers only the gzip magic number (RFC 1952) tells chunks from a JSON array of strings.
function isHexChunks(value: unknown, headers: Headers | undefined): value is readonly string[] {
  if (!Array.isArray(value) || !value.every((chunk) => typeof chunk === 'string' && isHex(chunk)))
    return false;
  const coding = headerValue(headers, 'content-encoding');
  return coding !== undefined ? coding.toLowerCase() !== 'identity' : String(value[0]).startsWith('1f8b');
}
