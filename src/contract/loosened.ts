// What can't be judged lets more values pass than the contract means. Where a keyword says no because a schema says yes, that would be a
// false alarm: `oneOf` becomes `anyOf` there, and `not` and `if` are left out.
import type { JsonObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import type { Dialect } from './objects.ts';
import { addMove, type Moves, noMoves } from './origins.ts';
import { localPointer } from './references.ts';
import { marked, NOT_JUDGED, namesNotJudged } from './repair.ts';
import { mapObjects, walkObjects } from './walk.ts';

type Loosened = { readonly document: JsonObject; readonly moves: Moves };

export function loosened(document: JsonObject, dialect: Dialect): Loosened {
  const lax = laxSchemas(document, dialect);
  const moves = noMoves();
  const changed = mapObjects(document, 'document', '', dialect, (kind, value, pointer) =>
    kind === 'schema' ? loosenedSchema(value, pointer, { lax, moves }) : value,
  );
  return { document: changed as JsonObject, moves };
}

type Laxness = { readonly lax: ReadonlySet<JsonPointer>; readonly moves: Moves };

function loosenedSchema(schema: JsonObject, pointer: JsonPointer, { lax, moves }: Laxness): JsonObject {
  if (!lax.has(pointer)) return schema;
  const isLax = (keyword: string): boolean => lax.has(appendToken(pointer, keyword));
  const { oneOf } = schema;
  let loose = schema;
  if (isLax('not')) loose = without(loose, ['not']);
  if (isLax('if')) loose = without(loose, ['if', 'then', 'else']);
  if (!Array.isArray(oneOf) || !oneOf.some((_, index) => lax.has(`${pointer}/oneOf/${index}`))) return loose;
  if (loose.anyOf !== undefined) return without(loose, ['oneOf']);
  const { oneOf: branches, ...rest } = loose;
  addMove(moves, `${pointer}/anyOf`, `${pointer}/oneOf`);
  return { ...rest, anyOf: branches };
}

/** Left out keywords are not judged, either. */
function without(schema: JsonObject, keywords: readonly string[]): JsonObject {
  const kept = Object.fromEntries(Object.entries(schema).filter(([name]) => !keywords.includes(name)));
  const names = keywords.map((keyword) => `keyword: ${keyword}`);
  return marked(kept, namesNotJudged(schema).length > 0 ? [] : names.slice(0, 1));
}

/** Marked schemas, and all that hold one or refer to one. */
function laxSchemas(document: JsonObject, dialect: Dialect): ReadonlySet<JsonPointer> {
  const around = new Map<JsonPointer, JsonPointer[]>();
  const lax: JsonPointer[] = [];
  walkObjects(document, 'document', '', dialect, ({ kind, pointer, value }) => {
    if (kind !== 'schema') return;
    if (value[NOT_JUDGED] !== undefined) lax.push(pointer);
    const target = localPointer(value.$ref);
    if (target !== undefined) around.set(target, [...(around.get(target) ?? []), pointer]);
  });
  const known = new Set<JsonPointer>();
  for (const pointer of lax) {
    // Keywords and containers count too, which is harmless: only schemas are looked up.
    for (let at = pointer; at !== '' && !known.has(at); at = at.slice(0, at.lastIndexOf('/'))) {
      known.add(at);
      lax.push(...(around.get(at) ?? []));
    }
  }
  return known;
}
