// Parts of a file by line, cut at any octet: a line belongs to the part in which it starts.
import { type Chunks, isBlank } from '../json/stream.ts';
import { fileChunks } from './source.ts';

const newline = 0x0a;

type LineStart = {
  /** Of the first line that starts at or after the cut; undefined where none does. */
  readonly octet: number | undefined;
  /** Lines before it, and those of them that are not blank. */
  readonly lines: number;
  readonly filled: number;
};

/** Reads what stands before the cut, to say which line comes next: at the speed of memory, since nothing is parsed. */
export async function lineStartAt(path: string, cut: number): Promise<LineStart> {
  if (cut === 0) return { octet: 0, lines: 0, filled: 0 };
  let [offset, lines, filled] = [0, 0, 0];
  let isFilled = false;
  for await (const chunk of fileChunks(path)) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = buffer.indexOf(newline); end >= 0; end = buffer.indexOf(newline, start)) {
      lines++;
      if (isFilled || !isBlank(buffer, start, end)) filled++;
      isFilled = false;
      start = end + 1;
      if (offset + start >= cut) return { octet: offset + start, lines, filled };
    }
    isFilled ||= !isBlank(buffer, start, buffer.length);
    offset += buffer.length;
  }
  return { octet: undefined, lines, filled };
}

/** The octets from `start` on, to the end of the last line that starts before `end`. */
export async function* linesUntil(chunks: Chunks, start: number, end: number): AsyncGenerator<Uint8Array> {
  let offset = start;
  for await (const chunk of chunks) {
    const from = Math.max(0, end - 1 - offset);
    const found = from < chunk.length ? chunk.indexOf(newline, from) : -1;
    if (found >= 0) return yield chunk.subarray(0, found + 1);
    yield chunk;
    offset += chunk.length;
  }
}
