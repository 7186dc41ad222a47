import type { DocsRule } from '../rule.ts';
import { enumMisses } from './docs-sample-enum-value-undocumented.ts';

export const docsSampleEnumValueCase: DocsRule = {
  code: 'docs-sample-enum-value-case',
  level: 'warning',
  meaning: 'a sample value differs from a stated value only in case',
  explanation:
    'Likely a slip of the page, but a client that compares values exactly breaks on it, so it is named, at the lower level.',
  example: 'the table lists HTTP, the sample shows "http"',
  fix: 'find out which spelling the service sends',
  find: ({ values }) => enumMisses(values, true),
};
