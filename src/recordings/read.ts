// Recordings of any known format, one after the other, as exchanges. The format is found by content, never by name.
import { type Limits, USUAL_LIMITS } from '../json/limits.ts';
import type { Chunks, Kept } from '../json/stream.ts';
import { InputError } from '../lib/input-error.ts';
import type { Exchange, Unreadable } from '../model.ts';
import { attachedBeside } from './attached.ts';
import { type Found, findFiles, statOf } from './find.ts';
import type { ByteSource, Entry, Head, Hints, RecordingFormat } from './format.ts';
import { formats } from './formats.ts';
import { notRecordingIn } from './not-recordings.ts';
import { outlineOf } from './outline.ts';
import { countedChunks, decodedChunks, fileChunks, isZip, splitHead } from './source.ts';

export type ReadOptions = Hints & {
  /** Octets of standard input, for the source '-'. */
  readonly stdin?: Chunks | undefined;
  /** Globs of files that folders and globs leave out. */
  readonly exclude?: readonly string[] | undefined;
  /** The usual ones where they are not given. */
  readonly limits?: Partial<Limits> | undefined;
  /** Called with how many octets were read, as they lie there: compressed ones count as such. */
  readonly onOctets?: ((octets: number) => void) | undefined;
};

/**
 * Sources are files, folders, globs or '-'. Throws an InputError for a missing file, for a named file of no known
 * format and, after the whole entries before it, for a cut-off one; such a file in a folder is an Unreadable.
 */
export async function* readRecordings(
  sources: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<Exchange | Unreadable> {
  for await (const block of readBlocks(sources, options)) yield* block;
}

/** The same, block by block: what a loop over millions of exchanges uses. Use each block up before the next. */
export async function* readBlocks(
  sources: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<Iterable<Entry>> {
  yield* readFiles(await findFiles(sources, options), options);
}

export async function* readFiles(
  files: readonly Found[],
  options: ReadOptions,
): AsyncGenerator<Iterable<Entry>> {
  const kept: Kept = {};
  for (const found of files) yield* readFound(found, options, kept);
}

/** One file, or '-'. One that a folder or a glob has does not keep the others from being read. */
export async function* readFound(
  found: Found,
  options: ReadOptions,
  kept: Kept = {},
): AsyncGenerator<Iterable<Entry>> {
  const { path: name, named } = found;
  if (named || name === '-') return yield* readNamed(found, options, kept);
  const refused = { source: name, index: 0 };
  // A pipe in a folder may never end; one that the user names is meant.
  if (statOf(name)?.isFile() === false) return yield [{ ...refused, unreadable: 'is no regular file' }];
  try {
    yield* readNamed(found, options, kept);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const line = error.place !== undefined && 'line' in error.place ? error.place.line : undefined;
    yield [{ ...refused, ...(line !== undefined && { line }), unreadable: error.message }];
  }
}

async function* readNamed(
  { path: name, named }: Found,
  options: ReadOptions,
  kept: Kept,
): AsyncGenerator<Iterable<Entry>> {
  const limits = limitsOf(options);
  const file = await openFile(name, options, limits);
  const opened = await recognise(decodedChunks(name, file.chunks), options);
  const source: ByteSource = { ...file, name, chunks: opened.rest, hints: options, limits, kept };
  if (opened.format !== undefined) return yield* opened.format.read(source);
  await opened.rest.return(undefined);
  const known = opened.notRecording;
  if (known === undefined) throw unknown(name, options, named);
  throw new InputError(`is ${known.name}: ${known.why}`, { place: { file: name }, fix: known.fix });
}

/** A HAR may be zipped with the files of its bodies. */
async function openFile(
  name: string,
  options: ReadOptions,
  limits: Limits,
): Promise<Pick<ByteSource, 'chunks' | 'attached'>> {
  const count = (chunks: Chunks): Chunks => counted(chunks, options);
  if (name === '-') return { chunks: count(stdin(options)) };
  if (isZip(name)) return (await import('./zip.ts')).openZippedHar(name, limits, count);
  return { chunks: count(fileChunks(name)), attached: attachedBeside(name, limits) };
}

export function limitsOf({ limits }: ReadOptions): Limits {
  return { ...USUAL_LIMITS, ...limits };
}

export function counted(chunks: Chunks, { onOctets }: ReadOptions): Chunks {
  return onOctets === undefined ? chunks : countedChunks(chunks, onOctets);
}

function stdin(options: ReadOptions): Chunks {
  if (options.stdin !== undefined) return options.stdin;
  throw new InputError('standard input is not open', { place: { file: '-' } });
}

type Opened = {
  readonly format: RecordingFormat | undefined;
  /** What it is instead. */
  readonly notRecording?: ReturnType<typeof notRecordingIn>;
  readonly rest: AsyncGenerator<Uint8Array>;
};

// A long first member hides the telling names: then a longer head is asked for.
const headSizes = [64 * 1024, 1024 * 1024, 16 * 1024 * 1024];

export async function recognise(chunks: Chunks, hints: Hints): Promise<Opened> {
  let rest: AsyncGenerator<Uint8Array> | undefined;
  for (const size of headSizes) {
    const opened = await splitHead(rest ?? chunks, size);
    rest = opened.rest;
    const complete = opened.complete && opened.head.length <= size;
    const octets = opened.head.subarray(0, size);
    const text = octets.toString('utf8');
    const head = { text, complete, outline: outlineOf(text), hints };
    const notRecording = hints.status === undefined ? notRecordingIn(head) : undefined;
    if (notRecording !== undefined) return { format: undefined, notRecording, rest };
    const format = await formatOf(head);
    if (format !== undefined || complete) return { format, rest };
  }
  return { format: undefined, rest: rest ?? (await splitHead(chunks, 0)).rest };
}

async function formatOf(head: Head): Promise<RecordingFormat | undefined> {
  let candidate: RecordingFormat | undefined;
  for (const { load, when } of formats) {
    if (when !== undefined && !when(head.hints)) continue;
    const format = await load();
    const claim = format.sniff(head);
    if (claim === true) return format;
    if (claim === 'perhaps') candidate ??= format;
  }
  return candidate;
}

function unknown(name: string, hints: Hints, named: boolean): InputError {
  if (named && hints.url !== undefined)
    return new InputError('a bare body needs both --operation and --status', {
      place: { file: name },
      fix: 'give the other one too',
    });
  const known = formats.map((format) => format.name).join(', ');
  return new InputError(`no recording of a known format; known: ${known}`, {
    place: { file: name },
    fix: 'give a recording, or a bare body with --operation and --status',
  });
}
