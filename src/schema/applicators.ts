// Schemas that apply in place to the same value: $ref, allOf, conditions, not, dependentSchemas (JSON Schema core 8.2.3, 10.2).

import { asObject, isObject } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import { remember } from '../lib/remember.ts';
import type { JsonPointer, JsonSchema, ValueConditions, Violation } from '../model.ts';
import {
  absorb,
  absorbNames,
  type Evaluating,
  type Evaluator,
  held,
  inDoubt,
  report,
  reportMismatch,
  schemaAt,
  type Unions,
} from './evaluation.ts';
import { isPlain, quickVerdict } from './quick.ts';
import { isSchemaObject, type SchemaObject } from './words.ts';

export function evaluateInPlace(evaluating: Evaluating): void {
  const { evaluator, schema, value, at, into } = evaluating;
  const absorbFrom = (part: JsonSchema, place: JsonPointer): void =>
    absorb(into, evaluator.evaluate(held(evaluating, part, place)));
  const unions = UNION_KEYWORDS.some((keyword) => keyword in schema) ? unionsOf(evaluator) : undefined;
  if (typeof schema.$ref === 'string' && unions?.namesHeir(schema, value) !== true) {
    const target = schema.$ref.slice(1);
    absorbFrom(schemaAt(evaluator.detail, target) ?? true, target);
  }
  const parts = Array.isArray(schema.allOf) ? (schema.allOf as JsonSchema[]) : [];
  for (const [index, part] of parts.entries()) absorbFrom(part, `${at}/allOf/${index}`);
  unions?.evaluate(evaluating, 'oneOf');
  unions?.evaluate(evaluating, 'anyOf');
  unions?.evaluateHeirs(evaluating);
  evaluateCondition(evaluating);
  evaluateDependents(evaluating);
  evaluateNot(evaluating);
}

const UNION_KEYWORDS = ['oneOf', 'anyOf', 'x-heirs'];

/** Whether explaining may ask for `unions`, so that a generated module has to import it. Or a property is called so. */
export function hasUnion(schemas: unknown): boolean {
  if (!isObject(schemas)) return Array.isArray(schemas) && schemas.some(hasUnion);
  if (UNION_KEYWORDS.some((keyword) => keyword in schemas)) return true;
  return Object.entries(schemas).some(([keyword, inner]) =>
    keyword === 'dependentSchemas' && isObject(inner)
      ? Object.values(inner).some((part) => !isConstantRule(part as JsonSchema, schemas) && hasUnion(part))
      : hasUnion(inner),
  );
}

function unionsOf({ detail: { unions } }: Evaluator): Unions {
  if (unions !== undefined) return unions;
  throw new Error('the generated module imports nothing that explains a union; run driftgate generate');
}

function evaluateCondition(evaluating: Evaluating): void {
  const { evaluator, schema, at, into } = evaluating;
  if (schema.if === undefined) return;
  const condition = inDoubt(evaluator, held(evaluating, schema.if, `${at}/if`));
  const holds = condition.violations.length === 0;
  if (holds) absorbNames(into, condition);
  const keyword = holds ? 'then' : 'else';
  if (schema[keyword] === undefined) return;
  const description = describe(schema);
  evaluateRule(evaluating, schema[keyword], `${at}/${keyword}`, { name: 'if', description });
}

function evaluateDependents(evaluating: Evaluating): void {
  const { evaluator, schema, value, at } = evaluating;
  if (!isObject(value)) return;
  const required = isObject(schema.dependentRequired) ? schema.dependentRequired : NONE;
  for (const name of Object.keys(required)) {
    if (!Object.hasOwn(value, name)) continue;
    const place = appendToken(`${at}/dependentRequired`, name);
    evaluateRule(evaluating, { required: required[name] }, place, { name, description: undefined });
  }
  const schemas = isObject(schema.dependentSchemas) ? schema.dependentSchemas : NONE;
  for (const name of Object.keys(schemas)) {
    if (!Object.hasOwn(value, name)) continue;
    const part = schemas[name] as JsonSchema;
    const place = appendToken(`${at}/dependentSchemas`, name);
    if (!isConstantRule(part, schema))
      evaluateRule(evaluating, part, place, { name, description: describe(part) });
    else if (!(evaluator.assured && isPlain(part)) && quickVerdict(part, value) === false)
      reportRule(evaluating, place, { name, expected: part.description });
  }
}

const NONE: Readonly<Record<string, unknown>> = {};

type ConstantRule = SchemaObject & { readonly description: string };

/** A described rule that compares declared properties with constants: a yes or no says all of it, and its branches need no explanation. */
function isConstantRule(part: JsonSchema, owner: SchemaObject): part is ConstantRule {
  return isSchemaObject(part) && typeof part.description === 'string' && constantRules(owner)(part);
}

const constantRules = remember((owner: SchemaObject) => {
  const declared = asObject(owner.properties);
  const comparesConstants = (part: SchemaObject): boolean =>
    hasOnly(part, 'properties anyOf') &&
    Object.entries(asObject(part.properties)).every(
      ([name, schema]) => Object.hasOwn(declared, name) && isConstant(asObject(schema)),
    ) &&
    ((part.anyOf ?? []) as SchemaObject[]).every(comparesConstants);
  return remember(comparesConstants);
});

function isConstant(schema: SchemaObject): boolean {
  return hasOnly(schema, 'const enum not') && hasOnly(asObject(schema.not), 'const enum');
}

function hasOnly(schema: SchemaObject, keywords: string): boolean {
  const known = `title description ${keywords}`.split(' ');
  return Object.keys(schema).every((keyword) => known.includes(keyword));
}

function evaluateNot(evaluating: Evaluating): void {
  const { evaluator, schema, at } = evaluating;
  if (schema.not === undefined) return;
  if (inDoubt(evaluator, held(evaluating, schema.not, `${at}/not`)).violations.length > 0) return;
  reportMismatch(evaluating, {
    code: 'rule-violated',
    name: 'not',
    keyword: 'not',
    expected: describe(schema) ?? describe(schema.not as JsonSchema) ?? 'anything but what not excludes',
    received: 'what it excludes',
  });
}

/** Conditions that value rules added to the strict schema: each that fails is one violation of its rule's code, whatever fails inside. */
export function evaluateValueRules(evaluating: Evaluating): void {
  const { evaluator, schema, pointer, at } = evaluating;
  const conditions = (schema['x-rules'] ?? NONE) as ValueConditions;
  for (const [code, condition] of Object.entries(conditions)) {
    const keyword = `x-rules/${code}`;
    const { left, dropped } = evaluator;
    const first = inDoubt(evaluator, held(evaluating, condition, `${at}/${keyword}`)).violations[0];
    Object.assign(evaluator, { left, dropped });
    if (first === undefined) continue;
    const expected = describe(condition) ?? inSentence(first, pointer);
    reportMismatch(evaluating, { code, keyword, expected, received: first.received });
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
function evaluateRule(
  evaluating: Evaluating,
  schema: unknown,
  at: JsonPointer,
  { name, description }: Named,
): void {
  const { evaluator, pointer, into } = evaluating;
  const judged = evaluator.evaluate(held(evaluating, schema, at));
  const own = (violation: Violation): boolean => standsForItself(evaluating.schema, violation, pointer);
  const first = judged.violations.find((violation) => !own(violation));
  absorb(into, { ...judged, violations: judged.violations.filter(own) });
  if (first === undefined) return;
  const expected = description ?? inSentence(first, pointer);
  reportRule(evaluating, at, { name, expected }, description === undefined ? first.received : undefined);
}

function reportRule(
  evaluating: Evaluating,
  schemaPointer: JsonPointer,
  rule: { readonly name: string; readonly expected: string },
  received = 'values that do not go together',
): void {
  report(evaluating, {
    code: 'rule-violated',
    ...rule,
    pointer: evaluating.pointer,
    schemaPointer,
    received,
  });
}

/** The name of a missing property has no value to point at; other names are observed values, which are not printed. */
function inSentence({ code, name, pointer, expected }: Violation, base: JsonPointer): string {
  if (code === 'property-missing') return `"${name}" is ${expected}`;
  return `${pointer === base ? 'the value' : `"${pointer.slice(base.length)}"`} is ${expected}`;
}

const CLOSED_WORLD = new Set(
  'property-undocumented property-unsupported property-write-only property-read-only integer-unsafe'.split(
    ' ',
  ),
);

const KINDS = new Set(['type-mismatch', 'null-undocumented']);

function standsForItself(owner: SchemaObject, violation: Violation, base: JsonPointer): boolean {
  if (CLOSED_WORLD.has(violation.code) || violation.schemaPointer.includes('/x-rules/')) return true;
  const inside = pointerTokens(violation.pointer.slice(base.length));
  const name = inside[0];
  if (name === undefined) return false;
  const isOfItself = inside.length > 1 || KINDS.has(violation.code);
  return isOfItself && !(isObject(owner.properties) && Object.hasOwn(owner.properties, name));
}
