// Texts that are too long for their patterns: validators accept them untried (lib/regex.ts), which is no answer. Where a keyword says no because
// such a text fits, nobody knows whether the value is wrong.
import { parentOf, pointerTokens, valueAt } from '../lib/pointer.ts';
import { isBoundedPattern, LONGEST_FOR_SLOW_PATTERN, leadsThroughBound } from '../lib/regex.ts';
import type { ContractDetail, Violation } from '../model.ts';

type Schemas = ContractDetail['schemas'];

/** Some pattern is not tried on it: by UTF-16 units, of which a text has at least as many as characters. */
export function isLong(text: string): boolean {
  return text.length > LONGEST_FOR_SLOW_PATTERN;
}

/** A text or a name anywhere in the value. */
export function hasLongText(root: unknown): boolean {
  const values = [root];
  while (values.length > 0) {
    const value = values.pop();
    if (typeof value === 'string' && isLong(value)) return true;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (isLong(name)) return true;
      values.push(inner);
    }
  }
  return false;
}

/** In a schema and all that it refers to. */
export function boundedPatternsIn(schemas: Schemas, root: unknown): ReadonlySet<string> {
  const patterns = new Set<string>();
  const values = new Set<unknown>([root]);
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (isBoundedPattern(key)) patterns.add(key);
      if (key === 'pattern' && typeof inner === 'string' && isBoundedPattern(inner)) patterns.add(inner);
      if (key === '$ref' && typeof inner === 'string') values.add(valueAt(schemas, inner.slice(1)));
      else values.add(inner);
    }
  }
  return patterns;
}

/** Keywords that say no where a schema says yes, as violations name them. */
const SAY_NO = new Set(['oneOf', 'not', 'if']);

/** Whether it may rest on a pattern that was not tried, on a long text or (`untried`) on others: one of a schema that had to refuse the value, or one that chose the value's schema by its name. */
export function isGuessed(
  schemas: Schemas,
  { value: body, untried }: { readonly value: unknown; readonly untried: boolean },
  violation: Violation,
): boolean {
  const { code, name = '', pointer, schemaPointer } = violation;
  if (leadsThroughBound(schemaPointer) && (untried || pointerTokens(pointer).some(isLong))) return true;
  if (code !== 'rule-violated' || !SAY_NO.has(name)) return false;
  const owner = valueAt(schemas, parentOf(schemaPointer));
  const asked = (owner as Readonly<Record<string, unknown>> | undefined)?.[name];
  return boundedPatternsIn(schemas, asked).size > 0 && (untried || hasLongText(valueAt(body, pointer)));
}
