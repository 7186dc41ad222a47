// A yes or no without an evaluation, for the schemas that most values have: what is surely right needs no explanation. Only keywords
// whose meaning is exact here are looked at; any other makes the answer unknown.
import { isEqualJson } from '../lib/json-equal.ts';
import type { JsonSchema } from '../model.ts';
import { isPairOf } from './pairs.ts';
import { isPopulated } from './scalar.ts';
import { hasType, isObject } from './words.ts';

/** undefined: it takes a whole evaluation to tell. */
export function quickVerdict(schema: JsonSchema, value: unknown): boolean | undefined {
  if (typeof schema === 'boolean') return schema;
  let isCertain = true;
  for (const keyword in schema) {
    const verdict = keywordVerdict(keyword, schema[keyword], value);
    if (verdict === false) return false;
    if (verdict === undefined) isCertain = false;
  }
  return isCertain ? true : undefined;
}

function keywordVerdict(keyword: string, stated: unknown, value: unknown): boolean | undefined {
  switch (keyword) {
    case 'type':
      return typeof stated === 'string'
        ? hasType(value, stated)
        : (stated as readonly string[]).some((type) => hasType(value, type));
    case 'const':
      return stated === value || (typeof stated === 'object' && isEqualJson(stated, value));
    case 'enum':
      return isListed(stated as readonly unknown[], value);
    case 'properties':
      return propertiesVerdict(stated as Readonly<Record<string, JsonSchema>>, value);
    case 'items':
      return itemsVerdict(stated as JsonSchema, value);
    case 'anyOf':
      return isPairOf(stated as readonly JsonSchema[], value) ? true : undefined;
    case 'not':
      return negated(quickVerdict(stated as JsonSchema, value));
    case 'format':
      return stated === 'int64'
        ? typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER
        : undefined;
    case 'x-not-supported':
      return stated !== true || !isPopulated(value);
    case 'title':
    case 'description':
      return true;
    default:
      return undefined;
  }
}

function isListed(values: readonly unknown[], value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? values.some((one) => isEqualJson(one, value))
    : values.includes(value);
}

function negated(verdict: boolean | undefined): boolean | undefined {
  return verdict === undefined ? undefined : !verdict;
}

function propertiesVerdict(
  properties: Readonly<Record<string, JsonSchema>>,
  value: unknown,
): boolean | undefined {
  if (!isObject(value)) return true;
  let isCertain = true;
  for (const name in properties) {
    if (!Object.hasOwn(value, name)) continue;
    const verdict = quickVerdict(properties[name] ?? true, value[name]);
    if (verdict === false) return false;
    if (verdict === undefined) isCertain = false;
  }
  return isCertain ? true : undefined;
}

function itemsVerdict(items: JsonSchema, value: unknown): boolean | undefined {
  if (!Array.isArray(value)) return true;
  let isCertain = true;
  for (const item of value) {
    const verdict = quickVerdict(items, item);
    if (verdict === false) return false;
    if (verdict === undefined) isCertain = false;
  }
  return isCertain ? true : undefined;
}
