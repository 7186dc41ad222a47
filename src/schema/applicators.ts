// Schemas that apply in place to the same value: $ref, allOf, conditions, not, dependentSchemas (JSON Schema core 8.2.3, 10.2).

import { isObject } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema, ValueConditions, Violation } from '../model.ts';
import {
  absorb,
  absorbNames,
  type Evaluation,
  type Evaluator,
  type Instance,
  inDoubt,
  report,
  schemaAt,
} from './evaluation.ts';
import { isPlain, quickVerdict } from './quick.ts';
import { evaluateHeirs, namesHeir } from './tags.ts';
import { evaluateUnion } from './union.ts';
import { isSchemaObject, type SchemaObject } from './words.ts';

export function evaluateInPlace(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: Instance,
  into: Evaluation,
): void {
  if (typeof schema.$ref === 'string' && !namesHeir(schema, instance.value))
    absorb(into, evaluateRef(evaluator, schema.$ref, instance));
  if (Array.isArray(schema.allOf))
    for (const [index, part] of (schema.allOf as JsonSchema[]).entries())
      absorb(into, evaluator.evaluate({ ...instance, schema: part, at: `${instance.at}/allOf/${index}` }));
  evaluateUnion(evaluator, schema, 'oneOf', instance, into);
  evaluateUnion(evaluator, schema, 'anyOf', instance, into);
  evaluateHeirs(evaluator, schema, instance, into);
  evaluateCondition(evaluator, schema, instance, into);
  evaluateDependents(evaluator, schema, instance, into);
  evaluateNot(evaluator, schema, instance, into);
}

function evaluateRef(evaluator: Evaluator, ref: string, instance: Instance): Evaluation {
  const at = ref.slice(1);
  return evaluator.evaluate({ ...instance, schema: schemaAt(evaluator.detail, at) ?? true, at });
}

function evaluateCondition(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: Instance,
  into: Evaluation,
): void {
  if (schema.if === undefined) return;
  const condition = inDoubt(evaluator, {
    ...instance,
    schema: schema.if as JsonSchema,
    at: `${instance.at}/if`,
  });
  const holds = condition.violations.length === 0;
  if (holds) absorbNames(into, condition);
  const keyword = holds ? 'then' : 'else';
  if (schema[keyword] === undefined) return;
  rule(
    evaluator,
    schema,
    { ...instance, schema: schema[keyword] as JsonSchema, at: `${instance.at}/${keyword}` },
    into,
    { name: 'if', description: describe(schema) },
  );
}

function evaluateDependents(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: Instance,
  into: Evaluation,
): void {
  if (!isObject(instance.value)) return;
  const required = isObject(schema.dependentRequired) ? schema.dependentRequired : NONE;
  for (const name of Object.keys(required)) {
    if (!Object.hasOwn(instance.value, name)) continue;
    const at = appendToken(`${instance.at}/dependentRequired`, name);
    rule(evaluator, schema, { ...instance, schema: { required: required[name] }, at }, into, {
      name,
      description: undefined,
    });
  }
  const schemas = isObject(schema.dependentSchemas) ? schema.dependentSchemas : NONE;
  for (const name of Object.keys(schemas)) {
    const part = schemas[name] as JsonSchema;
    if (!Object.hasOwn(instance.value, name) || holdsSurely(evaluator, schema, part, instance.value))
      continue;
    const at = appendToken(`${instance.at}/dependentSchemas`, name);
    rule(evaluator, schema, { ...instance, schema: part, at }, into, {
      name,
      description: describe(part),
    });
  }
}

const NONE: Readonly<Record<string, unknown>> = {};
const namesWithin = new WeakMap<object, boolean>();

/** The quick check accepts it, and it names no property that its owner does not declare. */
function holdsSurely(evaluator: Evaluator, owner: SchemaObject, part: JsonSchema, value: unknown): boolean {
  if (typeof part === 'boolean') return false;
  if (!(evaluator.assured && isPlain(part)) && quickVerdict(part, value) !== true) return false;
  const known =
    namesWithin.get(part) ?? speaksOnlyOf(part, isObject(owner.properties) ? owner.properties : {});
  namesWithin.set(part, known);
  return known;
}

const TRANSPARENT = new Set(['title', 'description', 'type', 'required', 'properties', 'anyOf']);

/** Every property that the schema or one of its branches can name is among these. A keyword that could name others counts as a no. */
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

function evaluateNot(evaluator: Evaluator, schema: SchemaObject, instance: Instance, into: Evaluation): void {
  if (schema.not === undefined) return;
  const at = `${instance.at}/not`;
  const judged = inDoubt(evaluator, { ...instance, schema: schema.not as JsonSchema, at });
  if (judged.violations.length > 0) return;
  const expected = describe(schema) ?? describe(schema.not as JsonSchema) ?? 'anything but what not excludes';
  report(evaluator, into, {
    code: 'rule-violated',
    name: 'not',
    pointer: instance.pointer,
    schemaPointer: at,
    expected,
    received: 'what it excludes',
  });
}

/** Conditions that value rules added to the strict schema: each that fails is one violation of its rule's code, whatever fails inside. */
export function evaluateValueRules(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: Instance,
  into: Evaluation,
): void {
  const conditions = (schema['x-rules'] ?? NONE) as ValueConditions;
  for (const [code, condition] of Object.entries(conditions)) {
    const at = `${instance.at}/x-rules/${code}`;
    const { left, dropped } = evaluator;
    const first = inDoubt(evaluator, { ...instance, schema: condition, at }).violations[0];
    Object.assign(evaluator, { left, dropped });
    if (first === undefined) continue;
    report(evaluator, into, {
      code,
      pointer: instance.pointer,
      schemaPointer: at,
      expected: describe(condition) ?? inSentence(first, instance.pointer),
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
 * A condition across properties. Everything that it finds wrong with declared properties is one broken rule. Findings about properties
 * that only the condition declares, and undocumented ones inside of it, are reported one by one.
 */
function rule(
  evaluator: Evaluator,
  owner: SchemaObject,
  instance: Instance,
  into: Evaluation,
  { name, description }: Named,
): void {
  const judged = evaluator.evaluate(instance);
  const own = (violation: Violation): boolean => standsForItself(owner, violation, instance.pointer);
  const broken = judged.violations.filter((violation) => !own(violation));
  absorb(into, { ...judged, violations: judged.violations.filter(own) });
  const first = broken[0];
  if (first === undefined) return;
  report(evaluator, into, {
    code: 'rule-violated',
    name,
    pointer: instance.pointer,
    schemaPointer: instance.at,
    expected: description ?? inSentence(first, instance.pointer),
    received: description === undefined ? first.received : 'values that do not go together',
  });
}

/** The name of a missing property has no value to point at; other names are observed values, which are not printed. */
function inSentence({ code, name, pointer, expected }: Violation, base: JsonPointer): string {
  if (code === 'property-missing') return `"${name}" is ${expected}`;
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
