// Keywords of objects (JSON Schema core 10.3.2, 11.3; validation 6.5).

import { isObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import { type Declared, declaredIn, NOTHING } from './declared.ts';
import {
  descend,
  type Evaluation,
  type Evaluator,
  inDoubt,
  report,
  type Spot,
  speaksOf,
} from './evaluation.ts';
import { missedBy } from './near-miss.ts';
import { regex } from './regex.ts';
import { amount, type SchemaObject } from './words.ts';

type ObjectSpot = Spot & { readonly value: Record<string, unknown> };

/** properties, patternProperties, additionalProperties, propertyNames, required, minProperties, maxProperties. */
export function evaluateObject(
  evaluator: Evaluator,
  schema: SchemaObject,
  spot: ObjectSpot,
  into: Evaluation,
): void {
  const { names } = declaredProperties(evaluator, schema, spot, into);
  const matched = matchingProperties(evaluator, schema, spot, into);
  if (schema.additionalProperties !== undefined) {
    for (const name of Object.keys(spot.value))
      if (!names.has(name) && !matched.has(name))
        furtherProperty(evaluator, 'additionalProperties', schema, spot, into, name);
    into.allProperties = true;
  }
  for (const spoken of [names, matched]) if (spoken.size > 0) into.names.push(spoken);
  requiredProperties(evaluator, schema, spot, into);
  propertyNames(evaluator, schema, spot, into);
  propertyCount(evaluator, schema, spot, into);
}

function declaredProperties(
  evaluator: Evaluator,
  schema: SchemaObject,
  spot: ObjectSpot,
  into: Evaluation,
): Declared {
  if (!isObject(schema.properties)) return NOTHING;
  const declared = declaredIn(schema.properties as Readonly<Record<string, JsonSchema>>);
  for (const { name, schema: property, fits } of evaluator.assured ? declared.stricter : declared.all) {
    if (!Object.hasOwn(spot.value, name) || fits(spot.value[name]) === true) continue;
    const at = appendToken(`${spot.at}/properties`, name);
    evaluateProperty(evaluator, spot, into, { name, schema: property, at });
  }
  return declared;
}

type Property = { readonly name: string; readonly schema: JsonSchema; readonly at: JsonPointer };

/** `false` declares a property in order to say that it does not come. */
function evaluateProperty(
  evaluator: Evaluator,
  spot: ObjectSpot,
  into: Evaluation,
  { name, schema, at }: Property,
): void {
  const pointer = appendToken(spot.pointer, name);
  if (schema !== false)
    return descend(into, evaluator.evaluate({ value: spot.value[name], pointer, schema, at }));
  report(evaluator, into, {
    code: 'property-unsupported',
    name,
    pointer,
    schemaPointer: at,
    expected: 'declared never to be present',
    received: 'present',
  });
}

function matchingProperties(
  evaluator: Evaluator,
  schema: SchemaObject,
  spot: ObjectSpot,
  into: Evaluation,
): ReadonlySet<string> {
  if (!isObject(schema.patternProperties)) return NOTHING.names;
  const matched = new Set<string>();
  for (const [pattern, property] of Object.entries(schema.patternProperties)) {
    const matches = regex(pattern, 'u');
    for (const name of Object.keys(spot.value).filter((key) => matches.test(key))) {
      matched.add(name);
      const at = appendToken(`${spot.at}/patternProperties`, pattern);
      evaluateProperty(evaluator, spot, into, { name, schema: property as JsonSchema, at });
    }
  }
  return matched;
}

function furtherProperty(
  evaluator: Evaluator,
  keyword: string,
  schema: SchemaObject,
  spot: ObjectSpot,
  into: Evaluation,
  name: string,
): void {
  const further = schema[keyword] as JsonSchema;
  const pointer = appendToken(spot.pointer, name);
  if (further === false) {
    report(evaluator, into, {
      code: 'property-undocumented',
      name,
      pointer,
      schemaPointer: spot.at,
      expected: 'no property of this name',
      received: 'present',
    });
    return;
  }
  descend(
    into,
    evaluator.evaluate({ value: spot.value[name], pointer, schema: further, at: `${spot.at}/${keyword}` }),
  );
}

function requiredProperties(
  evaluator: Evaluator,
  schema: SchemaObject,
  spot: ObjectSpot,
  into: Evaluation,
): void {
  if (!Array.isArray(schema.required)) return;
  for (const name of schema.required as string[]) {
    if (Object.hasOwn(spot.value, name)) continue;
    report(evaluator, into, {
      code: 'property-missing',
      name,
      pointer: appendToken(spot.pointer, name),
      schemaPointer: `${spot.at}/required`,
      expected: 'required',
      received: 'absent',
    });
  }
}

function propertyNames(evaluator: Evaluator, schema: SchemaObject, spot: ObjectSpot, into: Evaluation): void {
  if (schema.propertyNames === undefined) return;
  for (const name of Object.keys(spot.value)) {
    const judged = inDoubt(evaluator, {
      value: name,
      pointer: spot.pointer,
      schema: schema.propertyNames as JsonSchema,
      at: `${spot.at}/propertyNames`,
    });
    const first = judged.violations[0];
    if (first === undefined) continue;
    report(evaluator, into, {
      code: 'property-undocumented',
      name,
      pointer: appendToken(spot.pointer, name),
      schemaPointer: first.schemaPointer,
      expected: `a name that is ${first.expected}`,
      received: 'another name',
    });
  }
}

function propertyCount(evaluator: Evaluator, schema: SchemaObject, spot: ObjectSpot, into: Evaluation): void {
  const { minProperties, maxProperties } = schema;
  if (minProperties === undefined && maxProperties === undefined) return;
  const count = Object.keys(spot.value).length;
  const received = amount(count, 'property');
  const at = { code: 'out-of-range', pointer: spot.pointer, received };
  if (typeof minProperties === 'number' && count < minProperties) {
    report(evaluator, into, {
      ...at,
      schemaPointer: `${spot.at}/minProperties`,
      expected: `at least ${amount(minProperties, 'property')}`,
    });
  }
  if (typeof maxProperties === 'number' && count > maxProperties) {
    report(evaluator, into, {
      ...at,
      schemaPointer: `${spot.at}/maxProperties`,
      expected: `at most ${amount(maxProperties, 'property')}`,
    });
  }
}

/** unevaluatedProperties: the last word, after everything that applies in place. */
export function evaluateLeftProperties(
  evaluator: Evaluator,
  schema: SchemaObject,
  spot: ObjectSpot,
  into: Evaluation,
): void {
  if (schema.unevaluatedProperties === undefined || into.allProperties) return;
  const left = Object.keys(spot.value).filter((name) => !speaksOf(into, name));
  const isClosed = schema.unevaluatedProperties === false;
  for (const name of left) {
    const violations = isClosed ? missedBy(into, spot, left, name) : undefined;
    if (violations === undefined)
      furtherProperty(evaluator, 'unevaluatedProperties', schema, spot, into, name);
    else for (const violation of violations) report(evaluator, into, violation);
  }
  into.allProperties = true;
}
