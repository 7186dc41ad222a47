// What one text can stand for, by the types that are declared; none: any.
import { expect, test } from 'vitest';
import { meaningsOf } from '../../../src/verdict/values/meanings.ts';

const SAFE = Number.MAX_SAFE_INTEGER;

test.each<[text: string, types: string, ...meanings: unknown[]]>([
  ['7', '', 7, '7'],
  ['7', 'integer', 7],
  ['7', 'number', 7],
  ['7', 'string', '7'],
  ['7', 'integer string', 7, '7'],
  ['7', 'boolean null array object'],
  ['1.5e3', 'integer', 1500],
  ['x', 'integer number'],
  ['x', '', 'x'],
  ['true', '', true, 'true'],
  ['true', 'boolean', true],
  ['false', 'boolean string', false, 'false'],
  ['true', 'string', 'true'],
  ['True', 'boolean'],
  ['', '', null, ''],
  ['', 'null', null],
  ['', 'string', ''],
  ['null', 'null'],
  ['9007199254740991', 'integer', SAFE],
  ['9007199254740993', 'integer', 2 ** 53, SAFE],
  ['-9007199254740993', 'integer', -(2 ** 53), -SAFE],
  ['9223372036854775807', 'integer', 2 ** 63, SAFE],
  ['9223372036854775808', 'integer', 2 ** 63],
  ['-9223372036854775808', 'integer', -(2 ** 63), -SAFE],
  ['-9223372036854775809', 'integer', -(2 ** 63)],
  ['10000000000000000000', 'integer', 1e19],
  ['1e400', 'number', Number.POSITIVE_INFINITY],
  ['1.5', 'number', 1.5],
])('%j of type %j', (text, types, ...meanings) => {
  expect(meaningsOf(text, types.split(' ').filter(Boolean))).toEqual(meanings);
});
