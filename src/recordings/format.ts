// The seam of this stage: what a recording format is, and what it reads from.
import type { Limits } from '../json/limits.ts';
import type { Kept } from '../json/stream.ts';
import type { Exchange, Unreadable } from '../model.ts';
import type { Attached } from './attached.ts';

export type Entry = Exchange | Unreadable;

/** Read block by block, so that one `await` serves many entries; each block is to be used up before the next. */
export type EntryBlocks = AsyncIterable<Iterable<Entry>>;

/** What the command line says where a recording itself does not. */
export type Hints = {
  /** Of a message without a request: upper case, with `url`. */
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Set: the source is a bare body of a response with this status. */
  readonly status?: number | undefined;
};

/** An opened recording, already decompressed. */
export type ByteSource = {
  /** The path as the user gave it, or '-'. */
  readonly name: string;
  /** From the first octet on. A chunk holds its octets only until the next one is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Files that the recording keeps bodies in; undefined where it can have none. */
  readonly attached?: Attached | undefined;
  readonly hints: Hints;
  /** A record that holds more is unreadable. */
  readonly limits: Limits;
  /** Shared by recordings that are read one after the other. */
  readonly kept: Kept;
  /** Where a part of a recording by line begins: line from 1, index from 0. */
  readonly begin?: { readonly line: number; readonly index: number };
};

/** The beginning of a source, by which its format is found. */
export type Head = {
  readonly text: string;
  /** The source holds nothing after it. */
  readonly complete: boolean;
  readonly outline: Outline;
  readonly hints: Hints;
};

/** The first JSON value of a text, as far as it goes: names of two levels, array elements as `*`. */
export type Outline = {
  readonly root: 'object' | 'array' | 'none';
  /** `log`, `log/entries`, `*` + `/scope` … */
  readonly names: ReadonlySet<string>;
};

/** 'perhaps' counts where no other format is sure. */
export type Claim = boolean | 'perhaps';

export type RecordingFormat = {
  readonly name: string;
  /** One line for help and for messages. */
  readonly description: string;
  readonly sniff: (head: Head) => Claim;
  readonly read: (source: ByteSource) => EntryBlocks;
};
