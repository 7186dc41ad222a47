// The fast path of the explainer: a yes or no without an evaluation, for the schemas that most values have. A value that surely fits
// needs no explanation. Only a few keywords are understood; any other makes the answer unknown. A schema becomes a function once.
import { isEqualJson } from '../json/equal.ts';
import { isObject } from '../lib/objects.ts';
import { remember } from '../lib/remember.ts';
import type { JsonSchema } from '../model.ts';
import { hasType, isPopulated, isSafe } from './words.ts';

/** undefined: only a whole evaluation can tell. */
type Quick = (value: unknown) => boolean | undefined;

export function quickVerdict(schema: JsonSchema, value: unknown): boolean | undefined {
  return typeof schema === 'boolean' ? schema : quickOf(schema)(value);
}

function quickOf(schema: JsonSchema): Quick {
  return typeof schema === 'boolean' ? () => schema : made(schema);
}

const made = remember((schema: Readonly<Record<string, unknown>>) =>
  all(Object.keys(schema).flatMap((keyword) => testOf(schema, keyword))),
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

/** [] for a keyword that asserts nothing. */
function testOf(schema: Readonly<Record<string, unknown>>, keyword: string): Quick | [] {
  const stated = schema[keyword];
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
      return schema.prefixItems === undefined ? itemsTest(stated as JsonSchema) : unknown;
    case 'anyOf':
      return anyTest(stated as readonly JsonSchema[]);
    case 'not':
      return negated(quickOf(stated as JsonSchema));
    case 'format':
      return stated === 'int64' ? isSafe : unknown;
    case 'x-safe-integer':
      return isSafe;
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

function anyTest(branches: readonly JsonSchema[]): Quick {
  return negated(all(branches.map((branch) => negated(quickOf(branch)))));
}

function itemsTest(items: JsonSchema): Quick {
  const test = quickOf(items);
  return (value) => (Array.isArray(value) ? verdictOfAll(value, test) : true);
}

const STRICTER = new Set(
  'unevaluatedProperties x-not-supported x-absent x-heirs x-rules x-safe-integer discriminator $ref'.split(
    ' ',
  ),
);

/**
 * The strict reading left this schema as it was written: nothing closed, nothing unsupported, no safe integer inside. Where the open
 * reading accepts a value, such a part of it can't be at fault.
 */
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

type Property = {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly fits: Quick;
};

export type Declared = {
  readonly names: ReadonlySet<string>;
  readonly all: readonly Property[];
  /** The properties that can be at fault although the open reading accepts the value. */
  readonly stricter: readonly Property[];
};

export const NOTHING: Declared = { names: new Set(), all: [], stricter: [] };

/** The properties that a schema declares, in the form in which values are held against them. Made once. */
export const declaredIn: (properties: Readonly<Record<string, JsonSchema>>) => Declared = remember(
  (properties) => {
    const all = Object.entries(properties).map(([name, schema]) => ({ name, schema, fits: quickOf(schema) }));
    const stricter = all.filter(({ schema }) => !isPlain(schema));
    return { names: new Set(Object.keys(properties)), all, stricter };
  },
);
