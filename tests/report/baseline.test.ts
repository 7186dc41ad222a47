import { describe, expect, test } from 'vitest';
import type { BaselineEntry, Finding } from '../../src/model.ts';
import {
  addToBaseline,
  formatBaseline,
  parseBaseline,
  removeFromBaseline,
  selectedBy,
} from '../../src/report/baseline.ts';
import { fingerprintOf } from '../../src/report/fingerprint.ts';

const entry: BaselineEntry = {
  fingerprint: '0123456789abcdef',
  code: 'property-undocumented',
  operation: 'getThing',
  status: '200',
  pointer: '/eip_id',
  reason: 'told them',
};

function finding(fingerprint: string, more: Partial<Finding> = {}): Finding {
  return {
    code: 'property-undocumented',
    level: 'warning',
    fingerprint,
    operation: 'getThing',
    method: 'GET',
    path: '/things',
    status: '200',
    mediaType: 'application/json',
    pointer: '/list/0/x',
    pattern: '/list/*/x',
    message: 'undocumented property "x"',
    declared: { text: 'no' },
    fix: 'report it',
    occurrences: 1,
    where: [],
    ...more,
  };
}

describe('reading', () => {
  test('what was written is read back', () => {
    const full = { ...entry, expires: '2027-01-31', ticket: 'T-1' };
    const baseline = { version: 1 as const, findings: [entry, { ...full, fingerprint: 'b' }] };
    expect(parseBaseline(formatBaseline(baseline), 'b.json')).toEqual(baseline);
  });

  test('a byte order mark is no content', () => {
    expect(parseBaseline('\uFEFF{"version":1,"findings":[]}', 'b.json').findings).toEqual([]);
  });

  const one = (more: object): string => JSON.stringify({ version: 1, findings: [{ ...entry, ...more }] });
  const rows: readonly [
    name: string,
    text: string,
    message: RegExp,
    pointer: string | undefined,
    fix?: string,
  ][] = [
    ['cut off', '{"version":1', /^the baseline is not JSON/, undefined],
    ['a list', '[]', /not an object/, ''],
    ['another version', '{"version":2,"findings":[]}', /version of the baseline is not 1/, '/version'],
    ['no list', '{"version":1,"findings":{}}', /not a list/, '/findings'],
    ['an entry is a string', '{"version":1,"findings":["x"]}', /entry is not an object/, '/findings/0'],
    ['no reason', one({ reason: undefined }), /has no reason/, '/findings/0'],
    ['an empty reason', one({ reason: '' }), /has no reason/, '/findings/0'],
    [
      'an impossible date',
      one({ expires: '2027-02-30' }),
      /"2027-02-30" is not a date/,
      '/findings/0/expires',
    ],
    ['a date and time', one({ expires: '2027-02-01T00:00:00Z' }), /is not a date/, '/findings/0/expires'],
    ['a number', one({ status: 200 }), /status is not a string/, '/findings/0/status'],
    [
      'a misspelt key',
      one({ expire: '2027-01-01' }),
      /unknown key "expire"; known: /,
      '/findings/0/expire',
      'did you mean expires?',
    ],
    [
      'one finding twice',
      JSON.stringify({ version: 1, findings: [entry, entry] }),
      /already at \/findings\/0/,
      '/findings/1',
    ],
  ];
  test.each(rows)('%s is refused with its place', (_name, text, message, pointer, fix) => {
    expect(() => parseBaseline(text, 'b.json')).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
        place: pointer === undefined ? { file: 'b.json' } : { file: 'b.json', pointer },
        ...(fix === undefined ? {} : { fix }),
      }),
    );
  });
});

describe('adding', () => {
  const why = { reason: 'they know', ticket: 'T-2' };
  test('new ones are appended, known ones and their order stay', () => {
    const before = {
      version: 1 as const,
      findings: [
        { ...entry, fingerprint: 'z' },
        { ...entry, fingerprint: 'a' },
      ],
    };
    const { baseline, added } = addToBaseline(
      before,
      [finding('new'), finding('a', { known: { reason: 'told them' } })],
      why,
    );
    expect(baseline.findings.map(({ fingerprint }) => fingerprint)).toEqual(['z', 'a', 'new']);
    expect(added).toEqual([{ ...entry, fingerprint: 'new', pointer: '/list/*/x', ...why }]);
  });

  test('an expired one is renewed where it stands', () => {
    const expired = { reason: 'told them', expires: '2026-01-01' };
    const before = {
      version: 1 as const,
      findings: [
        { ...entry, ...expired, fingerprint: 'a' },
        { ...entry, fingerprint: 'b' },
      ],
    };
    const { baseline } = addToBaseline(before, [finding('a', { expired })], why);
    expect(
      baseline.findings.map(({ fingerprint, reason, expires }) => [fingerprint, reason, expires]),
    ).toEqual([
      ['a', 'they know', undefined],
      ['b', 'told them', undefined],
    ]);
  });
});

describe('fingerprint', () => {
  const identity = { code: 'a', operation: 'b', status: '200', mediaType: 'c', pattern: '/d', name: 'e' };
  test('stays what it is across releases', () => {
    expect(fingerprintOf(identity)).toBe(fingerprintOf({ ...identity }));
    expect(fingerprintOf(identity)).toMatchInlineSnapshot(`"3c9d5a79974cee8a"`);
  });
  test.each(Object.keys(identity))('%s is part of it', (key) => {
    expect(fingerprintOf({ ...identity, [key]: 'other' })).not.toBe(fingerprintOf(identity));
  });
  test('neighbours do not run together', () => {
    expect(fingerprintOf({ ...identity, operation: 'b2', status: '00' })).not.toBe(
      fingerprintOf({ ...identity, operation: 'b', status: '200' }),
    );
    expect(fingerprintOf({ ...identity, name: undefined })).not.toBe(
      fingerprintOf({ ...identity, name: '' }),
    );
  });
});

describe('what is selected', () => {
  const rows: readonly [name: string, selection: Readonly<Record<string, string[]>>, isSelected: boolean][] =
    [
      ['everything, where nothing is named', {}, true],
      ['its code', { code: ['property-undocumented'] }, true],
      ['its code among others', { code: ['type-mismatch', 'property-*'] }, true],
      ['another code', { code: ['type-mismatch'] }, false],
      ['its operation', { operation: ['get*'] }, true],
      ['its code, another operation', { code: ['*'], operation: ['list*'] }, false],
      ['its pointer', { pointer: ['/eip*'] }, true],
      ['its fingerprint', { fingerprint: ['0123456789abcdef'] }, true],
      ['another fingerprint', { fingerprint: ['0123456789abcdee'] }, false],
    ];
  test.each(rows)('%s', (_, selection, isSelected) => {
    expect(selectedBy((key) => selection[key] ?? [])(entry)).toBe(isSelected);
  });

  test('what belongs to no operation is selected by no operation', () => {
    const isSelected = selectedBy((key) => (key === 'operation' ? ['get*'] : []));
    expect(isSelected({ ...entry, operation: undefined })).toBe(false);
  });
});

test('what is removed leaves the others in their order', () => {
  const others = ['1', '2', '3'].map((fingerprint) => ({ ...entry, fingerprint }));
  const baseline = { version: 1 as const, findings: others };
  expect(removeFromBaseline(baseline, [{ ...entry, fingerprint: '2' }]).findings).toEqual([
    others[0],
    others[2],
  ]);
});
