import { listOf } from '../../lib/suggest.ts';
import type { SampleValue } from '../page-samples.ts';
import { aboutValue, type DocsIssue, type DocsRule } from '../rule.ts';

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

/** Sample values that the list of their row lacks. `isCase`: those that differ only in case; otherwise the others. */
function enumMisses(values: readonly SampleValue[], isCase: boolean): readonly DocsIssue[] {
  return values.flatMap((value) => {
    const listed = value.field?.enum;
    if (listed === undefined || !value.isRightType || !isScalar(value.value)) return [];
    const text = String(value.value);
    if (listed.includes(text)) return [];
    const near = listed.find((word) => word.toLowerCase() === text.toLowerCase());
    if ((near !== undefined) !== isCase) return [];
    const message =
      near === undefined
        ? `the table lists ${listOf(listed)}; the sample shows "${text.slice(0, 60)}"`
        : `the table lists ${near}, the sample shows "${text}"`;
    return [{ ...aboutValue(value, message), name: text.slice(0, 100) }];
  });
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
