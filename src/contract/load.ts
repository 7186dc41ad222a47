// From a file name to a contract: text, one document, what is wrong in it, and the dialect that all are read as.
import path from 'node:path';
import { hashOfFiles } from '../lib/hash.ts';
import { formatPlace } from '../lib/location.ts';
import { asObject, type JsonObject } from '../lib/objects.ts';
import type { ContractDefect, JsonPointer, OwnFormats } from '../model.ts';
import { type Bundle, bundle } from './bundle.ts';
import { itemSchemasText, type PlacedItemSchema, withItemSchemas } from './config-items.ts';
import { outcomeOf, shortOf } from './defects.ts';
import { dialectOf, upgradeDocument } from './dialect.ts';
import { exampleProblems } from './examples.ts';
import { type ContractStore, diskStore, parseSource } from './files.ts';
import { lintDocument } from './lint.ts';
import { type Dialect, READ_AS } from './objects.ts';
import type { Contract, OpenApiDocument, RefusedSchema } from './openapi.ts';
import { withOperationIds } from './operations.ts';
import { originOf, placeOf, positionOf, unmoved, writtenPlace } from './origins.ts';
import { type PlacedProblem, type Problem, problemsError, sortedProblems } from './problem.ts';
import { loosened, notJudged, repaired } from './repair.ts';
import { fromSwagger } from './swagger2.ts';
import { validateDocument } from './validate.ts';

export type LoadOptions = {
  /** Every mistake is an error. Without it, only what can't be read at all is one. */
  readonly lint?: 'strict' | undefined;
  readonly formats?: OwnFormats;
  /** Names of path parameters that may span several segments. */
  readonly multiSegment?: readonly string[];
  /** Files of corrections, in the order in which they are applied. */
  readonly overlays?: readonly string[];
  /** Schemas of items that the document does not describe. */
  readonly itemSchemas?: readonly PlacedItemSchema[];
  /** Where the files are read from, overlays too: the disk by default. */
  readonly store?: ContractStore;
  /** The hash of texts in which no mistake was found: they are not checked again. */
  readonly soundHash?: string | undefined;
};

/** Reads a contract as it is, with what is wrong in it as its defects. An InputError says why there is none. */
export async function loadContract(file: string, options: LoadOptions = {}): Promise<Contract> {
  const text = await readText(file, options);
  if (text.hash === options.soundHash) return contractOf(readAll(text, []), [], options);
  const found = lintText(text, options);
  const reading = readAll(text, found);
  if (options.lint === 'strict') await refuse(text, found, reading);
  return contractOf(reading, [...found, ...reading.exampleProblems()], options);
}

/** Every mistake of a contract, in the order of its files; those that only OpenAPI's own schema knows among them. */
export async function lintContract(
  file: string,
  options: LoadOptions = {},
): Promise<readonly PlacedProblem[]> {
  const text = await readText(file, options);
  const found = lintText(text, options);
  const known = [...found, ...readAll(text, found).exampleProblems()].map(placedProblem);
  const places = new Set(known.map(({ place }) => formatPlace(place)));
  const others = (await validateDocument(text.bundled.document))
    .map((problem) => placedProblem(inText(problem, text)))
    .filter(({ place }) => !places.has(formatPlace(place)));
  return sortedProblems([...known, ...others]);
}

/** One document out of all files, as it was written. */
type ReadText = {
  readonly bundled: Bundle;
  /** Over the names and texts of its files. */
  readonly hash: string;
  readonly dialect: Dialect;
  readonly version: Contract['version'];
  readonly versionProblem: Problem | undefined;
  /** What OpenAPI 3 has no words for, found by the conversion from Swagger 2.0. */
  readonly conversionProblems: readonly Problem[];
};

async function readText(
  file: string,
  { overlays = [], itemSchemas = [], store = diskStore }: LoadOptions,
): Promise<ReadText> {
  const read = (path: string, fix?: string) => parseSource(store.nameOf(path), store.readMain(path, fix));
  const written = read(file);
  const corrections = overlays.map((overlay) => read(overlay, 'give the path of an overlay in YAML or JSON'));
  const main =
    corrections.length === 0 ? written : (await import('./overlay.ts')).overlaid(written, corrections);
  const version = dialectOf(main.value);
  if (!('dialect' in version))
    throw problemsError([
      placedProblem({ ...version, place: () => placeOf([main], { file: 0, pointer: version.pointer }) }),
    ]);
  const { dialect, problem, isSwagger } = version;
  const { source, problems } = isSwagger ? fromSwagger(main) : { source: main, problems: [] };
  const bundled = bundle(source, path.basename(file), store.filesOf(file), dialect, corrections);
  return {
    bundled: { ...bundled, document: withItemSchemas(bundled.document, itemSchemas) },
    hash: hashOfFiles(bundled.files.map(({ name, text }) => ({ file: name, text }))),
    dialect,
    version: isSwagger ? '2.0' : dialect,
    versionProblem: problem,
    conversionProblems: problems,
  };
}

/** A problem whose place is looked up when it is asked for. */
type Found = Omit<Problem, 'pointer'> & { readonly place: () => PlacedProblem['place'] };

function lintText(text: ReadText, { formats = {} }: LoadOptions): Found[] {
  const { bundled, dialect, versionProblem, conversionProblems } = text;
  const found = lintDocument(bundled.document, { dialect, formats: new Set(Object.keys(formats)) });
  const mistakes = bundled.files.flatMap((file) => file.mistakes);
  const ofText = mistakes.map((mistake) => ({ kind: 'text-loose' as const, ...mistake }));
  const ofVersion = versionProblem === undefined ? [] : [versionProblem];
  return [
    ...[...ofText, ...bundled.problems].map((problem) => ({ ...problem, place: () => problem.place })),
    ...[...ofVersion, ...conversionProblems, ...found].map((problem) => inText(problem, text)),
  ];
}

function inText(problem: Problem, { bundled: { files, mounts } }: Pick<ReadText, 'bundled'>): Found {
  const { pointer, other, atKey, message, ...rest } = problem;
  const where = other === undefined ? '' : ` at ${formatPlace(placeOf(files, originOf(mounts, other)))}`;
  return { ...rest, message: message + where, place: () => placeOf(files, originOf(mounts, pointer), atKey) };
}

function placedProblem({ kind, subject = '', message, fix, place }: Found): PlacedProblem {
  return { kind, subject, message, place: place(), fix };
}

/** Under `lint: 'strict'`: the meta-schema is asked where lint finds nothing, and examples where both find nothing. */
async function refuse(
  text: ReadText,
  found: readonly Found[],
  { exampleProblems: examples }: ReadDocument,
): Promise<void> {
  const { versionProblem } = text;
  if (versionProblem !== undefined) stop([inText(versionProblem, text)]);
  stop(found);
  stop((await validateDocument(text.bundled.document)).map((problem) => inText(problem, text)));
  stop(examples());
}

function stop(found: readonly Found[]): void {
  if (found.length > 0) throw problemsError(found.map(placedProblem));
}

/** The document in one dialect and without mistakes, and the way back to its text. */
type ReadDocument = Pick<ReadText, 'hash' | 'version'> & {
  readonly document: OpenApiDocument;
  readonly files: Bundle['files'];
  readonly originOf: (pointer: JsonPointer) => ReturnType<typeof originOf>;
  readonly exampleProblems: () => readonly Found[];
};

function readAll({ bundled, dialect, hash, version }: ReadText, found: readonly Found[]): ReadDocument {
  const { files, mounts, problems } = bundled;
  const sound = repaired(
    bundled.document,
    found.flatMap(({ edits = [] }) => edits),
  );
  const hasMarks = [...found, ...problems].some(({ kind }) => outcomeOf(kind) === 'not judged');
  const loose = hasMarks ? loosened(sound, dialect) : { document: sound, moves: undefined };
  const upgraded = upgradeDocument(withOperationIds(loose.document), dialect);
  const origin = (pointer: JsonPointer) => {
    const before = unmoved(upgraded.moves, pointer);
    return originOf(mounts, loose.moves === undefined ? before : unmoved(loose.moves, before));
  };
  return {
    hash,
    version,
    document: { ...upgraded.document, info: infoOf(upgraded.document) } as unknown as OpenApiDocument,
    files,
    originOf: origin,
    exampleProblems: () =>
      exampleProblems(upgraded.document as JsonObject).map(({ pointer, ...problem }) => ({
        ...problem,
        place: () => placeOf(files, origin(pointer)),
      })),
  };
}

function infoOf({ info }: JsonObject): JsonObject {
  return { title: '', version: '', ...asObject(info) };
}

function contractOf(reading: ReadDocument, found: readonly Found[], options: LoadOptions): Contract {
  const { document, files, hash, version } = reading;
  return {
    source: files[0]?.name ?? '',
    files: files.map(({ name }) => name),
    hash,
    title: document.info.title,
    document,
    positionOf: (pointer) => positionOf(files, reading.originOf(pointer)),
    defects: defectsOf(found),
    withoutSchemas: (refused) => {
      const [less, problems] = withoutSchemas(reading, refused);
      if (options.lint === 'strict') stop(problems);
      return contractOf(less, [...found, ...problems], options);
    },
    withUpdates: (updates) => {
      const edits = updates.map(({ pointer: at, update: value }) => ({ at, do: 'add' as const, value }));
      const more = repaired(document as unknown as JsonObject, edits) as unknown as OpenApiDocument;
      // Whoever tries something out is told of a schema that does not compile as of a defect.
      return contractOf({ ...reading, document: more }, found, { ...options, lint: undefined });
    },
    version,
    writtenAt: (pointer) => writtenPlace(files, reading.originOf(pointer)),
    multiSegment: options.multiSegment ?? [],
    overlays: options.overlays?.length ?? 0,
    itemSchemas: itemSchemasText(options.itemSchemas),
  };
}

function withoutSchemas(
  { document, originOf: origin, ...others }: ReadDocument,
  refused: readonly RefusedSchema[],
): [ReadDocument, readonly Found[]] {
  const put = refused.map(
    ({ pointer: at }) => ({ at, do: 'put', value: notJudged(`schema: ${at}`) }) as const,
  );
  const loose = loosened(repaired(document as unknown as JsonObject, put), READ_AS);
  const problems = refused.map(({ pointer, message }) => ({
    kind: 'schema' as const,
    subject: pointer,
    message: `schema does not compile: ${message}`,
    fix: 'correct the schema that is used here',
    place: () => placeOf(others.files, origin(pointer)),
  }));
  const reading = {
    ...others,
    document: loose.document as unknown as OpenApiDocument,
    originOf: (pointer: JsonPointer) => origin(unmoved(loose.moves, pointer)),
  };
  return [reading, problems];
}

/** By kind and subject. */
function defectsOf(found: readonly Found[]): readonly ContractDefect[] {
  const groups = Map.groupBy(found, ({ kind, subject = '' }) => `${outcomeOf(kind)}\n${kind}\n${subject}`);
  return [...groups.keys()].sort().flatMap((key) => {
    const [first, ...more] = groups.get(key) ?? [];
    if (first === undefined) return [];
    const { kind, subject = '', message } = first;
    return [
      {
        kind,
        outcome: outcomeOf(kind) === 'told' ? 'told' : 'not judged',
        subject,
        summary: shortOf(kind, subject),
        message,
        places: 1 + more.length,
        first: first.place(),
      },
    ];
  });
}
