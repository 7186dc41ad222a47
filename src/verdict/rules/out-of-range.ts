import type { RuleWords, ValueRule } from '../rule.ts';
import { subject } from '../wording.ts';

export const outOfRange: ValueRule = {
  kind: 'value',
  code: 'out-of-range',
  level: 'error',
  message: ({ pointer, expected, received }) =>
    `${subject(pointer)} is out of range: ${received}, declared as ${expected}`,
};

export const outOfRangeWords: RuleWords = {
  meaning: 'a value beyond the declared limits',
  explanation:
    'The value breaks a limit: minimum, maximum, multipleOf, a length in characters, a number of items or properties. Lengths count Unicode code points.',
  example: '"/bandwidth_size" is out of range: a number of the shape 9999, declared as at most 2000',
  fix: 'correct the limit, or report it to the vendor',
  elsewhere: {
    oasdiff: 'response-property-max-increased, response-property-min-decreased',
    Schemathesis: 'response_schema_conformance',
  },
};
