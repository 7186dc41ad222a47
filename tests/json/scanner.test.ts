import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assembled } from '../../scripts/assemble.ts';
import { ROW, type Standing, takeScanner } from '../../src/json/scanner.ts';
import { countNames, countNamesAtMost } from '../../src/json/survey.ts';

const scanner = takeScanner();

function load(text: string | Uint8Array): Buffer {
  const octets = Buffer.from(text as string);
  scanner.load(octets);
  return octets;
}

function linesOf(text: string) {
  const octets = load(text);
  return Array.from({ length: scanner.lines(octets.length) }, (_, row) => {
    const at = row * ROW.length;
    return {
      end: scanner.table[at + ROW.end],
      names: scanner.table[at + ROW.names] ?? 0,
      innerNames: scanner.table[at + ROW.innerNames] ?? 0,
    };
  });
}

/** Octet by octet: the least that a scanner has to agree with. */
function slowEnd(octets: Uint8Array, from: number, standing: Standing): number {
  for (let at = from; at < octets.length; at++) {
    const octet = octets[at] ?? 0;
    const isEscaped = standing.escaped === 1;
    standing.escaped = !isEscaped && standing.inString === 1 && octet === 0x5c ? 1 : 0;
    if (octet === 0x22 && !isEscaped) standing.inString = 1 - standing.inString;
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

  test('have names for each of their objects, or are said to have more', () => {
    const space = fc.constantFrom('', '', ' ', '  ');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.jsonValue(), space, fc.constantFrom(0, 1)), { minLength: 1 }),
        (values) => {
          const lines = values.map(([value, between, nested]) => {
            const json = JSON.stringify(value).replaceAll('":', `"${between}:`);
            return nested === 1 ? JSON.stringify({ text: json }) : json;
          });
          for (const [at, { names, innerNames }] of linesOf(`${lines.join('\n')}\n`).entries()) {
            const value: unknown = JSON.parse(lines[at] ?? '');
            expect(names).toBeGreaterThanOrEqual(countNames(value));
            const [, , nested] = values[at] ?? [];
            if (nested === 1)
              expect(innerNames).toBeGreaterThanOrEqual(
                countNames(JSON.parse((value as { text: string }).text)),
              );
          }
        },
      ),
    );
  });

  test.each([
    ['{"a":1,"b":{"c":[{"d":null}]}}', 4, 0],
    ['{"a":"b\\":c"}', 1, 1],
    ['{"a":"{\\"b\\":{\\"c\\":1}}"}', 1, 2],
    ['{"a":"http://x:8080"}', 1, 0],
    ['[":"]', 1, 0],
    ['["\\\\",":"]', 1, 0],
    ['{"a\\\\":1}', 1, 0],
    ['{"a\\"":1}', 1, 0],
  ])('%s has so many names', (text, names, innerNames) => {
    expect(linesOf(`${text}\n`)).toMatchObject([{ names, innerNames }]);
    expect(countNamesAtMost(text)).toBeGreaterThanOrEqual(names);
  });

  test('of names that are not counted have more than a block has octets, however many those are', () => {
    const line = `{"a" :1}${' '.repeat(56)}`.repeat(4096).slice(0, -1);
    const [{ names = 0, innerNames = 0 } = {}] = linesOf(`${line}\n`);
    expect(Math.min(names, innerNames)).toBeGreaterThan(262_144);
  });

  test.each([
    ['a name behind white space', '{"a" :1}', 'names'],
    ['an inner one behind white space', '{"a":"{\\"b\\" :1}"}', 'innerNames'],
    ['an inner one behind an escaped newline', '{"a":"{\\"b\\"\\n:1}"}', 'innerNames'],
    ['an inner quote by number', '{"a":"{\\u0022b\\u0022:1}"}', 'innerNames'],
    ['an inner colon by number', '{"a":"{\\"b\\"\\u003a1}"}', 'innerNames'],
  ] as const)('%s is not counted, and that is said', (_, text, bound) => {
    for (let at = 0; at < 70; at++)
      expect(linesOf(`${' '.repeat(at)}${text}\n`)[0]?.[bound]).toBeGreaterThan(1000);
  });
});

describe('an element', () => {
  test('ends where its bracket does, wherever it is cut', () => {
    fc.assert(
      fc.property(hostile, fc.nat(150), (text, cut) => {
        const octets = Buffer.from(`{${text}`);
        const [slow, fast] = [
          { depth: 0, inString: 0, escaped: 0 },
          { depth: 0, inString: 0, escaped: 0 },
        ];
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
      }),
      { numRuns: 1000 },
    );
  });

  test('has names for each object in its strings, or is said to have more', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const octets = load(JSON.stringify({ a: { text } }));
        expect(scanner.elementEnd(0, octets.length, { depth: 0, inString: 0, escaped: 0 })).toBe(
          octets.length,
        );
        expect(scanner.innerNames()).toBeGreaterThanOrEqual(countNames(JSON.parse(text)));
      }),
    );
  });
});
