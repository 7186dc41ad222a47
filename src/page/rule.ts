// What a rule about a page against itself is: plain data and one finder.
import type { Level } from '../model.ts';
import type { PageSamples } from './page-samples.ts';
import type { Side } from './places.ts';

/** What a rule says; check-page adds level, places and counts. */
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
  readonly caseOnly?: boolean;
};

export type DocsRule = {
  readonly code: string;
  readonly level: Level;
  /** One line, lower case. */
  readonly meaning: string;
  readonly explanation: string;
  readonly example: string;
  readonly fix: string;
  /** What other tools call the same thing, by tool. */
  readonly elsewhere?: Readonly<Record<string, string>>;
  readonly find: (page: PageSamples) => readonly DocsIssue[];
};
