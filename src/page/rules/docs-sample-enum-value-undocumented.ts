import { enumMisses } from '../enum-misses.ts';
import type { DocsRule } from '../rule.ts';

export const docsSampleEnumValueUndocumented: DocsRule = {
  code: 'docs-sample-enum-value-undocumented',
  level: 'error',
  meaning: 'a sample value is not in the list of values that its table states',
  explanation:
    'The bold list under the enum heading is taken as complete. Values are compared as text; a difference of case alone has its own code.',
  example: 'the table lists GET and POST, the sample shows "PATCH"',
  fix: 'ask the vendor which values there are; declare the ones that you see',
  find: ({ values }) => enumMisses(values, false),
};
