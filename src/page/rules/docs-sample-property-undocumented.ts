import { lastToken, parentOf } from '../../lib/pointer.ts';
import { listOf } from '../../lib/suggest.ts';
import { hasOtherKeysOnly, type SampleValue } from '../page-samples.ts';
import { aboutValue, type DocsIssue, type DocsRule, tableAt } from '../rule.ts';

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
      .map((value) => {
        const keys = listOf(Object.keys(value.value as object));
        return aboutValue(value, `the sample has ${keys}, its table none of them`);
      }),
    ...undocumentedKeys(values),
  ],
};

/** Several keys, none of them in the table. */
function isOtherObject(value: SampleValue): boolean {
  return hasOtherKeysOnly(value) && Object.keys(value.value as object).length > 1;
}

function undocumentedKeys(values: readonly SampleValue[]): readonly DocsIssue[] {
  const keyOf = ({ side, index }: SampleValue, pointer: string) => `${side} ${index} ${pointer}`;
  const others = new Set(values.filter(isOtherObject).map((value) => keyOf(value, value.pointer)));
  return values
    .filter((value) => !value.isDocumented && !others.has(keyOf(value, parentOf(value.pointer))))
    .map((value) => ({
      ...aboutValue(value, `the sample has "${lastToken(value.pointer)}", its table has no such row`),
      table: tableAt(value.side, parentOf(value.pattern)),
    }));
}
