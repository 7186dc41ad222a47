// What a rule about a page against itself is: plain data and one finder; and the keys of PagePlaces for what a rule points at.
import { parentOf } from '../lib/pointer.ts';
import type { JsonPointer, Level } from '../model.ts';
import type { PageSamples, SampleValue } from './page-samples.ts';
import { placeKey, type Side } from './places.ts';

/** What a rule says; check-page.ts adds level, places and counts. */
export type DocsIssue = {
  readonly status: Side;
  /** With `*` for any item or map key; `/` is the whole body, as in the facts. */
  readonly pointer: string;
  readonly message: string;
  /** The value that it is about. */
  readonly name?: string;
  /** Keys of PagePlaces, the most precise first. */
  readonly at: readonly string[];
  readonly table?: readonly string[];
};

export type DocsRule = {
  readonly code: string;
  /** `off`: not told unless the config sets a level in `rules`. */
  readonly level: Level | 'off';
  /** One line, lower case. */
  readonly meaning: string;
  readonly explanation: string;
  readonly example: string;
  readonly fix: string;
  /** What other tools call the same thing, by tool. */
  readonly elsewhere?: Readonly<Record<string, string>>;
  readonly find: (page: PageSamples) => readonly DocsIssue[];
};

type ShownAt = Pick<SampleValue, 'side' | 'index' | 'pointer' | 'pattern'>;

/** About a value of a sample, which may have no place of its own. */
export function aboutValue({ side, index, pointer, pattern }: ShownAt, message: string): DocsIssue {
  return {
    status: side,
    pointer: pattern === '' ? '/' : pattern,
    message,
    at: [placeKey.sampleKey(side, index, pointer), placeKey.sample(side, index)],
    table: tableAt(side, pattern),
  };
}

/** About the address of the request; `name` is a parameter or a request line. */
export function aboutAddress(
  name: string,
  message: string,
  at: readonly string[],
  table: readonly string[] = ['path'],
): DocsIssue {
  return { status: 'request', pointer: '', name, message, at, table };
}

/** The row, else the row of the nearest parent, else the body's table. */
export function tableAt(side: Side, pattern: JsonPointer): readonly string[] {
  const keys: string[] = [];
  for (let pointer = pattern; pointer !== ''; pointer = parentOf(pointer))
    keys.push(placeKey.field(side, pointer));
  return [...keys, placeKey.body(side)];
}
