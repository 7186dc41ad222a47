// Sample values beside the list of values that their row states.
import { listOf } from '../lib/suggest.ts';
import type { SampleValue } from './page-samples.ts';
import type { DocsIssue } from './rule.ts';
import { sampleAt, tableAt } from './rule-places.ts';

/** `isCase`: those that differ only in case; otherwise those that differ beyond it. */
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
    return [{ ...found, table: tableAt(value.side, value.pattern), ...(isCase && { caseOnly: true }) }];
  });
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
