import type { Rule } from '../rule.ts';
import { bodyRule } from '../rule.ts';
import { bodyWording } from '../wording.ts';

export const ruleViolated: Rule = bodyRule({
  code: 'rule-violated',
  level: 'error',
  meaning: 'values that do not go together',
  explanation:
    'A rule across several values does not hold: dependentSchemas, dependentRequired, if/then/else, not, oneOf matched more than once, uniqueItems, contains. The finding points at the object or array that the rule is about and words the rule with its description in the contract.',
  example: 'the body breaks a rule: status and instance_status name the same state',
  fix: 'correct the rule in the contract, or report it to the vendor',
  elsewhere: { Schemathesis: 'response_schema_conformance' },
  message: bodyWording['rule-violated'],
});
