// How like a value is to a branch of a union that it does not fit: by its type, its tag, its constants and the names that they share.
import { isObject } from '../lib/objects.ts';
import type { JsonPointer, JsonSchema, Violation } from '../model.ts';
import {
  type Evaluating,
  type Evaluation,
  type Evaluator,
  type Instance,
  inDoubt,
  speaksOf,
} from './evaluation.ts';
import { alwaysApplied, isAmong, isDiscriminator, tagOf, tagsOf, targetOf } from './tags.ts';

export type Branch = {
  readonly label: string;
  readonly schema: JsonSchema;
  readonly at: JsonPointer;
  readonly judged: Evaluation;
};

/**
 * Smaller is closer, the first difference decides. `alike` is minus the share of names and constants that value and branch have in
 * common, of all that either of them asks for: 0 where there are none.
 */
export type Likeness = readonly [
  type: number,
  constants: number,
  tag: number,
  alike: number,
  names: number,
  violations: number,
];

const REASONS = [
  'the only one of this type',
  'its constant properties fit best',
  'the discriminator names it',
  'its property names fit best',
  'its property names fit best',
  'it has the fewest violations',
];

export function reasonFor(chosen: Likeness, next: Likeness | undefined): string {
  const index = next === undefined ? -1 : chosen.findIndex((value, position) => value !== next[position]);
  return REASONS[index] ?? 'the first of those that come equally close';
}

/** Below 0 where `a` is closer; up to `positions` of the likeness count. */
export function compareLikeness(a: Likeness, b: Likeness, positions = 6): number {
  for (const [index, value] of a.slice(0, positions).entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** How many positions say what value and branch have in common, whatever is wrong inside. */
export const IN_COMMON = 4;

export function likenessOf(union: Evaluating, branches: readonly Branch[]): (branch: Branch) => Likeness {
  const candidates = branches.filter(({ judged }) => !hasWrongType(judged, union));
  return (branch) => {
    const { violations } = branch.judged;
    const names = violations.filter(({ code }) => code.startsWith('property-')).length;
    return [
      candidates.includes(branch) ? 0 : 1,
      isExcluded(union, branch, candidates) ? 1 : 0,
      isNamed(union, branch) ? 0 : 1,
      -alikeOf(union, branch),
      names,
      violations.length,
    ];
  };
}

function hasWrongType({ violations }: Evaluation, instance: Instance): boolean {
  return violations.some((violation) => isWrongType(violation, instance));
}

/** The value itself is of the wrong type. */
export function isWrongType({ code, pointer }: Violation, instance: Instance): boolean {
  return pointer === instance.pointer && (code === 'type-mismatch' || code === 'null-undocumented');
}

/** A property is fixed to other values here, and another branch, which lists none of these, fixes it to the value's. */
function isExcluded(
  { evaluator: { detail }, value }: Evaluating,
  branch: Branch,
  candidates: readonly Branch[],
): boolean {
  if (!isObject(value)) return false;
  for (const [name, values] of tagsOf(detail, branch.schema)) {
    if (!Object.hasOwn(value, name) || isAmong(values, value[name])) continue;
    const isOthers = candidates.some(({ schema }) => {
      const others = tagsOf(detail, schema).get(name);
      return (
        others !== undefined &&
        isAmong(others, value[name]) &&
        !others.some((other) => isAmong(values, other))
      );
    });
    if (isOthers) return true;
  }
  return false;
}

/** By mapping or schema name; the strict reading has both in one table. */
function isNamed(union: Evaluating, { schema }: Branch): boolean {
  const { evaluator, value } = union;
  const { discriminator } = union.schema;
  if (!isDiscriminator(discriminator)) return false;
  const target = targetOf(discriminator, value);
  if (target !== undefined) return typeof schema === 'object' && schema.$ref === `#${target}`;
  const tag = tagOf(discriminator, value);
  return (
    tag !== undefined && isAmong(tagsOf(evaluator.detail, schema).get(discriminator.propertyName) ?? [], tag)
  );
}

function alikeOf(union: Evaluating, branch: Branch): number {
  const { shared, all } = inCommon(union.evaluator, branch, union);
  return all === 0 ? 0 : shared / all;
}

type InCommon = { readonly shared: number; readonly all: number };

/** How many items of a list are compared. Lists more than three deep are not compared. */
const ITEMS = 20;

function inCommon(
  evaluator: Evaluator,
  { judged, schema, at }: Omit<Branch, 'label'>,
  instance: Instance,
  depth = 0,
): InCommon {
  const { value, pointer } = instance;
  if (Array.isArray(value))
    return depth > 2 ? NOTHING : ofItems(evaluator, { schema, at }, { ...instance, value }, depth);
  if (!isObject(value)) return NOTHING;
  const names = Object.keys(value);
  const missing = judged.violations.filter(
    (violation) =>
      violation.code === 'property-missing' &&
      violation.pointer.lastIndexOf('/') === pointer.length &&
      violation.pointer.startsWith(pointer),
  );
  const constants = [...tagsOf(evaluator.detail, schema)].filter(([name]) => Object.hasOwn(value, name));
  const fitting = constants.filter(([name, values]) => isAmong(values, value[name]));
  return {
    shared: names.filter((name) => speaksOf(judged, name)).length + fitting.length,
    all: names.length + missing.length + constants.length,
  };
}

const NOTHING: InCommon = { shared: 0, all: 0 };

function ofItems(
  evaluator: Evaluator,
  { schema, at }: Pick<Branch, 'schema' | 'at'>,
  instance: Instance & { readonly value: readonly unknown[] },
  depth: number,
): InCommon {
  const owner = alwaysApplied(evaluator.detail, schema).find(({ items }) => items !== undefined);
  if (owner === undefined) return NOTHING;
  const items = { schema: owner.items as JsonSchema, at: `${at}/items` };
  let shared = 0;
  let all = 0;
  for (const [index, value] of instance.value.slice(0, ITEMS).entries()) {
    const item: Instance = { value, pointer: `${instance.pointer}/${index}`, ...items };
    const judged = probe(evaluator, item);
    const one = inCommon(evaluator, { judged, ...items }, item, depth + 1);
    shared += one.shared;
    all += one.all;
  }
  return { shared, all };
}

/** An evaluation whose violations are not reported, so that they do not count against the limit. */
export function probe(evaluator: Evaluator, instance: Instance): Evaluation {
  const { left, dropped } = evaluator;
  evaluator.openUnions += 1;
  const judged = inDoubt(evaluator, instance);
  Object.assign(evaluator, { left, dropped, openUnions: evaluator.openUnions - 1 });
  return judged;
}
