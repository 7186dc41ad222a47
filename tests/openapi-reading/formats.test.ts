import { expect, test } from 'vitest';
import { knownFormats } from '../../src/contract/lint/formats.ts';
import { knownFormats as compiledFormats } from '../../src/generate/formats.ts';

test('lint accepts the formats that the compiler knows, and no others', () => {
  expect([...knownFormats].sort()).toEqual([...compiledFormats].sort());
});
