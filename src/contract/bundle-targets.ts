// What a reference of a contract names: a value of any of its files, which is read when it is first needed.
import { posix } from 'node:path';
import { attempt } from '../lib/attempt.ts';
import { isObject } from '../lib/objects.ts';
import { appendToken, parentOf, unescapeToken, valueAt } from '../lib/pointer.ts';
import { listOf, nearest } from '../lib/suggest.ts';
import type { JsonPointer } from '../model.ts';
import { type ContractFiles, parseSource } from './files.ts';
import { selfOf, UNKNOWN_BASE, withoutIdentifiers } from './identifiers.ts';
import type { Dialect } from './objects.ts';
import { type Mounts, placeOf } from './origins.ts';
import type { PlacedProblem } from './problem.ts';
import type { Origin, SourceFile } from './source.ts';

export type Target = Origin & { readonly value: unknown };

export type Bundling = {
  readonly dialect: Dialect;
  readonly disk: ContractFiles;
  readonly files: SourceFile[];
  /** Paths relative to the contract's folder, as in `files`; the main one first. */
  readonly paths: string[];
  readonly mounts: Mounts;
  readonly problems: PlacedProblem[];
  /** What becomes components beside those of the main file. */
  readonly added: { readonly section: string; readonly name: string; readonly value: unknown }[];
  /** Identity (kind, file and pointer) of what became a component -> its reference. */
  readonly known: Map<string, string>;
  readonly pending: (() => void)[];
  /** Names in use in a section of components. */
  readonly namesIn: (section: string) => Set<string>;
  /** What is being inlined now: an object that contains itself is refused. */
  readonly inlining: Set<string>;
  /** Where something was inlined. */
  readonly inlined: Set<JsonPointer>;
  /** Objects of the main file that a walk reaches: a reference to anything else makes a component of it. */
  readonly walked: Set<unknown>;
  /** The URIs that documents of the contract's folder give themselves, and their paths; filled when one is first asked for. */
  readonly selves: Map<string, string>;
};

/** Notes a problem. */
export function refuse(
  bundling: Bundling,
  { kind: of, from }: Referring,
  at: readonly string[],
  { message, fix, ref }: Refusal,
): undefined {
  const pointer = at.reduce(appendToken, from.pointer);
  const place = placeOf(bundling.files, { file: from.file, pointer });
  // Nothing is judged by an example.
  if (of === 'example') bundling.problems.push({ kind: 'example-broken', subject: '', place, message, fix });
  else {
    const kind = ref === undefined ? 'reference-sibling' : 'reference';
    bundling.problems.push({ kind, subject: ref ?? '', place, message, fix });
  }
}

/** An object of this kind, with a reference, and where it was written. */
type Referring = { readonly kind: string; readonly from: Origin };

type Refusal = {
  readonly message: string;
  readonly fix?: string | undefined;
  /** The reference that can't be followed; without it, it is about what stands beside one. */
  readonly ref?: string;
};

/** What a reference names, in any file; undefined where it names nothing, which is noted as a problem. */
export function findTarget(
  bundling: Bundling,
  ref: string,
  referring: Referring,
  at: readonly string[],
): Target | undefined {
  const { from } = referring;
  const fail = (message: string, fix?: string) => refuse(bundling, referring, at, { message, fix, ref });
  const hash = ref.indexOf('#');
  const decoded = (text: string) => attempt(() => decodeURIComponent(text));
  const reference = decoded(hash === -1 ? ref : ref.slice(0, hash));
  const written = decoded(hash === -1 ? '' : ref.slice(hash + 1));
  if (reference === undefined || written === undefined)
    return fail(`$ref "${ref}" is not percent-encoded rightly`);
  if (written !== '' && !written.startsWith('/'))
    return fail(`$ref "${ref}" names an anchor`, 'refer by JSON Pointer: #/components/...');
  const file = reference === '' ? from.file : openFile(bundling, ref, reference, from, fail);
  if (file === undefined) return undefined;
  const pointer = bundling.files[file]?.movedTo?.(written) ?? written;
  const value = valueAt(bundling.files[file]?.value, pointer);
  if (value === undefined)
    return fail(`$ref "${ref}" leads nowhere`, suggestion(bundling.files[file]?.value, pointer, written));
  return { file, pointer, value };
}

function suggestion(document: unknown, pointer: JsonPointer, written: JsonPointer): string | undefined {
  const parent = valueAt(document, parentOf(pointer));
  if (!isObject(parent)) return undefined;
  const names = Object.keys(parent);
  const cut = written.lastIndexOf('/');
  const near = nearest(unescapeToken(written.slice(cut + 1)), names);
  if (near !== undefined) return `did you mean ${appendToken(written.slice(0, cut), near)}?`;
  return names.length === 0 ? undefined : `known there: ${listOf(names)}`;
}

function openFile(
  bundling: Bundling,
  ref: string,
  reference: string,
  from: Origin,
  fail: (message: string, fix?: string) => undefined,
): number | undefined {
  const named = fileNamed(bundling, reference, from);
  if (named !== undefined) return named;
  const copyIn = "copy it into the contract's folder and refer to it there";
  const way = wayTo(bundling, reference, from);
  if (way === undefined) return fail(`$ref "${ref}" leads to another machine or scheme`, copyIn);
  const path = posix.normalize(posix.join(posix.dirname(bundling.paths[from.file] ?? ''), way));
  if (way.startsWith('/') || way.includes('\\') || path.startsWith('../') || path === '..')
    return fail(`$ref "${ref}" leads out of the contract's folder`, copyIn);
  return opened(bundling, path, (refusal) =>
    fail(`$ref "${ref}": ${refusal}`, `it is looked for at ${bundling.disk.nameOf(path)}`),
  );
}

function opened(bundling: Bundling, path: string, fail: (refusal: string) => undefined): number | undefined {
  const known = bundling.paths.indexOf(path);
  if (known !== -1) return known;
  const outcome = bundling.disk.read(path);
  if ('refusal' in outcome) return fail(outcome.refusal);
  const source = parseSource(bundling.disk.nameOf(path), outcome.text);
  bundling.paths.push(path);
  bundling.files.push({ ...source, value: withoutOwnNames(source, bundling.dialect) });
  return bundling.files.length - 1;
}

/** Of a whole OpenAPI document, references by names that its schemas give themselves lead there; what needs a copy stays. */
function withoutOwnNames({ value, text }: SourceFile, dialect: Dialect): unknown {
  if (!isObject(value) || typeof value.openapi !== 'string') return value;
  const { document, made } = withoutIdentifiers(value, dialect, { text });
  return made.size === 0 ? document : value;
}

/** A document whose `$self` is the URI that the reference means (OpenAPI 3.2, Establishing the Base URI). */
function fileNamed(bundling: Bundling, reference: string, from: Origin): number | undefined {
  const uri = uriWithin(reference, uriOf(bundling, from.file));
  const known = bundling.files.findIndex(
    ({ value }, file) => selfOf(value) !== undefined && uriOf(bundling, file) === uri,
  );
  if (known !== -1) return known;
  if (selfOf(bundling.files[0]?.value) === undefined) return undefined;
  if (bundling.selves.size === 0)
    for (const path of bundling.disk.list()) {
      const self = selfIn(bundling, path);
      if (self !== undefined) bundling.selves.set(self, path);
    }
  const path = uri === undefined ? undefined : bundling.selves.get(uri);
  return path === undefined ? undefined : opened(bundling, path, () => undefined);
}

/** The URI that the document at a path gives itself; undefined where it gives none or can't be read. */
function selfIn({ disk }: Bundling, path: string): string | undefined {
  const outcome = disk.read(path);
  if ('refusal' in outcome || !outcome.text.includes('$self')) return undefined;
  const self = selfOf(attempt(() => parseSource(path, outcome.text).value));
  return self === undefined ? undefined : uriWithin(self, `${UNKNOWN_BASE}${path}`);
}

function uriOf({ files, paths }: Bundling, file: number): string {
  const retrieved = `${UNKNOWN_BASE}${paths[file] ?? ''}`;
  return uriWithin(selfOf(files[file]?.value) ?? '', retrieved) ?? retrieved;
}

/** Without its fragment. */
function uriWithin(reference: string, base: string): string | undefined {
  return URL.parse(reference, base)?.href.replace(/#.*$/s, '');
}

/** From the file of the reference: as it is written, or from the document's own URI to one below the same origin. */
function wayTo(bundling: Bundling, reference: string, from: Origin): string | undefined {
  if (!/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(reference)) return reference;
  const base = new URL(uriOf(bundling, from.file));
  const url = URL.parse(reference, base);
  if (url === null || url.origin !== base.origin || selfOf(bundling.files[from.file]?.value) === undefined)
    return undefined;
  return posix.relative(posix.dirname(base.pathname), url.pathname);
}
