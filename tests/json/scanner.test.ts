import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assembled } from '../../scripts/assemble.ts';
import { createScanner, ROW, type Standing } from '../../src/json/scanner.ts';
import { readToken, tokenAt } from '../../src/json/tokens.ts';

const scanner = createScanner();

function load(text: string | Uint8Array): Buffer {
  const octets = Buffer.from(text as string);
  scanner.load(octets);
  return octets;
}

function linesOf(text: string) {
  const octets = load(text);
  return Array.from({ length: scanner.lines(octets.length) }, (_, row) => {
    const at = row * ROW.length;
    return { end: scanner.table[at + ROW.end], names: scanner.table[at + ROW.names] ?? 0 };
  });
}

function namesIn(text: string): number {
  const token = tokenAt(text);
  let names = 0;
  for (let kind = readToken(text, token); kind !== 'end'; kind = readToken(text, token))
    if (kind === ':') names += 1;
  return names;
}

const standing = (): Standing => ({ depth: 0, inString: 0, escaped: 0, names: 0 });

/** Octet by octet: the least that a scanner has to agree with. */
function slowEnd(octets: Uint8Array, from: number, standing: Standing): number {
  for (let at = from; at < octets.length; at++) {
    const octet = octets[at] ?? 0;
    const isEscaped = standing.escaped === 1;
    standing.escaped = !isEscaped && standing.inString === 1 && octet === 0x5c ? 1 : 0;
    if (octet === 0x22 && !isEscaped) standing.inString = standing.inString === 1 ? 0 : 1;
    else if (standing.inString === 0 && octet === 0x3a) standing.names++;
    else if (standing.inString === 0 && (octet | 0x20) === 0x7b) standing.depth++;
    else if (standing.inString === 0 && (octet | 0x20) === 0x7d && --standing.depth === 0) return at + 1;
  }
  return -1;
}

/** Texts in which what matters to a scanner is frequent, at every place of a block of 64. */
const hostile = fc
  .array(
    fc.constantFrom(
      '"',
      '\\',
      '\\"',
      '\\\\',
      ':',
      '":',
      '\\":',
      '{',
      '}',
      '[',
      ']',
      ' ',
      'a',
      'u',
      '\n',
      'x'.repeat(61),
      '名',
    ),
    { maxLength: 120 },
  )
  .map((parts) => parts.join(''));

test('what is committed is what is assembled', () => {
  const committed = readFileSync(join(import.meta.dirname, '../../src/json/scanner-wasm.ts'), 'utf8');
  expect(assembled()).toBe(committed);
});

describe('lines', () => {
  test('end where a newline stands, in any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const octets = Buffer.from(text);
        const ends = [...octets.keys()].filter((at) => octets[at] === 0x0a);
        expect(linesOf(text).map(({ end }) => end)).toEqual(ends);
      }),
    );
  });

  test('have as many names as their JSON, whatever stands in the lines around them', () => {
    const line = fc.oneof(
      fc.tuple(fc.jsonValue(), fc.constantFrom('', ' ')).map(([value, space]) => ({
        text: JSON.stringify(value).replaceAll('":', `"${space}:`),
        isJson: true,
      })),
      hostile.map((text) => ({ text: text.replaceAll('\n', ''), isJson: false })),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const found = linesOf(lines.map(({ text }) => `${text}\n`).join(''));
        for (const [at, { text, isJson }] of lines.entries())
          if (isJson) expect(found[at]?.names).toBe(namesIn(text));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['{"a":1,"b":{"c":[{"d":null}]}}', 4],
    ['{"a":1,"a":2}', 2],
    ['{"a":"b\\":c"}', 1],
    ['{"a":"{\\"b\\":{\\"c\\":1}}"}', 1],
    ['{"a":"http://x:8080"}', 1],
    ['[":"]', 0],
    ['["\\\\",":"]', 0],
    ['{"a\\\\" :1}', 1],
    ['{"a\\"":1}', 1],
  ])('%s has so many names', (text, names) => {
    for (let at = 0; at < 70; at++)
      expect(linesOf(`${' '.repeat(at)}${text}\n`).map((line) => line.names)).toEqual([names]);
  });

  test('that break off in a string do not spoil the next', () => {
    const lines = linesOf('{"a":"b\n{"a":1,"b":":"}\n{"a":"\\\n{"c":1}\n');
    expect([lines[1]?.names, lines[3]?.names]).toEqual([2, 1]);
  });
});

describe('an element', () => {
  test('ends where its bracket does, wherever it is cut', () => {
    fc.assert(
      fc.property(hostile, fc.nat(150), (text, cut) => {
        const octets = Buffer.from(`{${text}`);
        const [slow, fast] = [standing(), standing()];
        const first = Math.min(cut, octets.length);
        const expected = slowEnd(octets, 0, slow);
        load(octets.subarray(0, first));
        let end = first === 0 ? -1 : scanner.elementEnd(0, first, fast);
        if (end < 0) {
          load(octets.subarray(first));
          end = scanner.elementEnd(0, octets.length - first, fast);
          if (end >= 0) end += first;
        }
        expect(end).toBe(expected);
        if (expected < 0) expect(fast).toEqual(slow);
        else expect(fast.names).toBe(slow.names);
      }),
      { numRuns: 1000 },
    );
  });
});
