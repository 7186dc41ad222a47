// Keywords of objects (JSON Schema core 10.3.2, 11.3; validation 6.5).

import { isObject } from '../lib/objects.ts';
import { plural } from '../lib/plural.ts';
import { appendToken } from '../lib/pointer.ts';
import { schemaRegExp } from '../lib/regex.ts';
import { remember } from '../lib/remember.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import {
  descend,
  type Evaluating,
  inDoubt,
  report,
  reportMismatch,
  schemaAt,
  speaksOf,
} from './evaluation.ts';
import { type Declared, declaredIn, NOTHING } from './quick.ts';
import { matches, shapeOfValue } from './scalar.ts';
import { isSchemaObject, type SchemaObject } from './words.ts';

type EvaluatingObject = Evaluating<Record<string, unknown>>;

/** properties, patternProperties, additionalProperties, propertyNames, required, minProperties, maxProperties. */
export function evaluateObject(object: EvaluatingObject): void {
  const { schema, value, into } = object;
  const { names } = declaredProperties(object);
  const matched = matchingProperties(object);
  if (schema.additionalProperties !== undefined) {
    for (const name of Object.keys(value))
      if (!names.has(name) && !matched.has(name)) furtherProperty(object, 'additionalProperties', name);
    into.allProperties = true;
  }
  for (const spoken of [names, matched]) if (spoken.size > 0) into.names.push(spoken);
  requiredProperties(object);
  propertyNames(object);
  propertyCount(object);
}

function declaredProperties(object: EvaluatingObject): Declared {
  const { evaluator, value, at } = object;
  const { properties } = object.schema;
  if (!isObject(properties)) return NOTHING;
  const declared = declaredIn(properties as Readonly<Record<string, JsonSchema>>);
  for (const { name, schema, fits } of evaluator.assured ? declared.stricter : declared.all) {
    if (!Object.hasOwn(value, name) || fits(value[name]) === true) continue;
    evaluateProperty(object, name, schema, appendToken(`${at}/properties`, name));
  }
  return declared;
}

/** A property with the schema `false` is declared never to come. */
function evaluateProperty(object: EvaluatingObject, name: string, schema: JsonSchema, at: JsonPointer): void {
  const pointer = appendToken(object.pointer, name);
  if (schema !== false)
    return descend(
      object.into,
      object.evaluator.evaluate({ value: object.value[name], pointer, schema, at }),
    );
  report(object, {
    code: 'property-unsupported',
    name,
    pointer,
    schemaPointer: at,
    expected: 'declared never to be present',
    received: 'present',
  });
}

const patternsOf = remember((properties: Readonly<Record<string, unknown>>) =>
  Object.entries(properties).map(([pattern, property]) => ({
    pattern,
    regExp: schemaRegExp(pattern),
    property: property as JsonSchema,
  })),
);

function matchingProperties(object: EvaluatingObject): ReadonlySet<string> {
  const { evaluator, value, at } = object;
  const { patternProperties } = object.schema;
  if (!isObject(patternProperties)) return NOTHING.names;
  const matched = new Set<string>();
  for (const { pattern, regExp, property } of patternsOf(patternProperties)) {
    for (const name of Object.keys(value)) {
      if (!matches(evaluator, regExp, pattern, name)) continue;
      matched.add(name);
      evaluateProperty(object, name, property, appendToken(`${at}/patternProperties`, pattern));
    }
  }
  return matched;
}

function furtherProperty(object: EvaluatingObject, keyword: string, name: string): void {
  const { evaluator, at, into } = object;
  const schema = object.schema[keyword] as JsonSchema;
  const value = object.value[name];
  const pointer = appendToken(object.pointer, name);
  if (schema !== false)
    return descend(into, evaluator.evaluate({ value, pointer, schema, at: `${at}/${keyword}` }));
  report(object, {
    code: 'property-undocumented',
    name,
    pointer,
    schemaPointer: closingPlace(object),
    expected: 'no property of this name',
    received: shapeOfValue(evaluator, value),
  });
}

/** Where the properties are declared: behind a schema that is only a reference. */
function closingPlace({ evaluator: { detail }, schema, at }: EvaluatingObject): JsonPointer {
  const seen = new Set<JsonPointer>();
  let place = at;
  let closing: JsonSchema | undefined = schema;
  while (
    isSchemaObject(closing) &&
    typeof closing.$ref === 'string' &&
    !saysMore(closing) &&
    !seen.has(place)
  ) {
    seen.add(place);
    place = closing.$ref.slice(1);
    closing = schemaAt(detail, place);
  }
  return place;
}

function saysMore({ properties, allOf, oneOf, anyOf }: SchemaObject): boolean {
  const described = isObject(properties) && Object.values(properties).some((property) => property !== true);
  return described || [allOf, oneOf, anyOf].some((part) => part !== undefined);
}

function requiredProperties(object: EvaluatingObject): void {
  const { schema, value, pointer, at } = object;
  if (!Array.isArray(schema.required)) return;
  for (const name of schema.required as string[]) {
    if (Object.hasOwn(value, name)) continue;
    report(object, {
      code: 'property-missing',
      name,
      pointer: appendToken(pointer, name),
      schemaPointer: `${at}/required`,
      expected: 'required',
      received: 'absent',
    });
  }
}

function propertyNames(object: EvaluatingObject): void {
  const { evaluator, pointer } = object;
  const schema = object.schema.propertyNames as JsonSchema | undefined;
  if (schema === undefined) return;
  for (const name of Object.keys(object.value)) {
    const judged = inDoubt(evaluator, { value: name, pointer, schema, at: `${object.at}/propertyNames` });
    const first = judged.violations[0];
    if (first === undefined) continue;
    report(object, {
      code: 'property-undocumented',
      name,
      pointer: appendToken(pointer, name),
      schemaPointer: first.schemaPointer,
      expected: `a name that is ${first.expected}`,
      received: 'another name',
    });
  }
}

function propertyCount(object: EvaluatingObject): void {
  const { minProperties, maxProperties } = object.schema;
  if (minProperties === undefined && maxProperties === undefined) return;
  const count = Object.keys(object.value).length;
  const wrong = (keyword: string, expected: string): void =>
    reportMismatch(object, { code: 'out-of-range', keyword, expected, received: plural(count, 'property') });
  if (typeof minProperties === 'number' && count < minProperties)
    wrong('minProperties', `at least ${plural(minProperties, 'property')}`);
  if (typeof maxProperties === 'number' && count > maxProperties)
    wrong('maxProperties', `at most ${plural(maxProperties, 'property')}`);
}

/** unevaluatedProperties: evaluated last, after everything that applies in place. */
export function evaluateLeftProperties(object: EvaluatingObject): void {
  const { evaluator, schema, value, into } = object;
  if (schema.unevaluatedProperties === undefined || into.allProperties) return;
  const left = Object.keys(value).filter((name) => !speaksOf(into, name));
  const isClosed = schema.unevaluatedProperties === false;
  const further = isClosed ? (evaluator.detail.unions?.withoutNearMisses(object, left) ?? left) : left;
  for (const name of further) furtherProperty(object, 'unevaluatedProperties', name);
  into.allProperties = true;
}
