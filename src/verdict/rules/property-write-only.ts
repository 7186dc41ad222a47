import type { RuleWords, ValueRule } from '../rule.ts';
import { subject } from '../wording.ts';

export const propertyWriteOnly: ValueRule = {
  kind: 'value',
  code: 'property-write-only',
  level: 'error',
  message: ({ pointer, expected }) => `${subject(pointer)} is present, declared as ${expected}`,
};

export const propertyWriteOnlyWords: RuleWords = {
  meaning: 'a writeOnly property came in a response',
  explanation:
    'The contract marks the property writeOnly: it may be sent, and must not be returned (OpenAPI 3.1, Schema Object). Such properties are passwords and keys more often than not.',
  example: '"/password" came in a response, declared as writeOnly',
  fix: 'report it to the vendor; if it is meant to be returned, drop writeOnly',
};
