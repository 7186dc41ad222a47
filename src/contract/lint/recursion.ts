// A schema that applies to the same value without end, such as `A: { allOf: [A] }`: no validator gets through it.
// https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.1

import { isObject, type JsonObject } from '../../lib/objects.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';
import type { Edit, Problem } from '../problem.ts';
import { localPointer } from '../references.ts';
import { notJudged } from '../repair.ts';
import { list } from '../shape.ts';
import { type LintInput, type LintRule, withoutMarked } from './rule.ts';

export const recursion: LintRule = (input) => {
  const state = new Map<JsonPointer, 'open' | 'done'>();
  const problems: Problem[] = [];
  for (const { pointer, value } of input.spots('schema')) search({ input, state, problems }, pointer, value);
  return problems;
};

type Search = {
  readonly input: LintInput;
  readonly state: Map<JsonPointer, 'open' | 'done'>;
  readonly problems: Problem[];
};

type Step = {
  readonly pointer: JsonPointer;
  readonly left: Iterator<readonly [at: JsonPointer, target: JsonPointer]>;
};

/** Depth first, and not by recursion: chains of references may be longer than the stack. */
function search({ input, state, problems }: Search, start: JsonPointer, schema: JsonObject): void {
  const path: Step[] = [];
  const open = (pointer: JsonPointer, value: unknown): void => {
    if (!isObject(value) || state.has(pointer)) return;
    state.set(pointer, 'open');
    path.push({ pointer, left: inPlace(value, pointer).values() });
  };
  open(start, schema);
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const next = step.left.next();
    if (next.done === true) {
      state.set(step.pointer, 'done');
      path.pop();
      continue;
    }
    const [at, target] = next.value;
    if (state.get(target) === 'open') problems.push(circle(at, step.pointer));
    else open(target, valueAt(input.document, target));
  }
}

function circle(at: JsonPointer, schema: JsonPointer): Problem {
  return {
    kind: 'schema',
    subject: schema,
    pointer: at,
    message: 'this schema applies itself to the same value without end',
    fix: 'remove the circle',
    edits: withoutCircle(at, schema),
  };
}

function withoutCircle(at: JsonPointer, schema: JsonPointer): Edit[] {
  const name = `schema: ${schema}`;
  const isReference = at === appendToken(schema, '$ref');
  return isReference ? withoutMarked(name, schema, at) : [{ at, do: 'put', value: notJudged(name) }];
}

/** Where the in-place applicators of a schema stand, and the schemas that they apply. */
function inPlace(
  schema: JsonObject,
  pointer: JsonPointer,
): (readonly [at: JsonPointer, target: JsonPointer])[] {
  const target = localPointer(schema.$ref);
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((name) =>
    list(schema[name]).map((_, index) => `${pointer}/${name}/${index}`),
  );
  const singles = ['not', 'if', 'then', 'else'].filter((name) => isObject(schema[name]));
  const dependents = isObject(schema.dependentSchemas) ? Object.keys(schema.dependentSchemas) : [];
  const inside = [
    ...lists,
    ...singles.map((name) => `${pointer}/${name}`),
    ...dependents.map((name) => appendToken(`${pointer}/dependentSchemas`, name)),
  ];
  const own = inside.map((at) => [at, at] as const);
  return target === undefined ? own : [[appendToken(pointer, '$ref'), target], ...own];
}
