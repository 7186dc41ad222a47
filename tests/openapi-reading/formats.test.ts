import { expect, test } from 'vitest';
import { knownFormats } from '../../src/contract/lint/formats.ts';
import { functionFormats, numberFormats, stringFormats } from '../../src/generate/formats.ts';

test('lint knows every format that the compiler asserts', () => {
  const asserted = [...Object.keys(stringFormats), ...Object.keys(functionFormats), ...numberFormats];
  expect(asserted.filter((name) => !knownFormats.has(name))).toEqual([]);
});
