import type { RuleWords, ValueRule } from '../rule.ts';

export const propertyUndocumented: ValueRule = {
  kind: 'value',
  code: 'property-undocumented',
  level: 'warning',
  message: ({ name }) => `undocumented property "${name}"`,
};

export const propertyUndocumentedWords: RuleWords = {
  meaning: 'a property that the contract does not declare',
  explanation:
    'The contract is read as a closed world: an object that names its properties holds no others, unless additionalProperties says so or it is a bare object. A property beyond them was added by the vendor, or forgotten in the documentation. Children of an undocumented property are not reported, only the topmost name is.',
  example: 'undocumented property "eip_id"',
  fix: 'report it to the vendor; if you rely on it, declare it with x-undocumented',
  elsewhere: {
    oasdiff: 'response-optional-property-added',
    Schemathesis: 'response_schema_conformance, where additionalProperties is false',
    Optic: 'AdditionalProperty',
  },
};
