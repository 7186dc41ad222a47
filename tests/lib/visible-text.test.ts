import { describe, expect, it } from 'vitest';
import { inertJson, outgoing, visible } from '../../src/lib/visible-text.ts';

describe('visible', () => {
  it.each([
    ['plain text, 中文, é, 👍', 'plain text, 中文, é, 👍'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u0000\u001b[31m', '\\u0000\\u001b[31m'],
    ['\u007f\u009b', '\\u007f\\u009b'],
    ['\u202eevil\u2066', '\\u202eevil\\u2066'],
    ['a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['\u2028\u2029', '\\u2028\\u2029'],
    ['\ud800', '\\ud800'],
    ['\ufffe\u{1fffe}', '\\ufffe\\u{1fffe}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['##[add-path]', '#\\u0023[add-path]'],
    ['##vso[task', '#\\u0023vso[task'],
    ['## heading', '## heading'],
    ['a\\b', 'a\\b'],
    ['x'.repeat(1000), 'x'.repeat(1000)],
    ['x'.repeat(1003), `${'x'.repeat(1000)}… and 3 more characters`],
    [`${'x'.repeat(999)}👍`, `${'x'.repeat(999)}\\ud83d… and 1 more characters`],
  ])('%j', (text, expected) => expect(visible(text)).toBe(expected));

  it('takes no longer than the text', () => {
    for (const text of ['#', '\u202e', ' ', '##a', '\n', '::']) {
      const many = text.repeat(300_000);
      expect(inertJson(many).length).toBeGreaterThanOrEqual(many.length);
      expect(outgoing(many).length).toBeGreaterThan(0);
    }
    // What grows with the square of the text would not end here.
  }, 120_000);
});

describe('outgoing', () => {
  it.each([
    ['::error::x', '\\u003a:error::x'],
    ['a\n  ::error::x', 'a\n  \\u003a:error::x'],
    ['\u00a0\u3000::x', '\u00a0\u3000\\u003a:x'],
    ['a ::error::', 'a ::error::'],
    ['a\r\nb\tc\rd', 'a\r\nb\tc\\rd'],
    ['"\u{e0041}\u001b[0m"', '"\\udb40\\udc41\\u001b[0m"'],
    [':x', ':x'],
  ])('%j', (text, expected) => expect(outgoing(text)).toBe(expected));
});

describe('inertJson', () => {
  it.each([
    ['\u202e\u007f\u2028\ud800##[x]\u{e0041}\n"'],
    [{ ['__proto__']: 1, b: [undefined, null], a: { constructor: 'x' } }],
  ])('%j reads back as the same value', (value) => {
    expect(JSON.parse(inertJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  it('sorts keys, leaves out what is undefined, and is ASCII where it matters', () => {
    expect(inertJson({ b: undefined, c: 1, a: '\u202e' })).toBe('{\n  "a": "\\u202e",\n  "c": 1\n}\n');
  });
});
