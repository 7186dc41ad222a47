// Characters and octets of a body to its value, or the reason why there is none.
import { describe, expect, test } from 'vitest';
import { MAX_DEPTH } from '../../src/json/survey.ts';
import type { Body, CompiledContent, Headers } from '../../src/model.ts';
import {
  type BodyReader,
  isBodyJudged,
  readBody,
  type TextReaders,
  valueReader,
} from '../../src/verdict/body.ts';
import { surveyText } from '../../src/verdict/body-survey.ts';
import { characterPerOctet, createBodyReader, readJsonText } from '../../src/verdict/body-text.ts';
import { recordedBodyReader } from '../../src/verdict/coding.ts';

const limits = { bodyBytes: 40, jsonTokens: 10 };
const reader = createBodyReader(limits);
const value = (of: unknown) => ({ kind: 'value', value: of, repetitions: [], earlier: [] });
const unchecked = (reason: string, message: string) => ({ kind: 'unchecked', reason, message });
const TOO_LARGE = unchecked(
  'body-too-large',
  'more than 0.0000381 MiB, the limit limits.bodyBytes of the config',
);
const UNREAD = unchecked('body-undecodable', 'octets are not read here');
const unrecorded = unchecked('body-unrecorded', 'cut off');

const text = (content: string): Body => ({ kind: 'text', text: content });
const bytes = (...octets: number[]): Body => ({ kind: 'bytes', bytes: Uint8Array.from(octets) });
const json = (content: unknown): Body => ({ kind: 'json', value: content });
const NONE: Body = { kind: 'none' };
const CUT: Body = { kind: 'unrecorded', reason: 'cut off' };
const deepList = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

describe('a body that should be JSON', () => {
  test.each<[string, Body, object]>([
    ['parsed already', json({ a: 1 }), value({ a: 1 })],
    ['parsed already, as deep as is judged', json(deepList(MAX_DEPTH)), value(deepList(MAX_DEPTH))],
    ['parsed already, and too deep', json(deepList(MAX_DEPTH + 1)), { kind: 'too-deep' }],
    ['a text', text('{"a":1}'), value({ a: 1 })],
    ['a text of a name twice', text('{"a":1,"a":2}'), { kind: 'unsurveyed' }],
    ['no JSON', text('{'), { kind: 'unsurveyed' }],
    ['empty', text(''), { kind: 'none' }],
    ['white space', text('\ufeff \t\r\n'), { kind: 'none' }],
    ['as long as is read', text(`"${'x'.repeat(38)}"`), value('x'.repeat(38))],
    ['longer', text(`"${'x'.repeat(39)}"`), TOO_LARGE],
    ['none', NONE, { kind: 'none' }],
    ['not recorded', CUT, unrecorded],
    ['octets, and nothing that decodes them', bytes(0x31), UNREAD],
  ])('%s', (_, body, read) => {
    expect(reader.json(body, undefined, undefined)).toEqual(read);
  });

  test('with a survey', () => {
    expect(reader.json(text('{'), undefined, surveyText)).toMatchObject({ kind: 'malformed' });
    expect(reader.json(text('{"a":1,"a":2}'), undefined, surveyText)).toMatchObject({
      value: { a: 2 },
      earlier: [{ a: 1 }],
      repetitions: [{ pointer: '/a', ordinal: 2 }],
    });
  });

  const many = { ...limits, jsonTokens: 5000 };
  test.each<[string, string, typeof limits, object]>([
    ['a byte order mark', '\ufeff1', limits, value(1)],
    [
      'more tokens than are read',
      '[1,1,1,1,1,1]',
      limits,
      unchecked('body-too-large', 'more than 10 JSON tokens, the limit limits.jsonTokens of the config'),
    ],
    ['deeper than is read, in a long text', '['.repeat(5001), many, { kind: 'too-deep' }],
    ['deeper than is judged', `${'['.repeat(501)}${']'.repeat(501)}`, many, { kind: 'too-deep' }],
  ])('of text: %s', (_, content, most, read) => {
    expect(readJsonText(content, undefined, most)).toEqual(read);
  });

  test('up to ten meanings of one name', () => {
    const repeated = (times: number) =>
      surveyText(`{${Array.from({ length: times }, (_, nth) => `"a":${nth}`).join()}}`);
    expect(repeated(3)).toMatchObject({ value: { a: 2 }, earlier: [{ a: 0 }, { a: 1 }] });
    expect(repeated(12)).toMatchObject({ value: { a: 11 }, earlier: { length: 9 } });
  });

  test('deeper than is judged, with a survey', () => {
    expect(surveyText(`${'['.repeat(501)}${']'.repeat(501)}`)).toEqual({ kind: 'too-deep' });
    expect(surveyText(`${'['.repeat(500)}${']'.repeat(500)}`)).toMatchObject({ kind: 'value' });
  });
});

function contentOf(mediaType: string, more: Partial<CompiledContent> = {}): CompiledContent {
  return { schema: '', strict: () => false, open: () => true, mediaType, ...more };
}

describe('a body that should be text', () => {
  const recorded = recordedBodyReader(limits);
  const plain = contentOf('text/plain', { textTypes: ['integer', 'string'] });
  const unreadable = unchecked(
    'media-type-unreadable',
    'a body of x/y has a schema and can not be read here',
  );
  test.each<[string, Body, Partial<CompiledContent>, object]>([
    ['the meaning that fits', text('7'), { strict: (one) => one === '7' }, value('7')],
    ['else the first', text('7'), {}, value(7)],
    ['else the text', text('x'), { textTypes: ['integer'] }, value('x')],
    ['empty', text(''), {}, value('')],
    ['none', NONE, {}, value('')],
    ['octets', bytes(0x61), {}, value('a')],
    ['no octets', bytes(), {}, value('')],
    ['octets that are no text', bytes(0xff), {}, { kind: 'malformed', message: 'octets that are not utf-8' }],
    ['octets of another type', bytes(0xff), { mediaType: 'x/y' }, unreadable],
    ['too long', text('x'.repeat(41)), {}, TOO_LARGE],
    ['too long, of another type', text('x'.repeat(41)), { mediaType: 'x/y' }, TOO_LARGE],
    ['not recorded', CUT, {}, unrecorded],
    ['parsed already', json(1), {}, { kind: 'opaque' }],
  ])('%s', (_, body, more, read) => {
    expect(recorded.text(body, undefined, { ...plain, ...more })).toEqual(read);
  });
});

describe('the text of a form or sequence', () => {
  const recorded = recordedBodyReader(limits);
  const coded = { 'content-encoding': 'exi' };
  test.each<[string, BodyReader, Body, 'text' | 'octets', Headers | undefined, object]>([
    ['a text', reader, text('a=1'), 'octets', undefined, { text: 'a=1', isOctets: false }],
    ['octets as text', recorded, bytes(0xc3, 0xbc), 'text', undefined, { text: 'ü', isOctets: false }],
    [
      'octets as they are',
      recorded,
      bytes(0xc3, 0xbc),
      'octets',
      undefined,
      { text: '\u00c3\u00bc', isOctets: true },
    ],
    [
      'octets that can not be decoded',
      recorded,
      bytes(1),
      'octets',
      coded,
      unchecked('body-undecodable', 'content coding "exi" is not known'),
    ],
    ['octets, and nothing that decodes them', reader, bytes(1), 'octets', undefined, UNREAD],
    ['octets as text, and nothing that decodes them', reader, bytes(1), 'text', undefined, UNREAD],
    ['parsed already', reader, json({ a: 1 }), 'text', undefined, value({ a: 1 })],
    ['none', reader, NONE, 'text', undefined, { kind: 'none' }],
    ['not recorded', reader, CUT, 'text', undefined, unrecorded],
    ['too long', reader, text('x'.repeat(41)), 'text', undefined, TOO_LARGE],
  ])('%s', (_, from, body, as, headers, read) => {
    expect(from.raw?.(body, headers, as)).toEqual(read);
  });

  test('more octets than are made characters at once', () => {
    const octets = Uint8Array.from({ length: 20_000 }, (_, at) => at % 256);
    expect(Buffer.from(characterPerOctet(octets), 'latin1').equals(octets)).toBe(true);
  });
});

describe('by the declared content', () => {
  const readers: TextReaders = {
    survey: surveyText,
    form: () => ({ kind: 'malformed', message: 'the form' }),
    items: () => ({ kind: 'malformed', message: 'the items' }),
  };
  const read = (
    content: readonly CompiledContent[],
    body: Body,
    essence?: string,
    from = reader,
    with_?: TextReaders,
  ) => {
    const mediaType = essence === undefined ? undefined : { essence, parameters: [] };
    const found = readBody(from, { content, mediaType, headers: {}, body }, with_);
    return { key: found.content?.mediaType, body: found.body };
  };
  const jsonContent = contentOf('application/json');
  const xml = contentOf('x/xml');
  const form = contentOf('x/form', { form: [] });
  const items = contentOf('x/items', { items: {} });
  const octets = contentOf('x/octets', { isOctets: true });
  const plain = contentOf('text/plain', { textTypes: [] });
  const partial: Body = { kind: 'bytes', bytes: Uint8Array.of(0x31), cut: 'the client left' };
  const noXml = unchecked('media-type-unreadable', 'a body of x/xml has a schema and can not be read here');

  test.each<[string, readonly CompiledContent[], Body, string | undefined, string | undefined, object]>([
    ['none declared', [], text('1'), 'application/json', undefined, { kind: 'opaque' }],
    ['none declared, none there', [], NONE, undefined, undefined, { kind: 'none' }],
    ['none declared, an empty text', [], text(''), undefined, undefined, { kind: 'none' }],
    ['none declared, no octets', [], bytes(), undefined, undefined, { kind: 'none' }],
    ['none declared, parsed', [], json(null), undefined, undefined, { kind: 'opaque' }],
    ['none declared, not recorded', [], CUT, undefined, undefined, unrecorded],
    [
      'none declared, known to be there',
      [],
      { ...CUT, isPresent: true },
      undefined,
      undefined,
      { kind: 'opaque' },
    ],
    ['JSON', [jsonContent], text('1'), 'application/json', 'application/json', value(1)],
    ['another type', [jsonContent], text('1'), 'x/y', undefined, { kind: 'opaque' }],
    ['no type: JSON before others', [xml, jsonContent], text('1'), undefined, 'application/json', value(1)],
    ['no type: the first', [xml, plain], text('1'), undefined, 'x/xml', noXml],
    ['JSON by the type of the body', [contentOf('*/*')], text('1'), 'application/json', '*/*', value(1)],
    [
      'JSON as octets',
      [contentOf('application/json', { isOctets: true })],
      text('{'),
      'application/json',
      'application/json',
      { kind: 'opaque' },
    ],
    ['octets', [octets], bytes(0xff), 'x/octets', 'x/octets', { kind: 'opaque' }],
    ['XML', [xml], text('<a/>'), 'x/xml', 'x/xml', noXml],
    ['XML that is empty', [xml], text(''), 'x/xml', 'x/xml', { kind: 'none' }],
    ['XML that is not recorded', [xml], CUT, 'x/xml', 'x/xml', unrecorded],
    ['XML that is parsed already', [xml], json({ a: 1 }), 'x/xml', 'x/xml', value({ a: 1 })],
    ['text', [plain], text('7'), 'text/plain', 'text/plain', value(7)],
    ['a form', [form], text('a'), 'x/form', 'x/form', { kind: 'malformed', message: 'the form' }],
    ['items', [items], text('a'), 'x/items', 'x/items', { kind: 'malformed', message: 'the items' }],
    [
      'the start of a body',
      [jsonContent],
      partial,
      'application/json',
      'application/json',
      unchecked('body-unrecorded', 'the client left'),
    ],
    [
      'the start of a body of which only the presence is known',
      [octets],
      partial,
      'x/octets',
      'x/octets',
      { kind: 'opaque' },
    ],
    [
      'the start of items',
      [items],
      partial,
      'x/items',
      'x/items',
      { kind: 'malformed', message: 'the items' },
    ],
  ])('%s', (_, content, body, essence, key, expected) => {
    expect(read(content, body, essence, reader, readers)).toEqual({ key, body: expected });
  });

  test('a verdict needs the content of all but octets', () => {
    const isJudged = (content: CompiledContent[], essence: string) =>
      isBodyJudged(content, { essence, parameters: [] });
    expect([jsonContent, xml, form, plain].map((one) => isJudged([one], one.mediaType))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([isJudged([octets], 'x/octets'), isJudged([xml], 'x/y'), isJudged([], 'x/y')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(isJudged([contentOf('application/json', { isOctets: true })], 'application/json')).toBe(true);
  });

  test('without what reads forms and items there is no answer', () => {
    for (const content of [form, items])
      expect(read([content], text('a'), content.mediaType).body).toEqual({ kind: 'unsurveyed' });
    expect(read([jsonContent], text('{'), 'application/json').body).toEqual({ kind: 'unsurveyed' });
  });

  test('a body of unknown type that is no JSON is held to nothing', () => {
    expect(read([jsonContent], text('{'), undefined, reader, readers)).toEqual({
      key: undefined,
      body: { kind: 'opaque' },
    });
    const hidden = { content: [jsonContent], mediaType: undefined, headers: undefined, body: text('{') };
    expect(readBody(reader, hidden, readers).body.kind).toBe('malformed');
  });

  test('of parsed bodies alone', () => {
    expect(read([jsonContent], json(1), 'application/json', valueReader).body).toEqual(value(1));
    expect(read([jsonContent], text('1'), 'application/json', valueReader).body).toEqual({ kind: 'opaque' });
    expect(read([plain], text('1'), 'text/plain', valueReader).body).toEqual({ kind: 'opaque' });
    expect(read([items], text('1'), 'x/items', valueReader, readers).body.kind).toBe('unchecked');
  });
});
