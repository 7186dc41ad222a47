// Schemas that apply in place to the same value: $ref, allOf, conditions, not, dependentSchemas (JSON Schema core 8.2.3, 10.2).

import { isObject } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema, ValueConditions, Violation } from '../model.ts';
import {
  absorb,
  absorbNames,
  type Evaluation,
  type Evaluator,
  inDoubt,
  report,
  type Spot,
} from './evaluation.ts';
import { isPlain } from './plain.ts';
import { quickVerdict } from './quick.ts';
import { schemaAt } from './resolve.ts';
import { evaluateHeirs, evaluateUnion, namesHeir } from './union.ts';
import { isSchemaObject, type SchemaObject } from './words.ts';

export function evaluateInPlace(
  evaluator: Evaluator,
  schema: SchemaObject,
  spot: Spot,
  into: Evaluation,
): void {
  if (typeof schema.$ref === 'string' && !namesHeir(schema, spot.value))
    absorb(into, evaluateRef(evaluator, schema.$ref, spot));
  if (Array.isArray(schema.allOf))
    for (const [index, part] of (schema.allOf as JsonSchema[]).entries())
      absorb(into, evaluator.evaluate({ ...spot, schema: part, at: `${spot.at}/allOf/${index}` }));
  evaluateUnion(evaluator, schema, 'oneOf', spot, into);
  evaluateUnion(evaluator, schema, 'anyOf', spot, into);
  evaluateHeirs(evaluator, schema, spot, into);
  evaluateCondition(evaluator, schema, spot, into);
  evaluateDependents(evaluator, schema, spot, into);
  evaluateNot(evaluator, schema, spot, into);
}

function evaluateRef(evaluator: Evaluator, ref: string, spot: Spot): Evaluation {
  const at = ref.slice(1);
  return evaluator.evaluate({ ...spot, schema: schemaAt(evaluator.detail, at) ?? true, at });
}

function evaluateCondition(evaluator: Evaluator, schema: SchemaObject, spot: Spot, into: Evaluation): void {
  if (schema.if === undefined) return;
  const condition = inDoubt(evaluator, { ...spot, schema: schema.if as JsonSchema, at: `${spot.at}/if` });
  const holds = condition.violations.length === 0;
  if (holds) absorbNames(into, condition);
  const keyword = holds ? 'then' : 'else';
  if (schema[keyword] === undefined) return;
  rule(
    evaluator,
    schema,
    { ...spot, schema: schema[keyword] as JsonSchema, at: `${spot.at}/${keyword}` },
    into,
    { name: 'if', description: describe(schema) },
  );
}

function evaluateDependents(evaluator: Evaluator, schema: SchemaObject, spot: Spot, into: Evaluation): void {
  if (!isObject(spot.value)) return;
  const required = isObject(schema.dependentRequired) ? schema.dependentRequired : NONE;
  for (const name of Object.keys(required)) {
    if (!Object.hasOwn(spot.value, name)) continue;
    const at = appendToken(`${spot.at}/dependentRequired`, name);
    rule(evaluator, schema, { ...spot, schema: { required: required[name] }, at }, into, {
      name,
      description: undefined,
    });
  }
  const schemas = isObject(schema.dependentSchemas) ? schema.dependentSchemas : NONE;
  for (const name of Object.keys(schemas)) {
    const part = schemas[name] as JsonSchema;
    if (!Object.hasOwn(spot.value, name) || holdsSurely(evaluator, schema, part, spot.value)) continue;
    const at = appendToken(`${spot.at}/dependentSchemas`, name);
    rule(evaluator, schema, { ...spot, schema: part, at }, into, {
      name,
      description: describe(part),
    });
  }
}

const NONE: Readonly<Record<string, unknown>> = {};
const namesWithin = new WeakMap<object, boolean>();

/** It holds at a glance, and speaks of no property that its owner does not declare. */
function holdsSurely(evaluator: Evaluator, owner: SchemaObject, part: JsonSchema, value: unknown): boolean {
  if (typeof part === 'boolean') return false;
  if (!(evaluator.assured && isPlain(part)) && quickVerdict(part, value) !== true) return false;
  const known =
    namesWithin.get(part) ?? speaksOnlyOf(part, isObject(owner.properties) ? owner.properties : {});
  namesWithin.set(part, known);
  return known;
}

const TRANSPARENT = new Set(['title', 'description', 'type', 'required', 'properties', 'anyOf']);

/** Every property that it or a branch of it can speak of is among these; a keyword that could name others is not looked into. */
function speaksOnlyOf(part: JsonSchema, declared: Readonly<Record<string, unknown>>): boolean {
  if (typeof part === 'boolean') return true;
  if (!Object.keys(part).every((keyword) => TRANSPARENT.has(keyword))) return false;
  const names = Object.keys(isObject(part.properties) ? part.properties : {});
  const branches = Array.isArray(part.anyOf) ? (part.anyOf as JsonSchema[]) : [];
  return (
    names.every((name) => Object.hasOwn(declared, name)) &&
    branches.every((branch) => speaksOnlyOf(branch, declared))
  );
}

function evaluateNot(evaluator: Evaluator, schema: SchemaObject, spot: Spot, into: Evaluation): void {
  if (schema.not === undefined) return;
  const at = `${spot.at}/not`;
  const judged = inDoubt(evaluator, { ...spot, schema: schema.not as JsonSchema, at });
  if (judged.violations.length > 0) return;
  const expected = describe(schema) ?? describe(schema.not as JsonSchema) ?? 'anything but what not excludes';
  report(evaluator, into, {
    code: 'rule-violated',
    name: 'not',
    pointer: spot.pointer,
    schemaPointer: at,
    expected,
    received: 'what it excludes',
  });
}

/** Conditions that value rules added to the strict schema: each that fails is one violation of its rule's code, whatever fails inside. */
export function evaluateValueRules(
  evaluator: Evaluator,
  schema: SchemaObject,
  spot: Spot,
  into: Evaluation,
): void {
  const conditions = (schema['x-rules'] ?? NONE) as ValueConditions;
  for (const [code, condition] of Object.entries(conditions)) {
    const at = `${spot.at}/x-rules/${code}`;
    const { left, dropped } = evaluator;
    const first = inDoubt(evaluator, { ...spot, schema: condition, at }).violations[0];
    Object.assign(evaluator, { left, dropped });
    if (first === undefined) continue;
    report(evaluator, into, {
      code,
      pointer: spot.pointer,
      schemaPointer: at,
      expected: describe(condition) ?? inSentence(first, spot.pointer),
      received: first.received,
    });
  }
}

function describe(schema: JsonSchema): string | undefined {
  return isSchemaObject(schema) && typeof schema.description === 'string' ? schema.description : undefined;
}

/** A rule's stable name, part of the finding's identity, and its sentence in the contract. */
type Named = { readonly name: string; readonly description: string | undefined };

/**
 * A condition across properties: whatever it finds wrong with what the object declares anyway is one broken rule. What only the
 * condition declares, and what a closed world says of its inside, stands for itself.
 */
function rule(
  evaluator: Evaluator,
  owner: SchemaObject,
  spot: Spot,
  into: Evaluation,
  { name, description }: Named,
): void {
  const judged = evaluator.evaluate(spot);
  const own = (violation: Violation): boolean => standsForItself(owner, violation, spot.pointer);
  const broken = judged.violations.filter((violation) => !own(violation));
  absorb(into, { ...judged, violations: judged.violations.filter(own) });
  const first = broken[0];
  if (first === undefined) return;
  report(evaluator, into, {
    code: 'rule-violated',
    name,
    pointer: spot.pointer,
    schemaPointer: spot.at,
    expected: description ?? inSentence(first, spot.pointer),
    received: description === undefined ? first.received : 'values that do not go together',
  });
}

function inSentence({ name, pointer, expected }: Violation, base: JsonPointer): string {
  if (name !== undefined) return `"${name}" is ${expected}`;
  return `${pointer === base ? 'the value' : `"${pointer.slice(base.length)}"`} is ${expected}`;
}

const CLOSED_WORLD = new Set([
  'property-undocumented',
  'property-unsupported',
  'property-write-only',
  'property-read-only',
  'integer-unsafe',
]);

const KINDS = new Set(['type-mismatch', 'null-undocumented']);

function standsForItself(owner: SchemaObject, violation: Violation, base: JsonPointer): boolean {
  if (CLOSED_WORLD.has(violation.code) || violation.schemaPointer.includes('/x-rules/')) return true;
  const inside = pointerTokens(violation.pointer.slice(base.length));
  const name = inside[0];
  if (name === undefined) return false;
  const isOfItself = inside.length > 1 || KINDS.has(violation.code);
  return isOfItself && !(isObject(owner.properties) && Object.hasOwn(owner.properties, name));
}
