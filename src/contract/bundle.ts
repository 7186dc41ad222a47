// Several files -> one document in which every reference is local. What a file outside of the main one holds becomes a
// component of its kind, under its own name; path items are put where they are used, because no tool agrees on
// references to them.
import { posix } from 'node:path';
import { isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken, escapeToken, pointerTokens, unescapeToken, valueAt } from '../lib/pointer.ts';
import { listOf, nearest } from '../lib/suggest.ts';
import type { JsonPointer } from '../model.ts';
import type { ContractFiles } from './files.ts';
import { mapObjects } from './map-objects.ts';
import { type Mounts, type Origin, placeOf } from './mounts.ts';
import type { Dialect } from './objects.ts';
import type { PlacedProblem } from './problem.ts';
import { parseSource, type SourceFile } from './source.ts';

export type Bundle = {
  readonly document: JsonObject;
  readonly files: readonly SourceFile[];
  readonly mounts: Mounts;
  readonly problems: readonly PlacedProblem[];
};

export const componentSections: Readonly<Record<string, string>> = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  example: 'examples',
  requestBody: 'requestBodies',
  header: 'headers',
  securityScheme: 'securitySchemes',
  link: 'links',
  callback: 'callbacks',
};

type Target = Origin & { readonly value: unknown };

type Bundling = {
  readonly dialect: Dialect;
  readonly disk: ContractFiles;
  readonly files: SourceFile[];
  /** Paths relative to the contract's folder, as in `files`; the main one first. */
  readonly paths: string[];
  readonly mounts: Mounts;
  readonly problems: PlacedProblem[];
  readonly components: Map<string, Map<string, unknown>>;
  /** Kind, file and pointer of what became a component -> its reference. */
  readonly known: Map<string, string>;
  readonly pending: (() => void)[];
  /** Names that are in use, by section of components. */
  readonly taken: Map<string, Set<string>>;
  /** Path items that are just being put in place. */
  readonly inlining: Set<string>;
};

/** An object on its way: where it was written, and where it will stand. */
type Spot = { readonly kind: string; readonly from: Origin; readonly to: JsonPointer };

export function bundle(main: SourceFile, mainPath: string, disk: ContractFiles, dialect: Dialect): Bundle {
  const document = main.value as JsonObject;
  const bundling: Bundling = {
    dialect,
    disk,
    files: [main],
    paths: [mainPath],
    mounts: new Map(),
    problems: [],
    components: new Map(),
    known: new Map(),
    pending: [],
    taken: new Map(),
    inlining: new Set(),
  };
  claimComponents(bundling, document);
  const mapped = mapFrom(bundling, document, 'document', { file: 0, pointer: '' }, '') as JsonObject;
  for (let next = bundling.pending.shift(); next !== undefined; next = bundling.pending.shift()) next();
  const { files, mounts, problems } = bundling;
  return { document: withComponents(mapped, bundling.components), files, mounts, problems };
}

// A component of the main file that is nothing but a reference to another file takes that file's place and gives it
// its name, so that `Pet: { $ref: pet.yaml }` yields one component and not two.
function claimComponents(bundling: Bundling, document: JsonObject): void {
  const components = isObject(document.components) ? document.components : {};
  for (const [kind, section] of Object.entries(componentSections)) {
    const entries = components[section];
    if (!isObject(entries)) continue;
    for (const name of Object.keys(entries)) {
      taken(bundling, section).add(name);
      const entry = entries[name];
      if (!isObject(entry) || typeof entry.$ref !== 'string' || entry.$ref.startsWith('#')) continue;
      if (Object.keys(entry).length > 1) continue;
      const at = `/components/${section}/${escapeToken(name)}`;
      const target = findTarget(bundling, entry.$ref, { file: 0, pointer: at }, ['$ref']);
      if (target !== undefined && target.file !== 0) bundling.known.set(identity(kind, target), `#${at}`);
    }
  }
}

function mapFrom(bundling: Bundling, value: unknown, kind: string, from: Origin, to: JsonPointer): unknown {
  return mapObjects(value, kind, from.pointer, bundling.dialect, (innerKind, object, pointer) => {
    const spot: Spot = {
      kind: innerKind,
      from: { file: from.file, pointer },
      to: to + pointer.slice(from.pointer.length),
    };
    if (innerKind === 'discriminator') return localMapping(bundling, object, spot);
    if (typeof object.$ref !== 'string') return object;
    if (innerKind === 'pathItem') return inlined(bundling, object, object.$ref, spot);
    return innerKind in componentSections ? localized(bundling, object, object.$ref, spot) : object;
  });
}

function localized(bundling: Bundling, object: JsonObject, ref: string, spot: Spot): unknown {
  const local = localReference(bundling, ref, spot, ['$ref']);
  if (local === `#${spot.to}` && !ref.startsWith('#')) return claimed(bundling, ref, spot);
  return local === ref ? object : { ...object, $ref: local };
}

/** What stands in the other file, for a component that claimed it. */
function claimed(bundling: Bundling, ref: string, spot: Spot): unknown {
  const target = findTarget(bundling, ref, spot.from, ['$ref']);
  return target === undefined ? {} : mounted(bundling, target, spot.kind, spot.to);
}

function mounted(bundling: Bundling, target: Target, kind: string, to: JsonPointer): unknown {
  bundling.mounts.set(to, { file: target.file, pointer: target.pointer });
  return mapFrom(bundling, target.value, kind, target, to);
}

function localMapping(bundling: Bundling, discriminator: JsonObject, spot: Spot): JsonObject {
  if (!isObject(discriminator.mapping)) return discriminator;
  const mapping: Record<string, unknown> = {};
  for (const [name, ref] of Object.entries(discriminator.mapping))
    setOwn(mapping, name, isFileOrFragment(ref) ? mappedTo(bundling, ref, spot, name) : ref);
  return { ...discriminator, mapping };
}

function mappedTo(bundling: Bundling, ref: string, spot: Spot, name: string): string {
  return localReference(bundling, ref, { ...spot, kind: 'schema' }, ['mapping', name]);
}

// OpenAPI 3.1.1, Discriminator Object: a mapping value is a schema's name or a URI; only a name has none of these.
function isFileOrFragment(ref: unknown): ref is string {
  return typeof ref === 'string' && /[#/]|\.(ya?ml|json)$/.test(ref);
}

function inlined(bundling: Bundling, item: JsonObject, ref: string, spot: Spot): unknown {
  const target = findTarget(bundling, ref, spot.from, ['$ref']);
  if (target === undefined) return item;
  if (!isObject(target.value))
    return refuse(bundling, spot.from, ['$ref'], '$ref to something that is no path item', item);
  const key = identity('pathItem', target);
  if (bundling.inlining.has(key))
    return refuse(bundling, spot.from, ['$ref'], 'this path item contains itself', item);
  bundling.inlining.add(key);
  const content = mapFrom(bundling, target.value, 'pathItem', target, spot.to) as JsonObject;
  bundling.inlining.delete(key);
  return merge(bundling, item, content, target, spot);
}

function merge(
  bundling: Bundling,
  item: JsonObject,
  content: JsonObject,
  target: Target,
  spot: Spot,
): JsonObject {
  const { $ref: _, ...beside } = item;
  for (const name of Object.keys(target.value as JsonObject))
    if (!Object.hasOwn(beside, name))
      bundling.mounts.set(appendToken(spot.to, name), {
        file: target.file,
        pointer: appendToken(target.pointer, name),
      });
    else if (name !== 'summary' && name !== 'description')
      refuse(
        bundling,
        spot.from,
        [name],
        `"${name}" stands both here and in the path item that $ref names`,
        undefined,
      );
  return { ...content, ...beside };
}

/** The reference as it is in the bundled document; as given where it leads nowhere, which is a problem by then. */
function localReference(bundling: Bundling, ref: string, spot: Spot, at: readonly string[]): string {
  const target = findTarget(bundling, ref, spot.from, at);
  if (target === undefined) return ref;
  if (target.file === 0) {
    if (target.pointer === '')
      return refuse(bundling, spot.from, at, '$ref to the whole contract', ref, 'name a component of it');
    return spot.from.file === 0 && ref.startsWith('#') ? ref : `#${target.pointer.replaceAll('%', '%25')}`;
  }
  const key = identity(spot.kind, target);
  return bundling.known.get(key) ?? newComponent(bundling, key, spot.kind, target);
}

function newComponent(bundling: Bundling, key: string, kind: string, target: Target): string {
  const section = componentSections[kind] ?? 'schemas';
  const name = freeName(taken(bundling, section), baseName(bundling, target));
  taken(bundling, section).add(name);
  const to = `/components/${section}/${name}`;
  bundling.known.set(key, `#${to}`);
  bundling.pending.push(() => {
    sectionOf(bundling, section).set(name, mounted(bundling, target, kind, to));
  });
  return `#${to}`;
}

function baseName(bundling: Bundling, target: Target): string {
  const last = pointerTokens(target.pointer).at(-1) ?? posix.basename(bundling.paths[target.file] ?? '');
  return last.replace(/\.(ya?ml|json)$/, '').replaceAll(/[^A-Za-z0-9._-]/g, '_') || 'unnamed';
}

function freeName(names: ReadonlySet<string>, wanted: string): string {
  if (!names.has(wanted)) return wanted;
  let count = 2;
  while (names.has(`${wanted}_${count}`)) count++;
  return `${wanted}_${count}`;
}

function taken(bundling: Bundling, section: string): Set<string> {
  const names = bundling.taken.get(section) ?? new Set();
  bundling.taken.set(section, names);
  return names;
}

function sectionOf(bundling: Bundling, section: string): Map<string, unknown> {
  const entries = bundling.components.get(section) ?? new Map<string, unknown>();
  bundling.components.set(section, entries);
  return entries;
}

function withComponents(document: JsonObject, added: Bundling['components']): JsonObject {
  if (added.size === 0) return document;
  const components: Record<string, unknown> = isObject(document.components) ? { ...document.components } : {};
  for (const [section, entries] of added) {
    const present = components[section];
    components[section] = { ...(isObject(present) ? present : {}), ...Object.fromEntries(entries) };
  }
  return { ...document, components };
}

function identity(kind: string, { file, pointer }: Origin): string {
  return `${kind} ${file} ${pointer}`;
}

function refuse<T>(
  bundling: Bundling,
  from: Origin,
  at: readonly string[],
  message: string,
  otherwise: T,
  fix?: string,
): T {
  const pointer = at.reduce(appendToken, from.pointer);
  const place = placeOf(bundling.files, { file: from.file, pointer });
  bundling.problems.push(fix === undefined ? { place, message } : { place, message, fix });
  return otherwise;
}

/** What a reference names, in whichever file; undefined where that is a problem, which is noted. */
function findTarget(
  bundling: Bundling,
  ref: string,
  from: Origin,
  at: readonly string[],
): Target | undefined {
  const fail = (message: string, fix?: string) => refuse(bundling, from, at, message, undefined, fix);
  const hash = ref.indexOf('#');
  const reference = decoded(hash === -1 ? ref : ref.slice(0, hash));
  const pointer = decoded(hash === -1 ? '' : ref.slice(hash + 1));
  if (reference === undefined || pointer === undefined)
    return fail(`$ref "${ref}" is not percent-encoded rightly`);
  if (pointer !== '' && !pointer.startsWith('/'))
    return fail(`$ref "${ref}" names an anchor`, 'refer by JSON Pointer: #/components/...');
  const file = reference === '' ? from.file : openFile(bundling, ref, reference, from, fail);
  if (file === undefined) return undefined;
  const value = valueAt(bundling.files[file]?.value, pointer);
  if (value === undefined) return fail(`$ref "${ref}" leads nowhere`, ...suggestion(bundling, file, pointer));
  return { file, pointer, value };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function suggestion(bundling: Bundling, file: number, pointer: JsonPointer): [fix?: string] {
  const cut = pointer.lastIndexOf('/');
  const parent = valueAt(bundling.files[file]?.value, pointer.slice(0, cut));
  if (!isObject(parent)) return [];
  const names = Object.keys(parent);
  const near = nearest(unescapeToken(pointer.slice(cut + 1)), names);
  if (near !== undefined) return [`did you mean ${appendToken(pointer.slice(0, cut), near)}?`];
  return names.length === 0 ? [] : [`known there: ${listOf(names)}`];
}

function openFile(
  bundling: Bundling,
  ref: string,
  reference: string,
  from: Origin,
  fail: (message: string, fix?: string) => undefined,
): number | undefined {
  const copyIn = "copy it into the contract's folder and refer to it there";
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(reference))
    return fail(`$ref "${ref}" leads to another machine or scheme`, copyIn);
  const path = posix.normalize(posix.join(posix.dirname(bundling.paths[from.file] ?? ''), reference));
  if (reference.startsWith('/') || reference.includes('\\') || path.startsWith('../') || path === '..')
    return fail(`$ref "${ref}" leads out of the contract's folder`, copyIn);
  const known = bundling.paths.indexOf(path);
  if (known !== -1) return known;
  const outcome = bundling.disk.read(path);
  if ('refusal' in outcome)
    return fail(`$ref "${ref}": ${outcome.refusal}`, `it is looked for at ${bundling.disk.nameOf(path)}`);
  const source = parseSource(bundling.disk.nameOf(path), outcome.text);
  bundling.paths.push(path);
  bundling.files.push(source);
  return bundling.files.length - 1;
}
