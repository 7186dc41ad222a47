// A schema that applies to the same value without end, such as `A: { allOf: [A] }`: no validator gets through it.
// https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.1

import { isObject, type JsonObject } from '../../lib/objects.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';
import type { Edit, Problem } from '../problem.ts';
import { localPointer } from '../references.ts';
import { notJudged } from '../repair.ts';
import type { LintInput, LintRule } from './rule.ts';

export const recursion: LintRule = {
  name: 'recursion',
  find: (input) => {
    const state = new Map<JsonPointer, 'open' | 'done'>();
    const problems: Problem[] = [];
    for (const { pointer, value } of input.spots('schema'))
      search({ input, state, problems }, pointer, value);
    return problems;
  },
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
  if (at !== appendToken(schema, '$ref')) return [{ at, do: 'put', value: notJudged(name) }];
  return [
    { at, do: 'remove' },
    { at: schema, do: 'mark', name },
  ];
}

/** Where the in-place applicators of a schema stand, and the schemas that they apply. */
function inPlace(schema: JsonObject, pointer: JsonPointer): [at: JsonPointer, target: JsonPointer][] {
  const found: [JsonPointer, JsonPointer][] = [];
  const target = localPointer(schema.$ref);
  if (target !== undefined) found.push([appendToken(pointer, '$ref'), target]);
  for (const name of ['allOf', 'anyOf', 'oneOf']) {
    const branches = schema[name];
    if (Array.isArray(branches))
      branches.forEach((_, index) => {
        add(found, `${pointer}/${name}/${index}`);
      });
  }
  for (const name of ['not', 'if', 'then', 'else'])
    if (isObject(schema[name])) add(found, `${pointer}/${name}`);
  if (isObject(schema.dependentSchemas))
    for (const name of Object.keys(schema.dependentSchemas))
      add(found, appendToken(`${pointer}/dependentSchemas`, name));
  return found;
}

function add(found: [JsonPointer, JsonPointer][], pointer: JsonPointer): void {
  found.push([pointer, pointer]);
}
