import { describe, expect, test } from 'vitest';
import { contract } from '../../src/generated/apig/contract.js';
import * as detail from '../../src/generated/apig/detail.js';
import * as apig from '../../src/generated/apig/index.js';
import { ShowDetailsOfInstanceV2 } from '../../src/generated/apig/index.js';

const { is, check, responses } = ShowDetailsOfInstanceV2;

describe('is follows the contract as written', () => {
  test.each<[string, number, unknown, boolean]>([
    ['an empty object, since nothing is required', 200, {}, true],
    ['an undocumented property', 200, { eip_id: 'x' }, true],
    ['a wrong type', 200, { bandwidth_size: '5' }, false],
    ['null', 200, { description: null }, false],
    ['an unknown value of a list', 200, { status: 'Paused' }, false],
    ['a list instead of an object', 200, [], false],
    ['no body', 200, undefined, false],
    ['the error body', 404, { error_code: 'APIC.7302', error_msg: 'x' }, true],
    ['a status that is not declared', 429, {}, false],
    ['no number as status', Number.NaN, {}, false],
  ])('%s', (_, status, body, expected) => {
    expect(is(status, body)).toBe(expected);
  });
});

describe('check lists what the gate would say', () => {
  test.each<[string, number, unknown, readonly string[]]>([
    ['clean', 200, {}, []],
    ['eip_id', 200, { eip_id: 'x' }, ['warning property-undocumented /eip_id']],
    ['a name with a slash', 200, { 'a/b~c': 1 }, ['warning property-undocumented /a~1b~0c']],
    ['__proto__', 200, JSON.parse('{"__proto__":1}'), ['warning property-undocumented /__proto__']],
    ['a wrong type', 200, { bandwidth_size: '5' }, ['error type-mismatch /bandwidth_size']],
    ['an integer written 5.0', 200, JSON.parse('{"bandwidth_size":5.0}'), []],
    ['null', 200, { id: null }, ['error null-undocumented /id']],
    ['2^53', 200, { create_time: 2 ** 53 }, ['error integer-unsafe /create_time']],
    [
      'a pair that does not go together',
      200,
      { status: 'Running', instance_status: 1 },
      ['error rule-violated '],
    ],
    [
      'a pair with an unknown value',
      200,
      { status: 'X', instance_status: 1 },
      ['warning enum-value-undocumented /status'],
    ],
    [
      'a property that is not supported',
      200,
      { virsubnet_id: 'x' },
      ['warning property-unsupported /virsubnet_id'],
    ],
    [
      'several, in the order of the rules',
      200,
      { id: 1, zzz: 1, eip_id: 1 },
      [
        'warning property-undocumented /zzz',
        'warning property-undocumented /eip_id',
        'error type-mismatch /id',
      ],
    ],
    ['a status that is not declared', 429, {}, ['warning status-undocumented ']],
    ['no body', 200, undefined, ['error body-missing ']],
    ['a text', 200, 'text', ['error type-mismatch ']],
  ])('%s', (_, status, body, expected) => {
    const found = check(status, body).map(({ level, code, pointer }) => `${level} ${code} ${pointer}`);
    expect(found.sort()).toEqual([...expected].sort());
  });

  test('the order is that of the rules', () => {
    const body = { id: 1, description: null, eip_id: 1, status: 'Paused' };
    expect(check(200, body).map(({ code }) => code)).toEqual([
      'property-undocumented',
      'type-mismatch',
      'null-undocumented',
      'enum-value-undocumented',
    ]);
  });

  test('a media type that is not declared', () => {
    expect(check(200, {}, 'text/html')).toEqual([
      {
        code: 'media-type-undocumented',
        level: 'error',
        pointer: '',
        message: 'media type "text/html" is not declared; declared: application/json',
      },
    ]);
    expect(check(200, {}, 'Application/JSON; charset=utf-8')).toEqual([]);
  });

  test('exactly the four members', () => {
    expect(check(200, { eip_id: 1 })).toEqual([
      {
        code: 'property-undocumented',
        level: 'warning',
        pointer: '/eip_id',
        message: 'undocumented property "eip_id"',
      },
    ]);
  });
});

describe('Standard Schema', () => {
  const standard = responses[200]['~standard'];

  test('names itself', () => {
    expect(standard).toMatchObject({ version: 1, vendor: 'driftgate' });
    expect(Object.keys(responses)).toEqual(['200', '401', '403', '404', '500']);
  });

  test('what the contract allows comes back as it is, the same object', () => {
    const body = { id: 'x', eip_id: 'y' };
    expect(standard.validate(body)).toEqual({ value: body });
    expect((standard.validate(body) as { value: unknown }).value).toBe(body);
  });

  test('issues have paths with numbers for indexes, and no more than the contract as written refuses', () => {
    expect(standard.validate({ eip_id: 1, supported_features: ['a', 1] })).toEqual({
      issues: [
        {
          message: '"/supported_features/1" is a number, declared as string',
          path: ['supported_features', 1],
        },
      ],
    });
    expect(standard.validate(null)).toMatchObject({ issues: [{ path: [] }] });
  });
});

test('driftgate/apig has each operation of the contract', () => {
  expect(Object.keys(apig)).toEqual(expect.arrayContaining(contract.operations.map(({ id }) => id)));
  expect(detail.detail.examples).toHaveProperty('ShowDetailsOfInstanceV2');
});
