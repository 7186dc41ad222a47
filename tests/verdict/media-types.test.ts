// Bodies by media type: which key a Content-Type falls under, and what a body that is not JSON is held to.
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Body } from '../../src/model.ts';
import { type Compiled, compiled, issuesOf, json, text, verdictOn } from './compiled.ts';

let contract: Compiled;

const KEYS: Record<string, object> = {
  'application/json': { schema: { const: 'plain' } },
  'application/json; version=1': { schema: { const: 'one' } },
  'application/json; Version="2"; profile=a': { schema: { const: 'two' } },
  'application/*': { schema: { const: 'any' } },
};
const LONE = { 'application/vnd.x+json; charset=utf-8; v=1': { schema: { const: 1 } } };

const BODIES: Record<string, object> = {
  binary: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  empty: { 'application/pdf': { schema: {} } },
  yes: { 'image/png': { schema: true } },
  media: { 'image/*': { schema: { type: 'string', contentMediaType: 'image/png' } } },
  none: { 'application/zip': {} },
  string: { 'application/pgp': { schema: { type: 'string' } } },
  star: { '*/*': { schema: { type: 'string', format: 'binary' } } },
  text: { 'text/plain': { schema: { type: 'string', minLength: 1 } } },
  integer: { 'text/plain': { schema: { type: 'integer', maximum: 10 } } },
  maybe: { 'text/plain': { schema: { type: ['boolean', 'null'] } } },
  list: { 'text/csv': { schema: { type: 'array', items: { type: 'string' } } } },
  object: { 'application/xml': { schema: { type: 'object', properties: { a: { type: 'string' } } } } },
  enum: { 'text/plain': { schema: { enum: ['on', 'off'] } } },
};

beforeAll(async () => {
  const get = (operationId: string, content: object) => ({
    get: { operationId, responses: { 200: { description: 'ok', content } } },
  });
  contract = await compiled({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {
      '/keys': get('keys', KEYS),
      '/lone': get('lone', LONE),
      ...Object.fromEntries(
        Object.entries(BODIES).map(([name, content]) => [`/${name}`, get(name, content)]),
      ),
    },
  });
});

describe('the most specific key whose parameters the response has', () => {
  test.each<[string, string]>([
    ['application/json', 'plain'],
    ['application/json; charset=utf-8', 'plain'],
    ['application/json; version=1', 'one'],
    ['APPLICATION/JSON;VERSION="1" ; charset=UTF-8', 'one'],
    ['application/json; profile=A; version=2', 'two'],
    ['application/json; version=2', 'plain'],
    ['application/json; version=1; other=x', 'one'],
    ['application/problem+json', 'any'],
  ])('%s is held to "%s"', (contentType, value) => {
    const headers = { 'content-type': contentType };
    for (const other of ['plain', 'one', 'two', 'any'])
      expect(issuesOf(contract, { url: '/keys', headers, body: json(other) }).length === 0, other).toBe(
        other === value,
      );
  });

  test('coverage and findings know each of them by its own name, a lone one by its plain type', () => {
    const named = (url: string, contentType: string) =>
      verdictOn(contract, { url, headers: { 'content-type': contentType }, body: json('one') }).mediaType;
    expect(named('/keys', 'application/json;version=1')).toBe('application/json; version=1');
    expect(named('/keys', 'application/json')).toBe('application/json');
    expect(named('/lone', 'application/vnd.x+json; v=1')).toBe('application/vnd.x+json');
  });

  test.each([
    ['application/vnd.x+json; v=1', []],
    ['application/vnd.x+json; v=2', ['media-type-undocumented application/vnd.x+json; v=2']],
    ['application/vnd.x+json', ['media-type-undocumented application/vnd.x+json']],
    ['application/json', ['media-type-undocumented application/json']],
  ])('a lone key with a parameter: %s', (contentType, expected) => {
    expect(
      issuesOf(contract, { url: '/lone', headers: { 'content-type': contentType }, body: json(1) }),
    ).toEqual(expected);
  });
});

const PNG: Body = { kind: 'bytes', bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0x00) };
const UTF8: Body = { kind: 'bytes', bytes: new TextEncoder().encode('hello') };
const NONE: Body = { kind: 'none' };

describe('a body that is not JSON', () => {
  test.each<[string, string, Body, string[]]>([
    ['binary', 'application/octet-stream', PNG, []],
    ['binary', 'application/octet-stream', UTF8, []],
    ['binary', 'application/octet-stream', text('{"a":1}'), []],
    ['binary', 'application/octet-stream', NONE, ['body-missing']],
    ['empty', 'application/pdf', PNG, []],
    ['yes', 'image/png', PNG, []],
    ['media', 'image/png', PNG, []],
    ['none', 'application/zip', PNG, []],
    ['string', 'application/pgp', PNG, []],
    ['star', 'image/gif', PNG, []],
    ['star', 'application/json', text('{"a":1}'), []],
    ['text', 'text/plain; charset=utf-8', UTF8, []],
    ['text', 'text/plain', text(''), ['out-of-range']],
    ['text', 'text/plain', PNG, ['body-malformed']],
    ['integer', 'text/plain', text('7'), []],
    ['integer', 'text/plain', text('70'), ['out-of-range']],
    ['integer', 'text/plain', text('x'), ['type-mismatch']],
    ['maybe', 'text/plain', text('true'), []],
    ['maybe', 'text/plain', NONE, []],
    ['maybe', 'text/plain', text('1'), ['type-mismatch']],
    ['list', 'text/csv', text('a,b'), ['unchecked media-type-unreadable']],
    ['object', 'application/xml', text('<a/>'), ['unchecked media-type-unreadable']],
    ['object', 'application/xml', NONE, ['body-missing']],
    ['enum', 'text/plain', text('on'), []],
    ['enum', 'text/plain', text('dim'), ['enum-value-undocumented']],
  ])('%s: %s %o', (name, contentType, body, expected) => {
    expect(issuesOf(contract, { url: `/${name}`, headers: { 'content-type': contentType }, body })).toEqual(
      expected,
    );
  });

  test('octets are right in any coding', () => {
    const body: Body = { kind: 'bytes', bytes: gzipSync(Uint8Array.of(1, 2, 3)) };
    const headers = { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' };
    expect(issuesOf(contract, { url: '/binary', headers, body })).toEqual([]);
  });
});
