// Keywords of objects (JSON Schema core 10.3.2, 11.3; validation 6.5).
import { appendToken } from '../lib/pointer.ts';
import type { JsonSchema } from '../model.ts';
import { descend, type Evaluation, type Evaluator, report, type Spot } from './evaluation.ts';
import { amount, isObject, type SchemaObject } from './words.ts';

type ObjectSpot = Spot & { readonly value: Record<string, unknown> };

/** properties, patternProperties, additionalProperties, propertyNames, required, minProperties, maxProperties. */
export function evaluateObject(
  evaluator: Evaluator,
  schema: SchemaObject,
  spot: ObjectSpot,
  into: Evaluation,
): void {
  const spoken = new Set<string>();
  declaredProperties(evaluator, schema, spot, into, spoken);
  matchingProperties(evaluator, schema, spot, into, spoken);
  if (schema.additionalProperties !== undefined) {
    for (const name of Object.keys(spot.value)) {
      if (!spoken.has(name)) furtherProperty(evaluator, 'additionalProperties', schema, spot, into, name);
    }
    into.allProperties = true;
  }
  for (const name of spoken) into.properties.add(name);
  requiredProperties(evaluator, schema, spot, into);
  propertyNames(evaluator, schema, spot, into);
  propertyCount(evaluator, schema, spot, into);
}

function declaredProperties(
  evaluator: Evaluator,
  schema: SchemaObject,
  spot: ObjectSpot,
  into: Evaluation,
  spoken: Set<string>,
): void {
  if (!isObject(schema.properties)) return;
  for (const name of Object.keys(schema.properties)) {
    if (!Object.hasOwn(spot.value, name)) continue;
    spoken.add(name);
    const property = schema.properties[name] as JsonSchema;
    const at = appendToken(`${spot.at}/properties`, name);
    const absent = absence(property);
    if (absent === undefined)
      descend(
        into,
        evaluator.evaluate({
          value: spot.value[name],
          pointer: appendToken(spot.pointer, name),
          schema: property,
          at,
        }),
      );
    else
      report(evaluator, into, {
        code: absent.code,
        name,
        expected: absent.expected,
        received: 'present',
        pointer: appendToken(spot.pointer, name),
        schemaPointer: at,
      });
  }
}

/** A property that is declared in order to say that it does not come. */
function absence(property: JsonSchema): { readonly code: string; readonly expected: string } | undefined {
  if (property === false) return { code: 'property-unsupported', expected: 'declared never to be present' };
  if (property === true || typeof property['x-absent'] !== 'string') return undefined;
  const side =
    property['x-absent'] === 'writeOnly'
      ? 'writeOnly, so never in a response'
      : 'readOnly, so never in a request';
  return {
    code: property['x-absent'] === 'writeOnly' ? 'property-write-only' : 'property-read-only',
    expected: side,
  };
}

function matchingProperties(
  evaluator: Evaluator,
  schema: SchemaObject,
  spot: ObjectSpot,
  into: Evaluation,
  spoken: Set<string>,
): void {
  if (!isObject(schema.patternProperties)) return;
  for (const [pattern, property] of Object.entries(schema.patternProperties)) {
    const matches = new RegExp(pattern, 'u');
    for (const name of Object.keys(spot.value).filter((key) => matches.test(key))) {
      spoken.add(name);
      const at = appendToken(`${spot.at}/patternProperties`, pattern);
      descend(
        into,
        evaluator.evaluate({
          value: spot.value[name],
          pointer: appendToken(spot.pointer, name),
          schema: property as JsonSchema,
          at,
        }),
      );
    }
  }
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
    const judged = evaluator.evaluate({
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
  for (const name of Object.keys(spot.value)) {
    if (!into.properties.has(name))
      furtherProperty(evaluator, 'unevaluatedProperties', schema, spot, into, name);
  }
  into.allProperties = true;
}
