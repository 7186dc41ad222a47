import { listOf } from '../../lib/suggest.ts';
import { hasOtherKeysOnly, type SampleValue } from '../page-samples.ts';
import { type DocsIssue, type DocsRule, lastToken, parentOf, sampleAt, tableAt } from '../rule.ts';

export const docsSamplePropertyUndocumented: DocsRule = {
  code: 'docs-sample-property-undocumented',
  level: 'error',
  meaning: 'a sample shows a property that its table does not have',
  explanation:
    'The page shows the property, so it is likely to be on the wire, but nothing says what it means or whether it stays. Only the topmost unknown key is named, and never one below a plain Object. An object with none of the keys of its table, such as a sample in a wrapper, is one finding.',
  example: 'the sample of 200 has "eip_id", its table has no such row',
  fix: 'report it to the vendor; declare it with x-undocumented if you rely on it',
  find: ({ values }) => [
    ...values
      .filter((value) => value.isRightType && isOtherObject(value))
      .map((value) => ({
        status: value.side,
        pointer: value.pattern === '' ? '/' : value.pattern,
        message: `the sample has ${listOf(Object.keys(value.value as object))}, its table none of them`,
        at: sampleAt(value),
        table: tableAt(value.side, value.pattern),
      })),
    ...undocumentedKeys(values),
  ],
};

/** Several keys, none of them in the table. */
function isOtherObject(value: SampleValue): boolean {
  return hasOtherKeysOnly(value) && Object.keys(value.value as object).length > 1;
}

function undocumentedKeys(values: readonly SampleValue[]): readonly DocsIssue[] {
  const others = new Set(
    values.filter(isOtherObject).map(({ side, index, pointer }) => `${side} ${index} ${pointer}`),
  );
  return values
    .filter(
      ({ isDocumented, side, index, pointer }) =>
        !isDocumented && !others.has(`${side} ${index} ${parentOf(pointer)}`),
    )
    .map((value) => ({
      status: value.side,
      pointer: value.pattern,
      message: `the sample has "${lastToken(value.pointer)}", its table has no such row`,
      at: sampleAt(value),
      table: tableAt(value.side, parentOf(value.pattern)),
    }));
}
