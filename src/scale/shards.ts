// Splits recordings among machines or workers. The split depends on names and sizes alone, so that each shard can be
// planned where it is read: the recordings lie one after the other, and each shard takes an equal stretch of octets. A
// file belongs to the stretch in which it starts; one exchange a line may be cut anywhere.
import type { Kept } from '../json/stream.ts';
import { InputError } from '../lib/input-error.ts';
import { type Found, findFiles, statOf } from '../recordings/find.ts';
import type { Entry } from '../recordings/format.ts';
import { lineStartAt, linesUntil } from '../recordings/lines.ts';
import { counted, limitsOf, type ReadOptions, readFound, recognise } from '../recordings/read.ts';
import { decodedChunks, fileChunks, splitHead } from '../recordings/source.ts';

/** A recording, or its lines that start from octet `start` to before `end`. */
export type Part = Found & { readonly start?: number; readonly end?: number };

/** All shards in order; reading them one after the other gives what reading the whole gives. */
export async function planShards(
  files: readonly Found[],
  count: number,
): Promise<readonly (readonly Part[])[]> {
  const sizes = files.map(({ path }) => sizeOf(path));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const cuts = Array.from({ length: count + 1 }, (_, at) => Math.floor((total * at) / count));
  const shards: Part[][] = Array.from({ length: count }, () => []);
  let offset = 0;
  for (const [at, file] of files.entries()) {
    const size = sizes[at] ?? 0;
    for (const [shard, part] of await partsOf(file, offset, size, cuts)) shards[shard]?.push(part);
    offset += size;
  }
  return shards;
}

/** One of them, `2/4`, and the names of all recordings, of which it may hold none. */
export async function shardOf(
  sources: readonly string[],
  shard: string,
  options: ReadOptions = {},
): Promise<{ readonly parts: readonly Part[]; readonly sources: readonly string[] }> {
  const [number = 1, count = 1] = shard.split('/').map(Number);
  const files = await findFiles(sources, options);
  const shards = await planShards(files, count);
  return { parts: shards[number - 1] ?? [], sources: files.map(({ path }) => path) };
}

function sizeOf(path: string): number {
  if (path !== '-') return statOf(path)?.size ?? 0;
  throw new InputError('standard input can not be split into shards', {
    place: { file: '-' },
    fix: 'split it before, or give files',
  });
}

/** Which shard gets which part of a file that lies at `offset`. */
async function partsOf(
  file: Found,
  offset: number,
  size: number,
  cuts: readonly number[],
): Promise<readonly (readonly [shard: number, part: Part])[]> {
  const inside = cuts.filter((cut) => cut > offset && cut < offset + size);
  const shardAt = (octet: number): number =>
    Math.min(
      cuts.length - 2,
      cuts.findLastIndex((cut) => cut <= octet),
    );
  if (inside.length === 0 || !(await isByLine(file.path))) return [[shardAt(offset), file]];
  const edges = [0, ...new Set(inside.map((cut) => cut - offset)), size];
  return edges
    .slice(0, -1)
    .map((start, at) => [shardAt(offset + start), { ...file, start, end: edges[at + 1] ?? size }]);
}

/** Reading can't start in the middle of a file that is compressed or UTF-16. */
async function isByLine(path: string): Promise<boolean> {
  const raw = await splitHead(fileChunks(path), 2);
  await raw.rest.return(undefined);
  const [one, two] = raw.head;
  if ((one === 0x1f && two === 0x8b) || one === 0xff || one === 0xfe) return false;
  const { format, rest } = await recognise(decodedChunks(path, fileChunks(path)), {});
  await rest.return(undefined);
  return format?.name === 'ndjson';
}

/** The exchanges of a shard, numbered as in the whole recording. */
export async function* readParts(
  parts: readonly Part[],
  options: ReadOptions = {},
): AsyncGenerator<Iterable<Entry>> {
  const kept: Kept = {};
  for (const part of parts) yield* readPart(part, options, kept);
}

async function* readPart(part: Part, options: ReadOptions, kept: Kept): AsyncGenerator<Iterable<Entry>> {
  const { path, start, end } = part;
  if (start === undefined || end === undefined) return yield* readFound(part, options, kept);
  const { octet, lines, filled } = await lineStartAt(path, start);
  if (octet === undefined || octet >= end) return;
  const raw = counted(linesUntil(fileChunks(path, octet), octet, end), options);
  const { ndjson } = await import('../recordings/formats/ndjson.ts');
  yield* ndjson.read({
    name: path,
    chunks: octet === 0 ? decodedChunks(path, raw) : raw,
    hints: options,
    limits: limitsOf(options),
    kept,
    begin: { line: lines + 1, index: filled },
  });
}
