// What a page can say against itself. To add one: a file in rules/, a line here, a table in the tests.
import type { Level } from '../model.ts';
import type { PageSamples } from './page-samples.ts';
import type { Side } from './places.ts';
import { docsSampleEnumValueCase } from './rules/docs-sample-enum-value-case.ts';
import { docsSampleEnumValueUndocumented } from './rules/docs-sample-enum-value-undocumented.ts';
import { docsSampleMalformed } from './rules/docs-sample-malformed.ts';
import { docsSampleOutOfRange } from './rules/docs-sample-out-of-range.ts';
import { docsSamplePropertyMissing } from './rules/docs-sample-property-missing.ts';
import { docsSamplePropertyUndocumented } from './rules/docs-sample-property-undocumented.ts';
import { docsSampleTypeMismatch } from './rules/docs-sample-type-mismatch.ts';
import { docsSampleWithoutTable } from './rules/docs-sample-without-table.ts';
import { docsStatusWithoutTable } from './rules/docs-status-without-table.ts';

/** What a rule says; check-page adds level, places and counts. */
export type DocsIssue = {
  readonly status: Side;
  /** With `*` for any item or map key; `/` is the whole body, as in the facts. */
  readonly pointer: string;
  readonly message: string;
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
  readonly find: (page: PageSamples) => readonly DocsIssue[];
};

export const docsRules: readonly DocsRule[] = [
  docsSamplePropertyUndocumented,
  docsSampleTypeMismatch,
  docsSampleEnumValueUndocumented,
  docsSampleEnumValueCase,
  docsSamplePropertyMissing,
  docsSampleMalformed,
  docsSampleOutOfRange,
  docsStatusWithoutTable,
  docsSampleWithoutTable,
];
