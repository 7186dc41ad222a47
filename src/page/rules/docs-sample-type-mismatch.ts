import { describeKind } from '../describe-kind.ts';
import { aboutValue, type DocsRule } from '../rule.ts';

export const docsSampleTypeMismatch: DocsRule = {
  code: 'docs-sample-type-mismatch',
  level: 'error',
  meaning: 'a sample value is not of the type that its table states',
  explanation:
    'String is a JSON string, Integer and Long an integer (a boolean is not), Number any number. Null is no mismatch. Where the type differs, enum, limits and children are not judged.',
  example: 'the table says Integer, the sample shows a string',
  fix: 'find out which one the service sends; the contract follows the wire',
  find: ({ values }) =>
    values
      .filter((value) => !value.isRightType)
      .map((value) =>
        aboutValue(value, `the table says ${value.type}, the sample shows ${describeKind(value.value)}`),
      ),
};
