import type { Rule } from '../rule.ts';
import { bodyRule } from '../rule.ts';
import { bodyWording } from '../wording.ts';

export const nullUndocumented: Rule = bodyRule({
  code: 'null-undocumented',
  level: 'error',
  meaning: 'null where the contract allows no null',
  explanation:
    'The value is null and the contract has no null in its type. Many services send null for an absent property; the contract has to say so before generated types can.',
  example: '"/description" is null, declared as string',
  fix: "if null is what the vendor means, declare it: type: [string, 'null']",
  elsewhere: { oasdiff: 'response-property-became-nullable', Schemathesis: 'response_schema_conformance' },
  message: bodyWording['null-undocumented'],
});
