import { listOf } from '../../lib/suggest.ts';
import type { SampleValue } from '../page-samples.ts';
import { type DocsIssue, type DocsRule, sampleAt, tableAt } from '../rule.ts';

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

/** Sample values that the list of their row lacks. `isCase`: those that differ only in case; otherwise the others. */
export function enumMisses(values: readonly SampleValue[], isCase: boolean): readonly DocsIssue[] {
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
    const found = {
      status: value.side,
      pointer: value.pattern,
      name: text.slice(0, 100),
      message,
      at: sampleAt(value),
    };
    return [{ ...found, table: tableAt(value.side, value.pattern) }];
  });
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
