// Several files -> one document in which every reference is local. What another file than the main one holds becomes a component of
// its kind, under its own name. Path items, and whatever OpenAPI allows no reference for, are inlined where they are used.
import { posix } from 'node:path';
import { freeName } from '../lib/free-name.ts';
import { asObject, isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken, escapeToken, pointerTokens, valueAt } from '../lib/pointer.ts';
import { rememberByName } from '../lib/remember.ts';
import type { JsonPointer } from '../model.ts';
import { type Bundling, findTarget, refuse, type Target } from './bundle-targets.ts';
import type { ContractFiles } from './files.ts';
import { withoutIdentifiers } from './identifiers.ts';
import { componentSections, type Dialect, objectTypes } from './objects.ts';
import type { Mounts } from './origins.ts';
import { type PlacedProblem, typeName } from './problem.ts';
import { localPointer } from './references.ts';
import { unresolved } from './repair.ts';
import type { Origin, SourceFile } from './source.ts';
import { openApiSchema } from './swagger2-parts.ts';
import { type Change, mapObjects, walkObjects } from './walk.ts';

export type Bundle = {
  readonly document: JsonObject;
  readonly files: readonly SourceFile[];
  readonly mounts: Mounts;
  readonly problems: readonly PlacedProblem[];
};

/** An object, where it was written and where it will stand. */
type Placement = { readonly kind: string; readonly from: Origin; readonly to: JsonPointer };

/** `overlays`: the files of the corrections that `main` already has. */
export function bundle(
  main: SourceFile,
  mainPath: string,
  disk: ContractFiles,
  dialect: Dialect,
  overlays: readonly SourceFile[] = [],
): Bundle {
  const { document, made } = withoutIdentifiers(main.value as JsonObject, dialect, { text: main.text });
  const bundling: Bundling = {
    dialect,
    disk,
    files: [{ ...main, value: document }, ...overlays],
    // No reference leads into an overlay.
    paths: [mainPath, ...overlays.map(() => '')],
    mounts: new Map([...made].map(([to, pointer]) => [to, { file: 0, pointer }])),
    problems: [],
    added: [],
    known: new Map(),
    pending: [],
    namesIn: rememberByName(
      (section) => new Set(Object.keys(asObject(asObject(document.components)[section]))),
    ),
    inlining: new Set(),
    inlined: new Set(),
    walked: new Set<unknown>([true, false]),
    selves: new Map(),
  };
  walkObjects(document, 'document', '', dialect, ({ value }) => bundling.walked.add(value));
  claimComponents(bundling, document);
  const mapped = mapFrom(bundling, document, 'document', { file: 0, pointer: '' }, '') as JsonObject;
  for (let next = bundling.pending.shift(); next !== undefined; next = bundling.pending.shift()) next();
  const { files, mounts, problems } = bundling;
  return { document: withComponents(mapped, bundling.added), files, mounts, problems };
}

// A component of the main file that is only a reference to another file takes the content of that file and gives it its name, so that
// `Pet: { $ref: pet.yaml }` yields one component and not two.
function claimComponents(bundling: Bundling, document: JsonObject): void {
  const components = asObject(document.components);
  for (const [kind, section] of Object.entries(componentSections)) {
    for (const [name, entry] of Object.entries(asObject(components[section]))) {
      if (!isObject(entry) || typeof entry.$ref !== 'string' || entry.$ref.startsWith('#')) continue;
      if (Object.keys(entry).length > 1) continue;
      const at = `/components/${section}/${escapeToken(name)}`;
      const target = findTarget(bundling, entry.$ref, { kind, from: { file: 0, pointer: at } }, ['$ref']);
      if (target !== undefined && target.file !== 0) bundling.known.set(identity(kind, target), `#${at}`);
    }
  }
}

function mapFrom(bundling: Bundling, value: unknown, kind: string, from: Origin, to: JsonPointer): unknown {
  const spotAt = (type: string, pointer: JsonPointer): Placement => ({
    kind: type,
    from: { file: from.file, pointer },
    to: to + pointer.slice(from.pointer.length),
  });
  // The main file is converted as a whole; of other files only schemas are read.
  const isSwagger = from.file !== 0 && bundling.files[0]?.movedTo !== undefined;
  const change = (innerKind: string, object: JsonObject, pointer: JsonPointer): unknown => {
    if (innerKind === 'discriminator') return localMapping(bundling, object, spotAt(innerKind, pointer));
    if (innerKind === 'security') return localSecurity(bundling, object, spotAt(innerKind, pointer));
    const isReference = typeof object.$ref === 'string' && innerKind in componentSections;
    const local = isReference
      ? localized(bundling, object, String(object.$ref), spotAt(innerKind, pointer))
      : object;
    return isSwagger && innerKind === 'schema' && isObject(local) ? openApiSchema(local) : local;
  };
  const inlinedAt: Change['inlined'] = (type, object, ref, pointer) =>
    inlined(bundling, object, ref, spotAt(type, pointer));
  const changes = Object.assign(change, { inlined: inlinedAt });
  return mapObjects(value, kind, from.pointer, bundling.dialect, changes);
}

function localized(bundling: Bundling, object: JsonObject, ref: string, spot: Placement): unknown {
  const local = localReference(bundling, ref, spot, ['$ref']);
  if (local === undefined) return unresolved(spot.kind, ref);
  if (local === `#${spot.to}` && !ref.startsWith('#')) return claimed(bundling, ref, spot);
  return local === ref ? object : { ...object, $ref: local };
}

/** The content of the other file, for the component that claimed it. */
function claimed(bundling: Bundling, ref: string, spot: Placement): unknown {
  const target = findTarget(bundling, ref, spot, ['$ref']);
  return target === undefined ? unresolved(spot.kind, ref) : mounted(bundling, target, spot.kind, spot.to);
}

function mounted(bundling: Bundling, target: Target, kind: string, to: JsonPointer): unknown {
  bundling.mounts.set(to, { file: target.file, pointer: target.pointer });
  return mapFrom(bundling, target.value, kind, target, to);
}

function localMapping(bundling: Bundling, discriminator: JsonObject, spot: Placement): JsonObject {
  const local = (ref: unknown, ...at: readonly string[]): unknown =>
    isFileOrFragment(ref) ? (localReference(bundling, ref, { ...spot, kind: 'schema' }, at) ?? ref) : ref;
  const changed: Record<string, unknown> = { ...discriminator };
  if (bundling.dialect === '3.2' && Object.hasOwn(discriminator, 'defaultMapping'))
    changed.defaultMapping = local(discriminator.defaultMapping, 'defaultMapping');
  if (!isObject(discriminator.mapping)) return changed;
  const mapping: Record<string, unknown> = {};
  for (const [name, ref] of Object.entries(discriminator.mapping))
    setOwn(mapping, name, local(ref, 'mapping', name));
  return { ...changed, mapping };
}

/** OpenAPI 3.2, Security Requirement Object: a name is that of a component or else the URI of a Security Scheme Object. */
function localSecurity(bundling: Bundling, requirement: JsonObject, spot: Placement): JsonObject {
  const names = Object.keys(requirement);
  const schemes = valueAt(bundling.files[0]?.value, '/components/securitySchemes');
  const isUri = (name: string): boolean =>
    isFileOrFragment(name) && !(isObject(schemes) && Object.hasOwn(schemes, name));
  if (bundling.dialect !== '3.2' || !names.some(isUri)) return requirement;
  const local: Record<string, unknown> = {};
  for (const name of names) {
    const reference = isUri(name)
      ? localReference(bundling, name, { ...spot, kind: 'securityScheme' }, [name])
      : undefined;
    const own = /^#\/components\/securitySchemes\/([^/]+)$/.exec(reference ?? '')?.[1];
    setOwn(local, own ?? name, requirement[name]);
    if (own !== undefined)
      bundling.mounts.set(appendToken(spot.to, own), {
        file: spot.from.file,
        pointer: appendToken(spot.from.pointer, name),
      });
  }
  return local;
}

// OpenAPI 3.1.1, Discriminator Object: a mapping value is a schema's name or a URI; only a name has none of these.
function isFileOrFragment(ref: unknown): ref is string {
  return typeof ref === 'string' && /[#/]|\.(ya?ml|json)$/.test(ref);
}

function inlined(bundling: Bundling, item: JsonObject, ref: string, spot: Placement): unknown {
  const target = findTarget(bundling, ref, spot, ['$ref']);
  const { $ref: _, ...others } = item;
  const beside = mapFrom(bundling, others, spot.kind, spot.from, spot.to) as JsonObject;
  if (target === undefined) return beside;
  const fail = (message: string) => refuse(bundling, spot, ['$ref'], { message, ref }) ?? beside;
  const title = objectTypes[spot.kind]?.title;
  const isList = spot.kind.startsWith('[');
  if (isList ? !Array.isArray(target.value) : !isObject(target.value))
    return fail(`$ref to something that is no ${title ?? (isList ? 'list' : 'object')}`);
  const key = identity(spot.kind, target);
  if (bundling.inlining.has(key)) return fail(`this ${title ?? 'object'} contains itself`);
  if (bundling.inlined.size >= MOST_INLINED) return fail(`more than ${MOST_INLINED} references are inlined`);
  bundling.inlined.add(spot.to);
  bundling.inlining.add(key);
  const content = mapFrom(bundling, target.value, spot.kind, target, spot.to);
  bundling.inlining.delete(key);
  if (isObject(content)) return merge(bundling, beside, content, target, spot);
  bundling.mounts.set(spot.to, { file: target.file, pointer: target.pointer });
  return content;
}

/** What is inlined may hold further references, so a short text could stand for any number of objects. */
const MOST_INLINED = 20_000;

function merge(
  bundling: Bundling,
  beside: JsonObject,
  content: JsonObject,
  target: Target,
  spot: Placement,
): JsonObject {
  for (const name of Object.keys(target.value as JsonObject))
    if (!Object.hasOwn(beside, name))
      bundling.mounts.set(appendToken(spot.to, name), {
        file: target.file,
        pointer: appendToken(target.pointer, name),
      });
    else if (name !== 'summary' && name !== 'description')
      refuse(bundling, spot, [name], {
        message: `"${name}" stands both here and in the ${objectTypes[spot.kind]?.title ?? 'object'} that $ref names`,
      });
  return { ...content, ...beside };
}

/** The reference as it is in the bundled document; undefined where it leads nowhere, which is noted as a problem. */
function localReference(
  bundling: Bundling,
  ref: string,
  spot: Placement,
  at: readonly string[],
): string | undefined {
  const target = findTarget(bundling, ref, spot, at);
  if (target === undefined) return undefined;
  const fail = (message: string, fix?: string) => refuse(bundling, spot, at, { message, fix, ref });
  if (!isObject(target.value) && !(spot.kind === 'schema' && typeof target.value === 'boolean'))
    return fail(`$ref "${ref}" leads to ${typeName(target.value)}`);
  if (target.file === 0) {
    if (target.pointer === '') return fail('$ref to the whole contract', 'name a component of it');
    if (!bundling.walked.has(target.value)) return componentFor(bundling, spot.kind, target);
    return spot.from.file === 0 && localPointer(ref) === target.pointer
      ? ref
      : `#${target.pointer.replaceAll('%', '%25')}`;
  }
  return componentFor(bundling, spot.kind, target);
}

function componentFor(bundling: Bundling, kind: string, target: Target): string {
  const key = identity(kind, target);
  return bundling.known.get(key) ?? newComponent(bundling, key, kind, target);
}

function newComponent(bundling: Bundling, key: string, kind: string, target: Target): string {
  const section = componentSections[kind] ?? 'schemas';
  const names = bundling.namesIn(section);
  const name = freeName(baseName(bundling, target), (one) => names.has(one), '_');
  names.add(name);
  const to = `/components/${section}/${name}`;
  bundling.known.set(key, `#${to}`);
  bundling.pending.push(() => {
    bundling.added.push({ section, name, value: mounted(bundling, target, kind, to) });
  });
  return `#${to}`;
}

function baseName(bundling: Bundling, target: Target): string {
  const last = pointerTokens(target.pointer).at(-1) ?? posix.basename(bundling.paths[target.file] ?? '');
  return last.replace(/\.(ya?ml|json)$/, '').replaceAll(/[^A-Za-z0-9._-]/g, '_') || 'unnamed';
}

function withComponents(document: JsonObject, added: Bundling['added']): JsonObject {
  if (added.length === 0) return document;
  const components: Record<string, unknown> = { ...asObject(document.components) };
  for (const [section, entries] of Map.groupBy(added, (entry) => entry.section)) {
    const values = Object.fromEntries(entries.map(({ name, value }) => [name, value]));
    components[section] = { ...asObject(components[section]), ...values };
  }
  return { ...document, components };
}

function identity(kind: string, { file, pointer }: Origin): string {
  return `${kind} ${file} ${pointer}`;
}
