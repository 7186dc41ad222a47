import type { RuleWords, ValueRule } from '../rule.ts';
import { subject } from '../wording.ts';

export const propertyUnsupported: ValueRule = {
  kind: 'value',
  code: 'property-unsupported',
  level: 'warning',
  message: ({ pointer, expected }) => `${subject(pointer)} is populated, declared as ${expected}`,
};

export const propertyUnsupportedWords: RuleWords = {
  meaning: 'a property that is declared as not supported has a value',
  explanation:
    'The vendor lists the property and says that it is not supported yet (x-not-supported in the contract), or the contract declares it as false. Now it came with a value: the feature was switched on, or the documentation is out of date. An empty string, list or object is no value.',
  example: '"/listeners" is populated, declared as not supported',
  fix: 'drop x-not-supported and declare what the property holds',
};
