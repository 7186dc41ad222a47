import type { RuleWords, ValueRule } from '../rule.ts';
import { subject } from '../wording.ts';

export const ruleViolated: ValueRule = {
  kind: 'value',
  code: 'rule-violated',
  level: 'error',
  message: ({ pointer, expected, received }) =>
    `${subject(pointer)} breaks a rule: ${expected}; observed: ${received}`,
};

export const ruleViolatedWords: RuleWords = {
  meaning: 'values that do not go together',
  explanation:
    'A rule across several values does not hold: dependentSchemas, dependentRequired, if/then/else, not, oneOf matched more than once, uniqueItems, contains. The finding points at the object or array that the rule is about and words the rule with its description in the contract.',
  example: 'the body breaks a rule: status and instance_status name the same state',
  fix: 'correct the rule in the contract, or report it to the vendor',
  elsewhere: { Schemathesis: 'response_schema_conformance' },
};
