// What the functions of this folder share. Text contains JSON, JSON contains text, both contain octets: they call one another through this type,
// which avoids import cycles.
import type { Learned, Literals } from './literals.ts';
import type { NameRule } from './names.ts';

/** Counts replacements by the place of the secret, never by its value. */
export type Tally = Map<string, number>;

export type Redactor = NameRule & {
  /** Replaces a secret by a value of the same shape and counts it under `where`. */
  readonly secret: (value: string, where: string) => string;
  readonly literals: Literals;
  readonly tally: Tally;
  readonly learned: Learned;
  /** Offsets in the recording of values that could not be inspected. */
  readonly unread: Set<number>;
  /** The offset in the recording of the current value. */
  readonly position: { offset: number };
  /** Redacts the value of that name in the way that the name calls for. */
  readonly named: (name: string, value: string) => string;
  /** Redacts any text by the patterns in it. */
  readonly text: (text: string, depth?: number) => string;
  readonly json: (text: string, depth?: number) => string;
  readonly octets: (octets: Buffer) => Buffer;
  /** The same, but adds octets that can't be inspected to `unread`. */
  readonly readableOctets: (octets: Buffer) => Buffer;
};
