// What the pieces of redaction share. Text holds JSON, JSON holds text, both hold octets: they call each other through this type, so no file
// needs to import another.
import type { Learned, Literals } from './literals.ts';
import type { NameRule } from './names.ts';

/** Counts what was replaced, by where it stood; never by value. */
export type Tally = Map<string, number>;

export type Redactor = NameRule & {
  /** Shape-keeping, and counted under the given words. */
  readonly secret: (value: string, where: string) => string;
  readonly literals: Literals;
  readonly tally: Tally;
  readonly learned: Learned;
  /** Where values stand that could not be looked into: offsets into the recording. */
  readonly unread: Set<number>;
  /** Where the value that is being redacted begins in the recording. */
  readonly position: { offset: number };
  /** The value under that name, redacted as the name demands. */
  readonly named: (name: string, value: string) => string;
  /** Any text, by what can be seen in it. */
  readonly text: (text: string, depth?: number) => string;
  readonly json: (text: string, depth?: number) => string;
  readonly octets: (octets: Buffer) => Buffer;
  /** The same; what can't be looked into is added to `unread`. */
  readonly readableOctets: (octets: Buffer) => Buffer;
};
