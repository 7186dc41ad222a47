// A schema that the strict reading left as it was written: nothing closed, nothing unsupported, no safe integer inside. Where the open
// reading accepts a value, such a part of it can not be at fault.
import { remember } from '../lib/remember.ts';
import type { JsonSchema } from '../model.ts';

const STRICTER = new Set([
  'unevaluatedProperties',
  'x-not-supported',
  'x-absent',
  'x-heirs',
  'x-rules',
  'discriminator',
  '$ref',
]);

export function isPlain(schema: JsonSchema): boolean {
  return typeof schema === 'boolean' || remembered(schema);
}

const remembered = remember(isPlainInside);

function isPlainInside(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([key, inner]) => !STRICTER.has(key) && !(key === 'format' && inner === 'int64') && isPlainInside(inner),
  );
}
