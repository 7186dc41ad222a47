// oneOf and anyOf: when no branch fits, one is taken as the meant one, and only what it says is reported.

import { isObject } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import { listOf } from '../lib/suggest.ts';
import type { JsonPointer, JsonSchema, Violation } from '../model.ts';
import {
  absorb,
  absorbNames,
  type Evaluation,
  type Evaluator,
  type Instance,
  inDoubt,
  report,
  schemaAt,
  speaksOf,
} from './evaluation.ts';
import { quickVerdict } from './quick.ts';
import { either, isSchemaObject, literals, type SchemaObject, typeOf, typesOf } from './words.ts';

type Keyword = 'oneOf' | 'anyOf';

type Branch = {
  readonly label: string;
  readonly schema: JsonSchema;
  readonly at: JsonPointer;
  readonly judged: Evaluation;
};

export function evaluateUnion(
  evaluator: Evaluator,
  schema: SchemaObject,
  keyword: Keyword,
  instance: Instance,
  into: Evaluation,
): void {
  const parts = schema[keyword];
  if (!Array.isArray(parts)) return;
  if (isTagged(schema.discriminator, instance.value))
    return byTag(evaluator, schema.discriminator, instance, into);
  const all = parts as readonly JsonSchema[];
  const at = `${instance.at}/${keyword}`;
  const quick = all.map((part) => quickVerdict(part, instance.value));
  const fitting: Branch[] = [];
  for (const [index, part] of all.entries()) {
    if (quick[index] === false) continue;
    const branch = judge(evaluator, part, `${at}/${index}`, instance, index);
    if (branch.judged.violations.length === 0) fitting.push(branch);
  }
  for (const { judged } of fitting) absorbNames(into, judged);
  if (fitting.length > 0 && fitting.length < all.length)
    into.nearMisses.push({
      keyword,
      fitting: fitting.map(({ judged }) => judged),
      branches: () =>
        all
          .map((part, index) => judge(evaluator, part, `${at}/${index}`, instance, index))
          .filter(({ judged }) => judged.violations.length > 0),
    });
  if (fitting.length === 0) {
    const branches = all.map((part, index) => judge(evaluator, part, `${at}/${index}`, instance, index));
    explain(evaluator, branches, { ...instance, at }, into);
  }
  if (keyword === 'oneOf' && fitting.length > 1) {
    report(evaluator, into, {
      code: 'rule-violated',
      name: 'oneOf',
      pointer: instance.pointer,
      schemaPointer: `${instance.at}/oneOf`,
      expected: 'exactly one branch of oneOf',
      received: `${fitting.length} that fit: ${listOf(fitting.map(({ label }) => label))}`,
    });
  }
}

/** A base schema whose discriminator names the schemas that extend it. */
export function evaluateHeirs(
  evaluator: Evaluator,
  schema: SchemaObject,
  instance: Instance,
  into: Evaluation,
): void {
  if (isTagged(schema['x-heirs'], instance.value)) byTag(evaluator, schema['x-heirs'], instance, into);
}

/** The tag names a schema that holds its base by allOf, so that the base need not be looked at again. */
export function namesHeir(schema: SchemaObject, value: unknown): boolean {
  const heirs = schema['x-heirs'];
  if (!isTagged(heirs, value)) return false;
  const tag = (value as Record<string, unknown>)[heirs.propertyName];
  return typeof tag === 'string' && Object.hasOwn(heirs.mapping, tag) && heirs.mapping[tag] !== true;
}

type Tagged = {
  readonly propertyName: string;
  readonly mapping: Readonly<Record<string, JsonPointer | true>>;
};

function isTagged(discriminator: unknown, value: unknown): discriminator is Tagged {
  return isObject(discriminator) && isObject(discriminator.mapping) && isObject(value);
}

/** The tag decides (OpenAPI 3.1, Discriminator Object); a missing or unknown tag is the one thing to say. */
function byTag(
  evaluator: Evaluator,
  { propertyName, mapping }: Tagged,
  instance: Instance,
  into: Evaluation,
): void {
  const value = (instance.value as Record<string, unknown>)[propertyName];
  const at = {
    pointer: appendToken(instance.pointer, propertyName),
    schemaPointer: `${instance.at}/discriminator`,
  };
  const target = typeof value === 'string' && Object.hasOwn(mapping, value) ? mapping[value] : undefined;
  if (typeof target === 'string') {
    const judged = inDoubt(evaluator, {
      ...instance,
      schema: schemaAt(evaluator.detail, target) as JsonSchema,
      at: target,
    });
    const branch = `${labelOf(target)} taken: "${propertyName}" names it`;
    absorb(into, {
      ...judged,
      violations: judged.violations.map((violation) => ({ branch, ...violation })),
    });
    return;
  }
  if (target === true) return;
  into.allProperties = true;
  const known = Object.keys(mapping);
  if (!Object.hasOwn(instance.value as object, propertyName)) {
    report(evaluator, into, {
      ...at,
      code: 'property-missing',
      name: propertyName,
      expected: 'required, it names the branch',
      received: 'absent',
    });
  } else if (typeof value === 'string') {
    report(evaluator, into, {
      ...at,
      code: 'enum-value-undocumented',
      name: value,
      expected: literals(known),
      received: 'another string',
    });
  } else {
    const code = value === null ? 'null-undocumented' : 'type-mismatch';
    report(evaluator, into, { ...at, code, expected: 'string', received: typeOf(value) });
  }
}

function judge(
  evaluator: Evaluator,
  schema: JsonSchema,
  at: JsonPointer,
  instance: Instance,
  index: number,
): Branch {
  const { left, dropped } = evaluator;
  evaluator.unions += 1;
  const judged = inDoubt(evaluator, { ...instance, schema, at });
  Object.assign(evaluator, { left, dropped, unions: evaluator.unions - 1 });
  return { label: branchLabel(schema, index), schema, at, judged };
}

function explain(
  evaluator: Evaluator,
  branches: readonly Branch[],
  instance: Instance,
  into: Evaluation,
): void {
  const asOne = asOneKind(branches, instance) ?? asOneList(branches, instance);
  if (asOne !== undefined) {
    into.allProperties = true;
    into.items = Number.POSITIVE_INFINITY;
    return report(evaluator, into, asOne);
  }
  const ranked = branches
    .map((branch) => ({ branch, score: scoreOf(branch, instance) }))
    .sort((a, b) => compare(a.score, b.score));
  const chosen = ranked[0];
  if (chosen === undefined) {
    return report(evaluator, into, {
      code: 'rule-violated',
      name: 'union',
      pointer: instance.pointer,
      schemaPointer: instance.at,
      expected: 'a branch',
      received: 'a union without branches',
    });
  }
  const branch =
    branches.length > 1
      ? `${chosen.branch.label} taken: ${reason(chosen.score, ranked[1]?.score)}`
      : undefined;
  const judged = chosen.branch.judged;
  const violations =
    branch === undefined
      ? judged.violations
      : judged.violations.map((violation) => ({ branch, ...violation }));
  absorb(into, { ...judged, violations });
}

/** The value's kind fits no branch: one wrong type, whatever the number of branches. */
function asOneKind(branches: readonly Branch[], instance: Instance): Violation | undefined {
  const roots = branches.map(({ judged }) =>
    judged.violations.find((violation) => isRootKind(violation, instance)),
  );
  if (branches.length === 0 || roots.some((root) => root === undefined)) return undefined;
  const expected = either([...new Set(roots.map((root) => root?.expected ?? ''))]);
  const code = instance.value === null ? 'null-undocumented' : 'type-mismatch';
  return {
    code,
    pointer: instance.pointer,
    schemaPointer: instance.at,
    expected,
    received: roots[0]?.received ?? typeOf(instance.value),
  };
}

function isRootKind({ code, pointer }: Violation, instance: Instance): boolean {
  return pointer === instance.pointer && (code === 'type-mismatch' || code === 'null-undocumented');
}

/** Every branch of the right kind is a list of literals: one list in all. */
function asOneList(branches: readonly Branch[], instance: Instance): Violation | undefined {
  const right = branches.filter(
    ({ judged }) => !judged.violations.some((violation) => isRootKind(violation, instance)),
  );
  const literalLists = right.map(({ schema }) => literalsOf(schema));
  if (
    right.length < 2 ||
    typeof instance.value === 'object' ||
    literalLists.some((values) => values === undefined)
  )
    return undefined;
  const expected = literals([...new Set(literalLists.flatMap((values) => values ?? []))]);
  const name = String(instance.value);
  return {
    code: 'enum-value-undocumented',
    pointer: instance.pointer,
    schemaPointer: instance.at,
    name,
    expected,
    received: `another ${typeOf(instance.value)}`,
  };
}

function literalsOf(schema: JsonSchema): readonly unknown[] | undefined {
  if (!isSchemaObject(schema)) return undefined;
  if (Array.isArray(schema.enum)) return schema.enum;
  return Object.hasOwn(schema, 'const') ? [schema.const] : undefined;
}

/** Wrong kind, wrong tags, names missing or unknown to the branch, number of violations: smaller is closer. */
type Score = readonly [kind: number, tags: number, names: number, violations: number];

function scoreOf({ judged }: Branch, instance: Instance): Score {
  const { violations } = judged;
  const kind = violations.some((violation) => isRootKind(violation, instance)) ? 1 : 0;
  const tags = violations.filter(
    (violation) => violation.schemaPointer.endsWith('/const') && isChild(violation, instance),
  ).length;
  const missing = violations.filter(
    (violation) => violation.code === 'property-missing' && isChild(violation, instance),
  ).length;
  const names = isObject(instance.value) && !judged.allProperties ? Object.keys(instance.value) : [];
  const unknown = names.filter((name) => !speaksOf(judged, name)).length;
  return [kind, tags, missing + unknown, violations.length];
}

function isChild({ pointer }: Violation, instance: Instance): boolean {
  return (
    pointer.startsWith(`${instance.pointer}/`) && !pointer.slice(instance.pointer.length + 1).includes('/')
  );
}

function compare(a: Score, b: Score): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const REASONS = [
  'the only one of this type',
  'its constant properties fit best',
  'its property names fit best',
  'it has the fewest violations',
];

function reason(score: Score, next: Score | undefined): string {
  const index = next === undefined ? -1 : score.findIndex((value, position) => value !== next[position]);
  return REASONS[index] ?? 'the first of those that come equally close';
}

function branchLabel(schema: JsonSchema, index: number): string {
  if (!isSchemaObject(schema)) return `branch ${index + 1}`;
  if (typeof schema.$ref === 'string') return labelOf(schema.$ref.slice(1));
  if (typeof schema.title === 'string') return schema.title;
  const types = typesOf(schema);
  return types === undefined ? `branch ${index + 1}` : `branch ${index + 1} (${either(types)})`;
}

function labelOf(at: JsonPointer): string {
  const name = pointerTokens(at).at(-1) ?? at;
  return name.replace(/ \((?:response|request|in a request|as written)\)/g, '');
}

/**
 * A union fits by one branch, while another one, which declares a property that no fitting branch declares, fails by that property
 * alone: the property's value is wrong, rather than its name. Answers what that branch says of `name`, one of the names that are `left`
 * unevaluated; undefined where there is no such branch.
 */
export function missedBy(
  into: Evaluation,
  instance: Instance,
  left: readonly string[],
  name: string,
): readonly Violation[] | undefined {
  const inside = (violation: Violation, property: string): boolean => {
    const pointer = appendToken(instance.pointer, property);
    return violation.pointer === pointer || violation.pointer.startsWith(`${pointer}/`);
  };
  for (const { keyword, fitting, branches } of into.nearMisses) {
    for (const { label, judged } of branches()) {
      const own = judged.violations.filter((violation) => inside(violation, name));
      const others = judged.violations.some((violation) => !left.some((one) => inside(violation, one)));
      if (
        own.length === 0 ||
        others ||
        (keyword === 'oneOf' && !speaksOfAll(judged, fitting, instance.value))
      )
        continue;
      return own.map((violation) => ({ branch: `${label} taken: it declares "${name}"`, ...violation }));
    }
  }
  return undefined;
}

/** Branches of oneOf exclude one another: this one comes closer only where it knows all that the fitting one knows. */
function speaksOfAll(judged: Evaluation, fitting: readonly Evaluation[], value: unknown): boolean {
  return Object.keys(value as object).every(
    (name) => speaksOf(judged, name) || !fitting.some((one) => speaksOf(one, name)),
  );
}
