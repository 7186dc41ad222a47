// A schema that applies to the same value without end, such as `A: { allOf: [A] }`: no validator gets through it.
// https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.1

import { depthFirst } from '../../lib/depth-first.ts';
import { asObject, isObject, type JsonObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';
import type { Edit, Problem } from '../problem.ts';
import { localPointer } from '../references.ts';
import { notJudged } from '../repair.ts';
import { list } from '../shape.ts';
import { type LintRule, withoutMarked } from './rule.ts';

export const recursion: LintRule = (input) => {
  const schemas = new Map(input.spots('schema').map(({ pointer, value }) => [pointer, value]));
  const seen = new Set<JsonPointer>();
  const unfinished = new Set<JsonPointer>();
  const problems: Problem[] = [];

  function* nextOf(pointer: JsonPointer): Iterable<JsonPointer> {
    unfinished.add(pointer);
    for (const [at, target] of inPlace(schemas.get(pointer) ?? {}, pointer)) {
      if (unfinished.has(target)) problems.push(circle(at, pointer));
      else if (schemas.has(target)) yield target;
    }
  }

  const finish = (pointer: JsonPointer): void => void unfinished.delete(pointer);
  for (const start of schemas.keys()) depthFirst(start, { seen, nextOf, finish });
  return problems;
};

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
  const dependents = Object.keys(asObject(schema.dependentSchemas));
  const inside = [
    ...lists,
    ...singles.map((name) => `${pointer}/${name}`),
    ...dependents.map((name) => appendToken(`${pointer}/dependentSchemas`, name)),
  ];
  const own = inside.map((at) => [at, at] as const);
  return target === undefined ? own : [[appendToken(pointer, '$ref'), target], ...own];
}
