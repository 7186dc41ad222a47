import type { RuleWords, ValueRule } from '../rule.ts';

export const propertyMissing: ValueRule = {
  kind: 'value',
  code: 'property-missing',
  level: 'error',
  message: ({ name, expected }) =>
    expected === 'required'
      ? `required property "${name}" is missing`
      : `property "${name}" is missing: ${expected}`,
};

export const propertyMissingWords: RuleWords = {
  meaning: 'a required property is absent',
  explanation:
    'The contract lists the property under required and the body does not have it. Code that was generated from the contract reads undefined where its types promise a value. A property marked writeOnly is not required in a response.',
  example: 'required property "id" is missing',
  fix: 'if the vendor may leave it out, take it off the required list',
  elsewhere: {
    oasdiff: 'response-required-property-removed',
    Schemathesis: 'response_schema_conformance',
    Optic: 'MissingRequiredProperty',
  },
};
