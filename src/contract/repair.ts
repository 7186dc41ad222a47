// A document with mistakes -> one that the rest can trust: the edits of all problems, made at once. What nobody can judge is marked in
// the schema that it belongs to, and then nothing around it may say no because of it.
import { isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import { branchAt, type TokenTree, tokenTree } from '../lib/token-tree.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import type { Dialect } from './objects.ts';
import { addMove, type Moves } from './origins.ts';
import type { Edit } from './problem.ts';
import { localPointer } from './references.ts';
import { mapObjects, walkObjects } from './walk.ts';

/** Names what is not judged in values of the schema that holds it, each as `kind: subject`. */
export const NOT_JUDGED = 'x-not-judged';

/** A schema that any value fits, because nothing can be said of it. */
export function notJudged(name: string): JsonObject {
  return { [NOT_JUDGED]: [name] };
}

/** The names that a schema carries; a document of somebody else may hold anything under this key. */
export function namesNotJudged(schema: JsonSchema | JsonObject | undefined): readonly string[] {
  const names = isObject(schema) ? schema[NOT_JUDGED] : undefined;
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** What stands for a reference that leads nowhere, by the kind of object that it should have led to. */
export function unresolved(kind: string, ref: string): unknown {
  const schema = notJudged(`reference: ${ref}`);
  const content = { '*/*': { schema } };
  if (kind === 'schema') return schema;
  if (kind === 'response') return { description: '', content };
  if (kind === 'requestBody') return { content };
  return kind === 'header' || kind === 'mediaType' ? { schema } : {};
}

/** The edits of each place. */
type Plan = TokenTree<readonly Edit[]>;

export function repaired(document: JsonObject, edits: readonly Edit[]): JsonObject {
  if (edits.length === 0) return document;
  const plan: Plan = tokenTree();
  for (const [at, own] of Map.groupBy(edits, (edit) => edit.at))
    branchAt(plan, pointerTokens(at)).value = own;
  return applied(document, plan) as JsonObject;
}

/** What is removed from a list leaves `{}` there, so that the others keep their places. */
function applied(value: unknown, { value: edits = [], inside }: Plan): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  const members = copy as Record<string, unknown>;
  for (const [token, plan] of inside) {
    const put = plan.value?.find((edit) => edit.do === 'put');
    if (put?.do === 'put') setOwn(members, token, put.value);
    else if (plan.value?.some((edit) => edit.do === 'remove')) {
      if (Array.isArray(copy)) members[token] = {};
      else delete members[token];
    } else if (Object.hasOwn(members, token)) setOwn(members, token, applied(members[token], plan));
  }
  const names = edits.flatMap((edit) => (edit.do === 'mark' ? [edit.name] : []));
  const named = names.length === 0 ? copy : marked(members, names);
  return edits.reduce<unknown>((to, edit) => (edit.do === 'add' ? merged(to, edit.value) : to), named);
}

/** Lists are concatenated and get other values as an item, objects are merged, anything else is replaced. */
export function merged(value: unknown, addition: unknown): unknown {
  if (Array.isArray(value)) return [...value, ...(Array.isArray(addition) ? addition : [addition])];
  if (!isObject(value) || !isObject(addition)) return addition;
  const result: Record<string, unknown> = { ...value };
  for (const [name, added] of Object.entries(addition))
    setOwn(result, name, Object.hasOwn(value, name) ? merged(value[name], added) : added);
  return result;
}

function marked(schema: JsonObject, names: readonly string[]): JsonObject {
  return { ...schema, [NOT_JUDGED]: [...new Set([...namesNotJudged(schema), ...names])].sort() };
}

type Loosened = { readonly document: JsonObject; readonly moves: Moves };

/**
 * What can't be judged lets more values pass than the contract means. Where a keyword says no because a schema says yes, that would be a
 * false alarm: `oneOf` becomes `anyOf` there, and `not` and `if` are left out.
 */
export function loosened(document: JsonObject, dialect: Dialect): Loosened {
  const lax = laxSchemas(document, dialect);
  const moves = tokenTree<JsonPointer>();
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
