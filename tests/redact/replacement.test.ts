import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReplacement, replacement, replacementNumber } from '../../src/redact/replacement.ts';

const key = Buffer.from('key of the run');

describe('the make survives', () => {
  const makes: [string, RegExp][] = [
    [
      'f47ac10b-58cc-4372-a567-0e02b2c3d479',
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    ],
    ['2026-11-24T03:32:25.123456Z', /^2000-01-01T00:00:00\.000000Z$/],
    ['2026-11-24T03:32:25+08:00', /^2000-01-01T00:00:00\+08:00$/],
    ['2026-11-24', /^2000-01-01$/],
    ['10.11.12.13', /^192\.0\.2\.1$/],
    ['e6a5871bfb5b47d19c5874790f639ef8', /^[0-9a-f]{32}$/],
    ['E6A5871BFB5B47D19C5874790F639EF8', /^[0-9A-F]{32}$/],
    [
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      /^[a-z][A-Z][a-z]{2}[a-z][A-Z]{2}[a-z]{2}[A-Z]{4}\/[A-Z]\d[A-Z]{5}\//,
    ],
    ['someone@example.com', /^[a-z]{7}@[a-z]{7}\.[a-z]{3}$/],
    ['123456789012', /^\d{12}$/],
    [
      'https://user.example.com/private/abcdef',
      /^https:\/\/[a-z]{4}\.[a-z]{7}\.[a-z]{3}\/[a-z]{7}\/[a-z]{6}$/,
    ],
    ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', /^sk_live_\d[a-z][A-Z]\d\d[A-Z]/],
    ['hunter2', /^xxxxxx0$/],
    ['correct horse battery staple', /^[a-z]{7} [a-z]{5} [a-z]{7} [a-z]{6}$/],
    ['!!!###$$$%%%', /^\*{12}$/],
    ['密码一二三四', /^密{6}$/],
    ['🔑🔑', /^𝐱𝐱$/],
  ];
  test.each(makes)('%s', (secret, make) => {
    const substitute = replacement(secret, key);
    expect(substitute).toMatch(make);
    expect(substitute).not.toBe(secret);
    expect(replacement(secret, key)).toBe(substitute);
  });
});

test.each([
  '',
  '***',
  'REDACTED',
  '<redacted>',
  '[REDACTED]',
  '{{token}}',
  '$'.concat('{TOKEN}'),
  'xxxxxx',
  'null',
])('%j hides nothing', (text) => {
  expect(replacement(text, key)).toBe(text);
});

const secrets = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'abcdef0123456789'), minLength: 8, maxLength: 64 }),
  fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.+/=~'), minLength: 4, maxLength: 80 }),
  fc.uuid(),
  fc.emailAddress(),
  fc.webUrl(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

test('a replacement is known as one, whatever the key, and has the length in characters and octets', () => {
  fc.assert(
    fc.property(secrets, fc.string(), (secret, anyKey) => {
      const once = replacement(secret, Buffer.from(anyKey));
      expect(isReplacement(once)).toBe(true);
      expect(replacement(once, key)).toBe(once);
      if (once === '192.0.2.1') return;
      expect([...once].length).toBe([...secret].length);
      expect(Buffer.byteLength(once)).toBe(Buffer.byteLength(secret));
    }),
    { numRuns: 5000, seed: 6 },
  );
});

test('an ordinary secret is not taken for a replacement', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9+/]{16,60}$/), (secret) => {
      expect(isReplacement(secret)).toBe(false);
    }),
    { numRuns: 5000, seed: 6 },
  );
});

test('different secrets stay different, and the run decides how', () => {
  const made = Array.from({ length: 1000 }, (_, nth) => replacement(`secret-number-${nth}-of-many`, key));
  expect(new Set(made).size).toBe(1000);
  expect(replacement('secret-number-1-of-many', Buffer.from('another'))).not.toBe(made[1]);
});

test.each([
  ['12', '12'],
  ['123456', '100000'],
  ['-98765.25', '-10000.00'],
  ['1234567e5', '1000000e5'],
])('the number %s becomes %s', (token, substitute) => {
  expect(replacementNumber(token)).toBe(substitute);
  expect(replacementNumber(substitute)).toBe(substitute);
});
