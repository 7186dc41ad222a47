// Names that schemas give themselves ($id, $anchor, $dynamicAnchor: JSON Schema core 8.2) -> references by JSON Pointer, before anything
// else reads the document. What a $dynamicRef means depends on the way by which it is reached: a schema that is reached in several ways
// becomes several schemas.
import { attempt } from '../lib/attempt.ts';
import { freeName } from '../lib/free-name.ts';
import { asObject, isObject, type JsonObject } from '../lib/objects.ts';
import { escapeToken, pointerTokens, valueAt } from '../lib/pointer.ts';
import { reachedFrom } from '../lib/reached.ts';
import { rememberByName } from '../lib/remember.ts';
import type { JsonPointer } from '../model.ts';
import type { Dialect } from './objects.ts';
import { mapObjects, walkObjects } from './walk.ts';

type Identified = {
  readonly document: JsonObject;
  /** Of each schema that was made: where it stands, and where what it was made of does. */
  readonly made: ReadonlyMap<JsonPointer, JsonPointer>;
};

/** The URI of the contract's folder, which nobody knows. */
export const UNKNOWN_BASE = 'https://contract.invalid/';

/** The URI that a document gives itself (OpenAPI 3.2, OpenAPI Object). */
export function selfOf(document: unknown): string | undefined {
  if (!isObject(document) || typeof document.$self !== 'string') return undefined;
  return /^3\.(?:[2-9]|\d\d)/.test(String(document.openapi)) ? document.$self : undefined;
}

const NAMES = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef'];

/** A schema resource (core 4.3.5): its pointer, and its anchors. */
type Resource = {
  readonly pointer: JsonPointer;
  readonly anchors: Map<string, JsonPointer>;
  readonly dynamic: Map<string, JsonPointer>;
};

/** The dynamic scope (core 7.1), as far as it matters: by name, the anchor of the outermost resource that has it. */
type Scope = ReadonlyMap<string, JsonPointer>;

const NO_SCOPE: Scope = new Map();

/** A quick look at the text: few documents have such a name anywhere. */
const NAMED = /\$(?:id|anchor|dynamicAnchor|dynamicRef)\b/;

type Given = {
  /** Of the document, where it is at hand. */
  readonly text?: string;
  /** Further URIs under which parts of the document are known. */
  readonly known?: ReadonlyMap<string, JsonPointer>;
};

export function withoutIdentifiers(
  document: JsonObject,
  dialect: Dialect,
  { text = '$id', known = new Map() }: Given = {},
): Identified {
  if (dialect === '3.0' || !NAMED.test(text) || !hasNames(document, dialect))
    return { document, made: new Map() };
  const resources = readResources(document, dialect, known);
  const copies = new Map<string, JsonPointer>();
  const made = new Map<JsonPointer, JsonPointer>();
  const pending: { readonly source: JsonPointer; readonly name: string; readonly scope: Scope }[] = [];
  const names = new Set(Object.keys(schemasOf(document)));
  const isDynamic = reachesDynamic(document, dialect, resources);

  function mapped(value: unknown, kind: string, start: JsonPointer, scope: Scope): unknown {
    return mapObjects(value, kind, start, dialect, (innerKind, object, pointer) =>
      innerKind === 'schema' ? renamed(object, pointer, resources.scopeAt(pointer, start, scope)) : object,
    );
  }

  function renamed(schema: JsonObject, pointer: JsonPointer, scope: Scope): JsonObject {
    const { $id: _id, $anchor: _anchor, $dynamicAnchor: _dynamicAnchor, $dynamicRef, ...rest } = schema;
    const changed: Record<string, unknown> = rest;
    if (typeof schema.$ref === 'string') changed.$ref = referenceTo(schema.$ref, pointer, scope, false);
    if (typeof $dynamicRef !== 'string') return changed;
    const target = referenceTo($dynamicRef, pointer, scope, true);
    if (changed.$ref === undefined) return { ...changed, $ref: target };
    const parts = Array.isArray(changed.allOf) ? changed.allOf : [];
    return { ...changed, allOf: [...parts, { $ref: target }] };
  }

  function referenceTo(ref: string, from: JsonPointer, scope: Scope, isDynamicRef: boolean): string {
    const found = resources.find(ref, from);
    if (found === undefined) return ref;
    const target = isDynamicRef ? (dynamicTarget(found, scope) ?? found.pointer) : found.pointer;
    const inner = resources.entered(scope, target);
    if (!isDynamic(target) || isSame(inner, resources.scopeAt(target, '', NO_SCOPE))) return fragment(target);
    return fragment(copyOf(target, inner));
  }

  function copyOf(source: JsonPointer, scope: Scope): JsonPointer {
    const key = JSON.stringify([source, [...scope].sort()]);
    const present = copies.get(key);
    if (present !== undefined) return present;
    const wanted = (pointerTokens(source).at(-1) ?? '').replaceAll(/[^A-Za-z0-9._-]/g, '_');
    const name = freeName(wanted, (one) => one === wanted || names.has(one), '.');
    names.add(name);
    const pointer = `/components/schemas/${escapeToken(name)}`;
    copies.set(key, pointer);
    made.set(pointer, source);
    pending.push({ source, name, scope });
    return pointer;
  }

  const whole = mapped(document, 'document', '', NO_SCOPE) as JsonObject;
  const schemas: Record<string, unknown> = {};
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { source, name, scope } = next;
    schemas[name] = mapped(valueAt(document, source), 'schema', source, scope);
  }
  if (made.size === 0) return { document: whole, made };
  const components = asObject(whole.components);
  return {
    document: { ...whole, components: { ...components, schemas: { ...schemasOf(whole), ...schemas } } },
    made,
  };
}

function hasNames(document: JsonObject, dialect: Dialect): boolean {
  let found = false;
  walkObjects(document, 'document', '', dialect, ({ kind, value }) => {
    if (kind === 'schema') found ||= NAMES.some((name) => value[name] !== undefined);
  });
  return found;
}

function schemasOf({ components }: JsonObject): JsonObject {
  return asObject(asObject(components).schemas);
}

function fragment(pointer: JsonPointer): string {
  return `#${encodeURI(pointer)}`;
}

function isSame(a: Scope, b: Scope): boolean {
  return a.size === b.size && [...a].every(([name, pointer]) => b.get(name) === pointer);
}

/** Where a reference leads: `anchor` is the name by which it was found there, if it was. */
type Target = { readonly pointer: JsonPointer; readonly resource: Resource; readonly anchor?: string };

/** core 8.2.3.2: only a reference that finds a dynamic anchor looks for the outermost one of its name. */
function dynamicTarget({ resource, anchor }: Target, scope: Scope): JsonPointer | undefined {
  if (anchor === undefined || !resource.dynamic.has(anchor)) return undefined;
  return scope.get(anchor);
}

type Resources = {
  readonly find: (ref: string, from: JsonPointer) => Target | undefined;
  /** The scope inside of the schema at `target`, reached out of this one. */
  readonly entered: (scope: Scope, target: JsonPointer) => Scope;
  /** The scope at a pointer inside of the schema at `start`, which has been entered with this one. */
  readonly scopeAt: (pointer: JsonPointer, start: JsonPointer, scope: Scope) => Scope;
};

function readResources(
  document: JsonObject,
  dialect: Dialect,
  known: ReadonlyMap<string, JsonPointer>,
): Resources {
  const byPointer = new Map<JsonPointer, Resource>();
  const bases = new Map<JsonPointer, string>();
  const byUri = new Map<string, Resource>();
  const pointerOf = new Map([...known].map(([uri, pointer]) => [pointer, uri]));

  function add(pointer: JsonPointer, uri: string): void {
    const resource = byPointer.get(pointer) ?? { pointer, anchors: new Map(), dynamic: new Map() };
    byPointer.set(pointer, resource);
    bases.set(pointer, uri);
    byUri.set(uri, resource);
  }

  /** The resource of the schema at a pointer: its own, or that of the nearest one around it. */
  function resourceAt(pointer: JsonPointer): Resource {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const resource = byPointer.get(at);
      if (resource !== undefined) return resource;
    }
  }

  function find(ref: string, from: JsonPointer): Target | undefined {
    const absolute = resolved(ref, bases.get(resourceAt(from).pointer) ?? UNKNOWN_BASE);
    if (absolute === undefined) return undefined;
    const resource = byUri.get(absolute.uri);
    if (resource === undefined) return undefined;
    const { fragment: name } = absolute;
    const anchored = resource.anchors.get(name);
    if (anchored !== undefined) return { pointer: anchored, resource, anchor: name };
    const pointer = resource.pointer + name;
    const isPointer = name === '' || name.startsWith('/');
    if (!isPointer || valueAt(document, pointer) === undefined) return undefined;
    return { pointer, resource: resourceAt(pointer) };
  }

  function enter(scope: Scope, { dynamic }: Resource): Scope {
    const added = [...dynamic].filter(([name]) => !scope.has(name));
    return added.length === 0 ? scope : new Map([...scope, ...added]);
  }

  function scopeAt(pointer: JsonPointer, start: JsonPointer, scope: Scope): Scope {
    const inside = pointer.slice(start.length).split('/').slice(1);
    const first = start === '' ? byPointer.get('') : undefined;
    let at = start;
    let found = first === undefined ? scope : enter(scope, first);
    for (const token of inside) {
      at = `${at}/${token}`;
      const resource = byPointer.get(at);
      if (resource !== undefined) found = enter(found, resource);
    }
    return found;
  }

  add('', resolved(selfOf(document) ?? '', UNKNOWN_BASE)?.uri ?? UNKNOWN_BASE);
  walkObjects(document, 'document', '', dialect, ({ kind, value, pointer }) => {
    if (kind !== 'schema') return;
    const given = pointerOf.get(pointer);
    if (given !== undefined) add(pointer, given);
    if (typeof value.$id === 'string') {
      const absolute = resolved(value.$id, bases.get(resourceAt(pointer).pointer) ?? UNKNOWN_BASE);
      if (absolute !== undefined) add(pointer, absolute.uri);
    }
    const { anchors, dynamic } = resourceAt(pointer);
    for (const name of [value.$anchor, value.$dynamicAnchor])
      if (typeof name === 'string') anchors.set(name, pointer);
    if (typeof value.$dynamicAnchor === 'string') dynamic.set(value.$dynamicAnchor, pointer);
  });
  return { find, entered: (scope, target) => enter(scope, resourceAt(target)), scopeAt };
}

function resolved(
  ref: string,
  base: string,
): { readonly uri: string; readonly fragment: string } | undefined {
  const url = URL.parse(ref, base);
  const name = attempt(() => decodeURIComponent(url?.hash.slice(1) ?? ''));
  if (url === null || name === undefined) return undefined;
  return { uri: url.href.replace(/#.*$/s, ''), fragment: name };
}

/** Whether a $dynamicRef may be met inside of the schema at a pointer, or behind its references. */
function reachesDynamic(
  document: JsonObject,
  dialect: Dialect,
  resources: Resources,
): (pointer: JsonPointer) => boolean {
  const factsOf = rememberByName((pointer: JsonPointer) => {
    let isDynamic = false;
    const targets: JsonPointer[] = [];
    walkObjects(valueAt(document, pointer), 'schema', pointer, dialect, ({ kind, value, pointer: at }) => {
      if (kind !== 'schema') return;
      isDynamic ||= value.$dynamicRef !== undefined;
      const target = typeof value.$ref === 'string' ? resources.find(value.$ref, at) : undefined;
      if (target !== undefined) targets.push(target.pointer);
    });
    return { isDynamic, targets };
  });
  return rememberByName((pointer: JsonPointer) =>
    [...reachedFrom([pointer], (each) => factsOf(each).targets)].some((each) => factsOf(each).isDynamic),
  );
}
