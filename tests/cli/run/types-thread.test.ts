import { expect, test } from 'vitest';
import { startTypes } from '../../../src/cli/run/types-thread.ts';
import type { OpenApiDocument } from '../../../src/contract/openapi.ts';

const document: OpenApiDocument = { openapi: '3.1.0', info: { title: 'Types', version: '1' }, paths: {} };

test('the types of a document come from beside', async () => {
  const types = startTypes()(document);
  expect(await types()).toContain('export type paths = Record<string, never>;');
});

test('who waits hears what went wrong, who does not is not bothered', async () => {
  const broken = undefined as unknown as OpenApiDocument;
  startTypes()(broken);
  await expect(startTypes()(broken)()).rejects.toThrow(TypeError);
});
