import type { RuleWords, ValueRule } from '../rule.ts';
import { article, subject } from '../wording.ts';

export const typeMismatch: ValueRule = {
  kind: 'value',
  code: 'type-mismatch',
  level: 'error',
  message: ({ pointer, expected, received }) =>
    `${subject(pointer)} is ${article(received)}, declared as ${expected}`,
};

export const typeMismatchWords: RuleWords = {
  meaning: 'a value of another JSON type than declared',
  explanation:
    'The value has a JSON type that the contract does not allow here. 5.0 and 1e3 are integers, as JSON Schema says. Where the type is wrong nothing else is said about the value, and for a union of types one finding names them all.',
  example: '"/bandwidth_size" is a string, declared as integer',
  fix: 'declare the type that the vendor really sends, or report it to the vendor',
  elsewhere: {
    oasdiff: 'response-property-type-changed',
    Schemathesis: 'response_schema_conformance',
    Optic: 'UnmatchedType',
  },
};
