// From a file name to a contract: text, one document, its mistakes, and the 3.1 dialect.
import path from 'node:path';
import { hashOfFiles } from '../lib/hash.ts';
import { formatPlace } from '../lib/location.ts';
import type { JsonObject } from '../lib/objects.ts';
import type { JsonPointer } from '../model.ts';
import { type Bundle, bundle } from './bundle.ts';
import { dialectOf, upgradeDocument } from './dialect.ts';
import { exampleProblems } from './examples.ts';
import { contractFiles, parseSource, readMain } from './files.ts';
import { lintDocument } from './lint.ts';
import type { Dialect } from './objects.ts';
import type { Contract, OpenApiDocument } from './openapi.ts';
import { withOperationIds } from './operations.ts';
import { type Mounts, noMoves, originOf, placeOf, positionOf, unmoved } from './origins.ts';
import { type PlacedProblem, type Problem, problemsError } from './problem.ts';
import type { SourceFile } from './source.ts';
import { validateDocument } from './validate.ts';

export type LoadOptions = {
  /** Names of formats beyond the known ones. */
  readonly allowFormats?: readonly string[];
  /** Examples and defaults are not held to their schemas: for documents of others, which are full of such mistakes. */
  readonly allowBrokenExamples?: boolean;
  /** Operations without an operationId get one from method and path; false makes each a mistake. */
  readonly deriveOperationIds?: boolean;
  /** The hash of texts that were found to hold no mistake: they are not looked through for mistakes again. */
  readonly soundHash?: string;
};

/** Reads, bundles, lints and validates; whatever is wrong ends in one InputError with its places. */
export async function loadContract(file: string, options: LoadOptions = {}): Promise<Contract> {
  const main = parseSource(file, readMain(file));
  const dialect = dialectOf(main.value);
  if (typeof dialect !== 'string') throw problemsError([placed(dialect, [main], new Map())]);
  const written = bundle(main, path.basename(file), contractFiles(file), dialect);
  const derive = options.deriveOperationIds !== false;
  const bundled = derive ? { ...written, document: withOperationIds(written.document) } : written;
  const hash = hashOfFiles(bundled.files.map(({ name, text }) => ({ file: name, text })));
  if (hash === options.soundHash) return contractOf(bundled, dialect, { hash, isSound: true });
  await refuseMistakes(bundled, dialect, options);
  return contractOf(bundled, dialect, { hash, isSound: options.allowBrokenExamples === true });
}

async function refuseMistakes(bundled: Bundle, dialect: Dialect, options: LoadOptions): Promise<void> {
  const { document, files, mounts, problems } = bundled;
  const place = (problem: Problem) => placed(problem, files, mounts);
  const found = lintDocument(document, { dialect, allowFormats: options.allowFormats ?? [] });
  stop([...problems, ...found.map(place)]);
  stop((await validateDocument(document)).map(place));
}

function stop(problems: readonly PlacedProblem[]): void {
  if (problems.length > 0) throw problemsError(problems);
}

type Found = { readonly hash: string /** Examples need no look. */; readonly isSound: boolean };

function contractOf(
  { document, files, mounts }: Bundle,
  dialect: Dialect,
  { hash, isSound }: Found,
): Contract {
  const upgrade = dialect === '3.0' ? upgradeDocument(document) : { document, moves: noMoves() };
  const pointerOf = (pointer: JsonPointer) => unmoved(upgrade.moves, pointer);
  const examples = isSound ? [] : exampleProblems(upgrade.document);
  stop(examples.map((each) => placed({ ...each, pointer: pointerOf(each.pointer) }, files, mounts)));
  return {
    source: files[0]?.name ?? '',
    files: files.map(({ name }) => name),
    hash,
    title: titleOf(upgrade.document),
    document: upgrade.document as unknown as OpenApiDocument,
    positionOf: (pointer) => positionOf(files, originOf(mounts, pointerOf(pointer))),
  };
}

function titleOf(document: JsonObject): string {
  return (document as unknown as OpenApiDocument).info.title;
}

function placed(problem: Problem, files: readonly SourceFile[], mounts: Mounts): PlacedProblem {
  const { pointer, atKey, message, other, fix } = problem;
  const where = other === undefined ? '' : ` at ${formatPlace(placeOf(files, originOf(mounts, other)))}`;
  const place = placeOf(files, originOf(mounts, pointer), atKey);
  return { place, message: message + where, ...(fix === undefined ? {} : { fix }) };
}
