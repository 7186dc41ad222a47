// What a reference of a contract names: a value of any of its files, which is read when it is first needed.
import { posix } from 'node:path';
import { isObject } from '../lib/objects.ts';
import { appendToken, unescapeToken, valueAt } from '../lib/pointer.ts';
import { listOf, nearest } from '../lib/suggest.ts';
import type { JsonPointer } from '../model.ts';
import { type ContractFiles, parseSource } from './files.ts';
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
  readonly components: Map<string, Map<string, unknown>>;
  /** Identity (kind, file and pointer) of what became a component -> its reference. */
  readonly known: Map<string, string>;
  readonly pending: (() => void)[];
  /** Names in use, by section of components. */
  readonly taken: Map<string, Set<string>>;
  /** What is being inlined: what contains itself is refused. */
  readonly inlining: Set<string>;
  /** Where something was inlined. */
  readonly inlined: Set<JsonPointer>;
  /** The objects of the main file that stand where OpenAPI has objects: what else is referred to is read as a component. */
  readonly walked: Set<unknown>;
};

/** Notes a problem and answers `otherwise`. */
export function refuse<T>(
  bundling: Bundling,
  from: Origin,
  at: readonly string[],
  { message, otherwise, fix, ref }: Refusal<T>,
): T {
  const pointer = at.reduce(appendToken, from.pointer);
  const place = placeOf(bundling.files, { file: from.file, pointer });
  const kind = ref === undefined ? 'reference-sibling' : 'reference';
  bundling.problems.push({ kind, subject: ref ?? '', place, message, ...(fix === undefined ? {} : { fix }) });
  return otherwise;
}

type Refusal<T> = {
  readonly message: string;
  readonly otherwise: T;
  readonly fix?: string | undefined;
  /** The reference that can't be followed; without it, it is about what stands beside one. */
  readonly ref?: string;
};

/** What a reference names, in any file; undefined where it names nothing, which is noted as a problem. */
export function findTarget(
  bundling: Bundling,
  ref: string,
  from: Origin,
  at: readonly string[],
): Target | undefined {
  const fail = (message: string, fix?: string) =>
    refuse(bundling, from, at, { message, otherwise: undefined, fix, ref });
  const hash = ref.indexOf('#');
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
    return fail(`$ref "${ref}" leads nowhere`, ...suggestion(bundling, file, pointer, written));
  return { file, pointer, value };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function suggestion(
  bundling: Bundling,
  file: number,
  pointer: JsonPointer,
  written: JsonPointer,
): [fix?: string] {
  const parent = valueAt(bundling.files[file]?.value, pointer.slice(0, pointer.lastIndexOf('/')));
  if (!isObject(parent)) return [];
  const names = Object.keys(parent);
  const cut = written.lastIndexOf('/');
  const near = nearest(unescapeToken(written.slice(cut + 1)), names);
  if (near !== undefined) return [`did you mean ${appendToken(written.slice(0, cut), near)}?`];
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
