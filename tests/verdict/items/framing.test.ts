// What each kind of sequence finds in its text, in whatever pieces that comes.
import { describe, expect, test } from 'vitest';
import { createEvents } from '../../../src/verdict/items/events.ts';
import type { Framed, Framer, FramerOptions } from '../../../src/verdict/items/framing.ts';
import { createJsonSequence, createLines } from '../../../src/verdict/items/json-texts.ts';
import { createParts } from '../../../src/verdict/items/parts.ts';
import { createSplitter } from '../../../src/verdict/items/splitter.ts';

type Found = Framed | 'end';
const cut = { kind: 'cut' } as const;
const tooLarge = { kind: 'too-large' } as const;

/** What is found while the text comes, then at its end; the same whether it comes whole or in pieces of any size. */
function foundIn(create: (options: FramerOptions) => Framer, text: string, most = 40): Found[] {
  const [whole, ...others] = [text.length, 1, 2, 3, 7].map((size) => {
    const all: Found[] = [];
    const framer = create({ most, found: (item) => all.push(item) });
    for (let at = 0; at < text.length; at += size) framer.push(text.slice(at, at + size));
    all.push('end');
    framer.end();
    return all;
  });
  // Where it comes piece by piece, the last item may be found before the end or at it.
  const items = (all: Found[] | undefined) => all?.filter((one) => one !== 'end');
  for (const other of others) expect(items(other)).toEqual(items(whole));
  return whole ?? [];
}

type Row = [name: string, text: string, ...found: Found[]];

test('a line feed that comes apart from its carriage return, and one that has none', () => {
  const texts: unknown[] = [];
  const splitter = createSplitter(/\r\n?|\n/g, 4, (text) => texts.push(text));
  for (const piece of ['\na\r', '', '\nb\r', 'c\n', '\nabcd\nabcde\nabcd']) splitter.push(piece);
  expect(texts).toEqual(['', 'a', 'b', 'c', '', 'abcd', undefined]);
  expect(splitter.rest()).toBe('abcd');
  splitter.push('e');
  expect(splitter.rest()).toBeUndefined();
});

describe('lines', () => {
  const line = (text: string, mayBeCut = false): Framed => ({ kind: 'json', text, mayBeCut });
  test.each<Row>([
    ['none', '', 'end'],
    ['two', '1\n2\n', line('1'), line('2'), 'end'],
    ['the last without a line feed', '1\n2', line('1'), 'end', line('2', true)],
    ['CRLF', '1\r\n2\r\n', line('1\r'), line('2\r'), 'end'],
    ['blank ones', '\n \t\r\n1\n\n', line('1'), 'end'],
    ['a byte order mark', '\ufeff1\n\ufeff2\n', line('1'), line('\ufeff2'), 'end'],
    ['a byte order mark alone', '\ufeff\n1\n', line('1'), 'end'],
    ['as long as is read', `${'x'.repeat(40)}\n1\n`, line('x'.repeat(40)), line('1'), 'end'],
    ['a longer one', `${'x'.repeat(41)}\n1\n`, tooLarge, line('1'), 'end'],
    ['a longer one at the end', `1\n${'x'.repeat(41)}`, line('1'), 'end', tooLarge],
  ])('%s', (_, text, ...found) => {
    expect(foundIn(createLines, text)).toEqual(found);
  });
});

test('a line break that comes in two pieces does not join two lines', () => {
  const texts: unknown[] = [];
  const framer = createLines({ most: 40, found: (item) => texts.push('text' in item && item.text) });
  for (const piece of ['1\r', '\n2\r', '\n']) framer.push(piece);
  expect(texts).toEqual(['1\r', '2\r']);
});

describe('JSON texts behind record separators', () => {
  const json = (text: string, mayBeCut = false): Framed => ({ kind: 'json', text, mayBeCut });
  const broken = (of: string, message: string): Framed => ({ kind: 'broken', of, message });
  const noSeparator = broken('a JSON text sequence', 'no record separator (U+001E) stands before it');
  const notClosed = broken('whole', 'no line feed stands behind it, so that it may be cut');
  test.each<Row>([
    ['none', '', 'end'],
    ['two', '\u001e1\n\u001e{}\n', json('1\n'), 'end', json('{}\n')],
    ['several separators', '\u001e\u001e \u001e1\n', 'end', json('1\n')],
    ['no separator before the first', '1\n\u001e2\n', noSeparator, 'end', json('2\n')],
    ['no separator at all', '1\n', 'end', noSeparator],
    ['a byte order mark before the first', '\ufeff\u001e2\n', 'end', json('2\n')],
    ['a byte order mark behind a separator', '\u001e\ufeff\u001e2\n', json('\ufeff'), 'end', json('2\n')],
    ['an object without a line feed', '\u001e{}\u001e[]', json('{}'), 'end', json('[]', true)],
    ['a number without a line feed', '\u001e12\u001e3\n', notClosed, 'end', json('3\n')],
    ['a negative one', '\u001e -1\u001e3\n', notClosed, 'end', json('3\n')],
    ['a literal without a line feed', '\u001etrue\u001e\nnull\u001efalse', notClosed, notClosed, 'end', cut],
    ['a number with a space behind it', '\u001e12 \u001e3\t', json('12 '), 'end', json('3\t')],
    ['a last number without a line feed', '\u001e12', 'end', cut],
    ['a longer one', `\u001e"${'x'.repeat(40)}"\n\u001e1\n`, tooLarge, 'end', json('1\n')],
    ['a longer one first', `"${'x'.repeat(40)}"\n\u001e1\n`, tooLarge, 'end', json('1\n')],
  ])('%s', (_, text, ...found) => {
    expect(foundIn(createJsonSequence, text)).toEqual(found);
  });
});

describe('events', () => {
  const event = (data: string, more: object = {}): Framed => ({ kind: 'event', event: { data, ...more } });
  const noStream: Framed = {
    kind: 'broken',
    of: 'an event stream',
    message: 'no line of it is a field or a comment',
  };
  test.each<Row>([
    ['none', '', 'end'],
    ['two', 'data: a\n\ndata:b\n\n', event('a'), event('b'), 'end'],
    ['one space behind the colon is dropped', 'data:  a\n\n', event(' a'), 'end'],
    ['no colon', 'data\n\n', event(''), 'end'],
    ['several lines of data', 'data: a\ndata:\ndata: b\n\n', event('a\n\nb'), 'end'],
    [
      'all fields',
      'event: e\nid: 1\nretry: 05\ndata: a\n\ndata: b\n\n',
      event('a', { event: 'e', id: '1', retry: 5 }),
      event('b'),
      'end',
    ],
    ['an empty event name', 'event:\ndata: a\n\n', event('a'), 'end'],
    ['an id with NUL', 'id: a\0\ndata: a\n\n', event('a'), 'end'],
    [
      'a retry that is no number',
      'retry: 1s\ndata: a\n\nretry: x1\ndata: b\n\n',
      event('a'),
      event('b'),
      'end',
    ],
    ['unknown fields', 'other: x\nDATA: y\ndata: a\n\n', event('a'), 'end'],
    ['several lines of data with CRLF', 'data: a\r\ndata: b\r\n\r\n', event('a\nb'), 'end'],
    ['CR and CRLF', 'data: a\r\rdata: b\r\n\r\n', event('a'), event('b'), 'end'],
    ['a byte order mark', '\ufeffdata: a\n\n\ufeffdata: b\n\ndata: c\n\n', event('a'), event('c'), 'end'],
    ['no data', 'event: e\n\nid: 1\n\ndata: a\n\n', event('a'), 'end'],
    ['comments', ': hi\n\n:\n\n', 'end'],
    ['an end inside of an event', 'data: a\n', 'end', cut],
    ['an end inside of a line', 'data: a\n\ndata: b', event('a'), 'end', cut],
    ['an end behind the name of an event', 'data: a\n\nevent: b\n', event('a'), 'end', cut],
    ['an end behind an id', 'data: a\n\nid: 1\n', event('a'), 'end'],
    ['an end behind a comment', 'data: a\n\n: pi', event('a'), 'end'],
    ['an end inside of a name', 'ret', 'end', cut],
    ['an end inside of a line that is no field', 'data: a\n\nx', event('a'), 'end', cut],
    ['no line that is a field', '{"error":1}\n', 'end', noStream],
    ['no line that is a field, cut', '<html>', 'end', noStream],
    ['no line that is a field, and the start of one', '<html>\nda', 'end', cut],
    ['as long as is read', `data:${'x'.repeat(34)}\n\n`, event('x'.repeat(34)), 'end'],
    ['a longer line', `data:${'x'.repeat(36)}\n\ndata: a\n\n`, tooLarge, event('a'), 'end'],
    [
      'more data in several lines',
      `data:${'x'.repeat(19)}\ndata:${'x'.repeat(19)}\n\n`,
      event(`${'x'.repeat(19)}\n${'x'.repeat(19)}`),
      'end',
    ],
    [
      'too much data in several lines',
      `data:${'x'.repeat(20)}\ndata:${'x'.repeat(20)}\n\ndata: a\n\n`,
      tooLarge,
      event('a'),
      'end',
    ],
    ['too much data at the end', `data:${'x'.repeat(20)}\ndata:${'x'.repeat(20)}\n`, 'end', tooLarge],
    ['a longer line at the end', `data: a\n\ndata:${'x'.repeat(40)}`, event('a'), 'end', tooLarge],
  ])('%s', (_, text, ...found) => {
    expect(foundIn(createEvents, text)).toEqual(found);
  });
});

describe('parts', () => {
  const part = (text: string, mediaType?: string): Framed => ({ kind: 'part', text, mediaType });
  const broken = (message: string, of = 'a multipart'): Framed => ({ kind: 'broken', of, message });
  const noBlank = broken('it has no blank line behind its head', 'a part');
  const long = 'x'.repeat(60);
  test.each<Row>([
    ['none', '--b--', 'end'],
    [
      'two',
      '--b\r\n\r\n1\r\n--b\r\nContent-Type: Text/Plain; x=1\r\n\r\n2\r\n--b--\r\n',
      part('1'),
      part('2', 'text/plain'),
      'end',
    ],
    ['line feeds alone', '--b\n\n1\n--b\n\n2\n--b--', part('1'), part('2'), 'end'],
    ['a type that is none', '--b\nContent-Type: x\n\n1\n--b--', part('1'), 'end'],
    ['text before and behind', `${long}\n--b\n\n1\n--b--\n--b\n\n2\n--b--`, part('1'), 'end'],
    ['an empty line before', '\n--b\n\n1\n--b--', part('1'), 'end'],
    ['the boundary inside of a first line', 'x--b\n--b\n\n1\n--b--', part('1'), 'end'],
    ['no octets', '--b\n\n--b\n\n1\n--b--', part(''), part('1'), 'end'],
    ['octets of UTF-8', '--b\n\n\u00c3\u00bc\n--b--', part('ü'), 'end'],
    ['spaces behind the boundary', '--b \t\n\n1\n--b--', part('1'), 'end'],
    ['a line that starts as the boundary', '--b\n\n1\n--bx\n--b--', part('1\n--bx'), 'end'],
    ['no blank line', '--b\nContent-Type: text/plain\n--b--', noBlank, 'end'],
    ['an end inside of a part', '--b\n\n1', 'end', cut],
    ['no boundary in it', 'x', 'end', broken('the boundary is not in the body')],
    ['a longer part', `--b\n\n${long}\n--b\n\n1\n--b--`, tooLarge, part('1'), 'end'],
    ['a longer part at the end', `--b\n\n1\n--b\n\n${'x'.repeat(300)}`, part('1'), 'end', tooLarge],
    [
      'a long part of many boundaries that are none',
      `--b\n\n${'\n--bx'.repeat(7)}\n--b--`,
      part('\n--bx'.repeat(7)),
      'end',
    ],
  ])('%s', (_, text, ...found) => {
    expect(foundIn((options) => createParts('b', options), text)).toEqual(found);
  });

  test.each([undefined, ''])('the boundary %j', (boundary) => {
    const text = `--${boundary}\n\n1\n--${boundary}--\n`;
    const found = foundIn((options) => createParts(boundary, options), text);
    expect(found).toEqual(['end', broken('Content-Type names no boundary')]);
  });

  test('a part beyond what waits for its boundary', () => {
    const text = Array.from({ length: 500 }, (_, nth) => String(nth)).join(' ');
    const create = (options: FramerOptions) => createParts('b', options);
    expect(foundIn(create, `--b\n\n${text}\n--b--`, 5000)).toEqual([part(text), 'end']);
    expect(foundIn(create, `${text}\n--b\n\n1\n--b--`, 5000)).toEqual([part('1'), 'end']);
  });
});
