import type { Rule } from '../rule.ts';
import { bodyRule } from '../rule.ts';
import { bodyWording } from '../wording.ts';

export const propertyMissing: Rule = bodyRule({
  code: 'property-missing',
  level: 'error',
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
  message: bodyWording['property-missing'],
});
