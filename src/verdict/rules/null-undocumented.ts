import type { RuleWords, ValueRule } from '../rule.ts';
import { subject } from '../wording.ts';

export const nullUndocumented: ValueRule = {
  kind: 'value',
  code: 'null-undocumented',
  level: 'error',
  message: ({ pointer, expected }) => `${subject(pointer)} is null, declared as ${expected}`,
};

export const nullUndocumentedWords: RuleWords = {
  meaning: 'null where the contract allows no null',
  explanation:
    'The value is null and the contract has no null in its type. Many services send null for an absent property; the contract has to say so before generated types can.',
  example: '"/description" is null, declared as string',
  fix: "if null is what the vendor means, declare it: type: [string, 'null']",
  elsewhere: { oasdiff: 'response-property-became-nullable', Schemathesis: 'response_schema_conformance' },
};
