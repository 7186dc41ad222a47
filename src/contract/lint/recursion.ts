// A schema that applies to the same value without end, such as `A: { allOf: [A] }`: no validator gets through it.
// https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.1

import { isObject, type JsonObject } from '../../lib/objects.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';
import type { Problem } from '../problem.ts';
import { localPointer } from '../references.ts';
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

function search(searching: Search, pointer: JsonPointer, schema: unknown): void {
  const { input, state, problems } = searching;
  if (!isObject(schema) || state.has(pointer)) return;
  state.set(pointer, 'open');
  for (const [at, target] of inPlace(schema, pointer)) {
    if (state.get(target) === 'open')
      problems.push({
        pointer: at,
        message: 'this schema applies itself to the same value without end',
        fix: 'remove the circle',
      });
    else search(searching, target, valueAt(input.document, target));
  }
  state.set(pointer, 'done');
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
