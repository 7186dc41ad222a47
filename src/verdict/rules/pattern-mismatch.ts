import type { RuleWords, ValueRule } from '../rule.ts';
import { subject } from '../wording.ts';

export const patternMismatch: ValueRule = {
  kind: 'value',
  code: 'pattern-mismatch',
  level: 'error',
  message: ({ pointer, expected, received }) => `${subject(pointer)} is not ${expected}: ${received}`,
};

export const patternMismatchWords: RuleWords = {
  meaning: 'a string that its pattern does not match',
  explanation:
    'The contract gives a regular expression for the string (ECMA-262, unicode) and the observed text does not match it.',
  example: '"/id" is not text that matches ^[0-9a-f]{32}$: "a9a9-aaa9"',
  fix: 'correct the pattern, or report it to the vendor',
  elsewhere: { oasdiff: 'response-property-pattern-changed', Schemathesis: 'response_schema_conformance' },
};
