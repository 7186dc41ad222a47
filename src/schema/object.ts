// Keywords of objects (JSON Schema core 10.3.2, 11.3; validation 6.5).

import { isObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import { schemaRegExp } from '../lib/regex.ts';
import { remember } from '../lib/remember.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import {
  descend,
  type Evaluation,
  type Evaluator,
  type Instance,
  inDoubt,
  report,
  schemaAt,
  speaksOf,
} from './evaluation.ts';
import { type Declared, declaredIn, NOTHING } from './quick.ts';
import { matches, shapeOfValue } from './scalar.ts';
import { amount, isSchemaObject, type SchemaObject } from './words.ts';

type ObjectInstance = Instance & { readonly value: Record<string, unknown> };

/** properties, patternProperties, additionalProperties, propertyNames, required, minProperties, maxProperties. */
export function evaluateObject(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: ObjectInstance,
  into: Evaluation,
): void {
  const { names } = declaredProperties(evaluator, schema, instance, into);
  const matched = matchingProperties(evaluator, schema, instance, into);
  if (schema.additionalProperties !== undefined) {
    for (const name of Object.keys(instance.value))
      if (!names.has(name) && !matched.has(name))
        furtherProperty(evaluator, 'additionalProperties', schema, instance, into, name);
    into.allProperties = true;
  }
  for (const spoken of [names, matched]) if (spoken.size > 0) into.names.push(spoken);
  requiredProperties(evaluator, schema, instance, into);
  propertyNames(evaluator, schema, instance, into);
  propertyCount(evaluator, schema, instance, into);
}

function declaredProperties(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: ObjectInstance,
  into: Evaluation,
): Declared {
  if (!isObject(schema.properties)) return NOTHING;
  const declared = declaredIn(schema.properties as Readonly<Record<string, JsonSchema>>);
  for (const { name, schema: property, fits } of evaluator.assured ? declared.stricter : declared.all) {
    if (!Object.hasOwn(instance.value, name) || fits(instance.value[name]) === true) continue;
    const at = appendToken(`${instance.at}/properties`, name);
    evaluateProperty(evaluator, instance, into, { name, schema: property, at });
  }
  return declared;
}

type Property = { readonly name: string; readonly schema: JsonSchema; readonly at: JsonPointer };

/** A property with the schema `false` is declared never to come. */
function evaluateProperty(
  evaluator: Evaluator,
  instance: ObjectInstance,
  into: Evaluation,
  { name, schema, at }: Property,
): void {
  const pointer = appendToken(instance.pointer, name);
  if (schema !== false)
    return descend(into, evaluator.evaluate({ value: instance.value[name], pointer, schema, at }));
  report(evaluator, into, {
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

function matchingProperties(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: ObjectInstance,
  into: Evaluation,
): ReadonlySet<string> {
  if (!isObject(schema.patternProperties)) return NOTHING.names;
  const matched = new Set<string>();
  for (const { pattern, regExp, property } of patternsOf(schema.patternProperties)) {
    for (const name of Object.keys(instance.value)) {
      if (!matches(evaluator, regExp, pattern, name)) continue;
      matched.add(name);
      const at = appendToken(`${instance.at}/patternProperties`, pattern);
      evaluateProperty(evaluator, instance, into, { name, schema: property, at });
    }
  }
  return matched;
}

function furtherProperty(
  evaluator: Evaluator,
  keyword: string,
  schema: SchemaObject,
  instance: ObjectInstance,
  into: Evaluation,
  name: string,
): void {
  const further = schema[keyword] as JsonSchema;
  const pointer = appendToken(instance.pointer, name);
  if (further === false) {
    report(evaluator, into, {
      code: 'property-undocumented',
      name,
      pointer,
      schemaPointer: closingPlace(evaluator, instance),
      expected: 'no property of this name',
      received: shapeOfValue(evaluator, instance.value[name]),
    });
    return;
  }
  descend(
    into,
    evaluator.evaluate({
      value: instance.value[name],
      pointer,
      schema: further,
      at: `${instance.at}/${keyword}`,
    }),
  );
}

/** Where the properties are declared: behind a schema that is only a reference. */
function closingPlace({ detail }: Evaluator, { schema, at }: Instance): JsonPointer {
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

function requiredProperties(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: ObjectInstance,
  into: Evaluation,
): void {
  if (!Array.isArray(schema.required)) return;
  for (const name of schema.required as string[]) {
    if (Object.hasOwn(instance.value, name)) continue;
    report(evaluator, into, {
      code: 'property-missing',
      name,
      pointer: appendToken(instance.pointer, name),
      schemaPointer: `${instance.at}/required`,
      expected: 'required',
      received: 'absent',
    });
  }
}

function propertyNames(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: ObjectInstance,
  into: Evaluation,
): void {
  if (schema.propertyNames === undefined) return;
  for (const name of Object.keys(instance.value)) {
    const judged = inDoubt(evaluator, {
      value: name,
      pointer: instance.pointer,
      schema: schema.propertyNames as JsonSchema,
      at: `${instance.at}/propertyNames`,
    });
    const first = judged.violations[0];
    if (first === undefined) continue;
    report(evaluator, into, {
      code: 'property-undocumented',
      name,
      pointer: appendToken(instance.pointer, name),
      schemaPointer: first.schemaPointer,
      expected: `a name that is ${first.expected}`,
      received: 'another name',
    });
  }
}

function propertyCount(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: ObjectInstance,
  into: Evaluation,
): void {
  const { minProperties, maxProperties } = schema;
  if (minProperties === undefined && maxProperties === undefined) return;
  const count = Object.keys(instance.value).length;
  const received = amount(count, 'property');
  const at = { code: 'out-of-range', pointer: instance.pointer, received };
  if (typeof minProperties === 'number' && count < minProperties) {
    report(evaluator, into, {
      ...at,
      schemaPointer: `${instance.at}/minProperties`,
      expected: `at least ${amount(minProperties, 'property')}`,
    });
  }
  if (typeof maxProperties === 'number' && count > maxProperties) {
    report(evaluator, into, {
      ...at,
      schemaPointer: `${instance.at}/maxProperties`,
      expected: `at most ${amount(maxProperties, 'property')}`,
    });
  }
}

/** unevaluatedProperties: evaluated last, after everything that applies in place. */
export function evaluateLeftProperties(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: ObjectInstance,
  into: Evaluation,
): void {
  if (schema.unevaluatedProperties === undefined || into.allProperties) return;
  let left = Object.keys(instance.value).filter((name) => !speaksOf(into, name));
  if (schema.unevaluatedProperties === false) left = withoutNearMisses(evaluator, into, left);
  for (const name of left) furtherProperty(evaluator, 'unevaluatedProperties', schema, instance, into, name);
  into.allProperties = true;
}

/** Reports the violations of branches that are meant but failed; returns the names that they do not declare either. */
function withoutNearMisses(evaluator: Evaluator, into: Evaluation, names: readonly string[]): string[] {
  let left = [...names];
  for (const nearMiss of into.nearMisses) {
    const meant = left.length === 0 ? undefined : nearMiss(left);
    if (meant === undefined) continue;
    for (const violation of meant.violations) report(evaluator, into, violation);
    left = left.filter((name) => !meant.allProperties && !speaksOf(meant, name));
  }
  return left;
}
