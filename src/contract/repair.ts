// A document with mistakes -> one that the rest can trust: the edits of all problems, made at once. What nobody can judge is marked in
// the schema that it belongs to, and then nothing around it may say no because of it.
import { isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import type { Edit } from './problem.ts';

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

/** Edits by the tokens that lead to their places. */
type Plan = { readonly edits: Edit[]; readonly inside: Map<string, Plan> };

export function repaired(document: JsonObject, edits: readonly Edit[]): JsonObject {
  if (edits.length === 0) return document;
  const plan = newPlan();
  for (const edit of edits) planAt(plan, edit.at).edits.push(edit);
  return applied(document, plan) as JsonObject;
}

function newPlan(): Plan {
  return { edits: [], inside: new Map() };
}

function planAt(plan: Plan, pointer: JsonPointer): Plan {
  let at = plan;
  for (const token of pointerTokens(pointer)) {
    const next = at.inside.get(token) ?? newPlan();
    at.inside.set(token, next);
    at = next;
  }
  return at;
}

/** What is removed from a list leaves `{}` there, so that the others keep their places. */
function applied(value: unknown, { edits, inside }: Plan): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  const members = copy as Record<string, unknown>;
  for (const [token, plan] of inside) {
    const put = plan.edits.find((edit) => edit.do === 'put');
    if (put?.do === 'put') setOwn(members, token, put.value);
    else if (plan.edits.some((edit) => edit.do === 'remove')) {
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

export function marked(schema: JsonObject, names: readonly string[]): JsonObject {
  return { ...schema, [NOT_JUDGED]: [...new Set([...namesNotJudged(schema), ...names])].sort() };
}
