// What a page can say against itself. To add one: a file in rules/, a line here, a table in the tests.
import type { DocsRule } from './rule.ts';
import { docsPathParameterUndocumented } from './rules/docs-path-parameter-undocumented.ts';
import {
  docsSampleEnumValueCase,
  docsSampleEnumValueUndocumented,
} from './rules/docs-sample-enum-value-undocumented.ts';
import { docsSampleMalformed } from './rules/docs-sample-malformed.ts';
import { docsSampleOutOfRange } from './rules/docs-sample-out-of-range.ts';
import { docsSampleParameterMissing } from './rules/docs-sample-parameter-missing.ts';
import { docsSamplePropertyMissing } from './rules/docs-sample-property-missing.ts';
import { docsSamplePropertyUndocumented } from './rules/docs-sample-property-undocumented.ts';
import { docsSampleQueryUndocumented } from './rules/docs-sample-query-undocumented.ts';
import { docsSampleRequestLine } from './rules/docs-sample-request-line.ts';
import { docsSampleTypeMismatch } from './rules/docs-sample-type-mismatch.ts';
import { docsSampleWithoutTable } from './rules/docs-sample-without-table.ts';
import { docsErrorStatusWithoutTable, docsStatusWithoutTable } from './rules/docs-status-without-table.ts';

export const docsRules: readonly DocsRule[] = [
  docsSamplePropertyUndocumented,
  docsSampleTypeMismatch,
  docsSampleEnumValueUndocumented,
  docsSampleEnumValueCase,
  docsSamplePropertyMissing,
  docsSampleMalformed,
  docsSampleOutOfRange,
  docsSampleRequestLine,
  docsSampleQueryUndocumented,
  docsSampleParameterMissing,
  docsPathParameterUndocumented,
  docsStatusWithoutTable,
  docsErrorStatusWithoutTable,
  docsSampleWithoutTable,
];
