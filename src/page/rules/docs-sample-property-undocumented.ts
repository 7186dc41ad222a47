import { type DocsRule, lastToken, parentOf, sampleAt, tableAt } from '../rule.ts';

export const docsSamplePropertyUndocumented: DocsRule = {
  code: 'docs-sample-property-undocumented',
  level: 'error',
  meaning: 'a sample shows a property that its table does not have',
  explanation:
    'The page shows the property, so it is likely to be on the wire, but nothing says what it means or whether it stays. Only the topmost unknown key is named, and never one below a plain Object.',
  example: 'the sample of 200 has "eip_id", its table has no such row',
  fix: 'report it to the vendor; declare it with x-undocumented if you rely on it',
  find: ({ values }) =>
    values
      .filter((value) => !value.isDocumented)
      .map((value) => ({
        status: value.side,
        pointer: value.pattern,
        message: `the sample has "${lastToken(value.pointer)}", its table has no such row`,
        at: sampleAt(value),
        table: tableAt(value.side, parentOf(value.pattern)),
      })),
};
