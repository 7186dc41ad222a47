// A yes or no without an evaluation, for the schemas that most values have: what is surely right needs no explanation. Only keywords
// whose meaning is exact here are looked at; any other makes the answer unknown. A schema becomes a function once.
import { isEqualJson } from '../json/json-equal.ts';
import { isObject } from '../lib/objects.ts';
import { remember } from '../lib/remember.ts';
import type { JsonSchema } from '../model.ts';
import { isPairOf } from './pairs.ts';
import { isPopulated } from './scalar.ts';
import { hasType } from './words.ts';

/** undefined: it takes a whole evaluation to tell. */
export type Quick = (value: unknown) => boolean | undefined;

export function quickVerdict(schema: JsonSchema, value: unknown): boolean | undefined {
  return typeof schema === 'boolean' ? schema : quickOf(schema)(value);
}

export function quickOf(schema: JsonSchema): Quick {
  return typeof schema === 'boolean' ? () => schema : made(schema);
}

const made = remember((schema: Readonly<Record<string, unknown>>) =>
  all(Object.keys(schema).flatMap((keyword) => testOf(keyword, schema[keyword]))),
);

function all(tests: readonly Quick[]): Quick {
  const [first, second] = tests;
  if (first === undefined) return () => true;
  return second === undefined ? first : (value) => verdictOfAll(tests, (test) => test(value));
}

function verdictOfAll<Each>(list: readonly Each[], verdictOf: (each: Each) => boolean | undefined) {
  let verdict: boolean | undefined = true;
  for (const each of list) {
    const one = verdictOf(each);
    if (one === false) return false;
    if (one === undefined) verdict = undefined;
  }
  return verdict;
}

/** [] for a keyword that asks for nothing. */
function testOf(keyword: string, stated: unknown): Quick | [] {
  switch (keyword) {
    case 'type':
      return typeTest(stated as string | readonly string[]);
    case 'const':
      return (value) => stated === value || (typeof stated === 'object' && isEqualJson(stated, value));
    case 'enum':
      return (value) => isListed(stated as readonly unknown[], value);
    case 'properties':
      return propertiesTest(stated as Readonly<Record<string, JsonSchema>>);
    case 'items':
      return itemsTest(stated as JsonSchema);
    case 'anyOf':
      return (value) => (isPairOf(stated as readonly JsonSchema[], value) ? true : undefined);
    case 'not':
      return negated(quickOf(stated as JsonSchema));
    case 'format':
      return stated === 'int64'
        ? (value) => typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER
        : unknown;
    case 'x-not-supported':
      return stated === true ? (value) => !isPopulated(value) : [];
    case 'title':
    case 'description':
      return [];
    default:
      return unknown;
  }
}

function unknown(): undefined {}

function typeTest(stated: string | readonly string[]): Quick {
  if (stated === 'string') return (value) => typeof value === 'string';
  return typeof stated === 'string'
    ? (value) => hasType(value, stated)
    : (value) => stated.some((type) => hasType(value, type));
}

function isListed(values: readonly unknown[], value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? values.some((one) => isEqualJson(one, value))
    : values.includes(value);
}

function negated(test: Quick): Quick {
  return (value) => {
    const verdict = test(value);
    return verdict === undefined ? undefined : !verdict;
  };
}

function propertiesTest(properties: Readonly<Record<string, JsonSchema>>): Quick {
  const tests = Object.keys(properties).map((name): Quick => {
    const test = quickOf(properties[name] ?? true);
    return (value) => !isObject(value) || !Object.hasOwn(value, name) || test(value[name]);
  });
  return all(tests);
}

function itemsTest(items: JsonSchema): Quick {
  const test = quickOf(items);
  return (value) => (Array.isArray(value) ? verdictOfAll(value, test) : true);
}
