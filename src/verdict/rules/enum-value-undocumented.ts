import type { RuleWords, ValueRule } from '../rule.ts';
import { shown, subject } from '../wording.ts';

export const enumValueUndocumented: ValueRule = {
  kind: 'value',
  code: 'enum-value-undocumented',
  level: 'warning',
  message: ({ pointer, expected, received, name }) =>
    `${subject(pointer)} has ${name === undefined ? 'an' : 'the'} undocumented value${shown(name, received === 'another string')}, declared as ${expected}`,
};

export const enumValueUndocumentedWords: RuleWords = {
  meaning: 'a value outside of the declared list',
  explanation:
    "The contract lists the values under enum or const and the observed one is none of them. Vendors add states before they document them; a switch over the generated type misses the new one. The value is part of the finding's identity, so each new value is a finding of its own.",
  example: '"/status" has the undocumented value "Paused", declared as one of 34 values',
  fix: 'handle the value and add it to the list, or report it to the vendor',
  elsewhere: {
    oasdiff: 'response-property-enum-value-added',
    Schemathesis: 'response_schema_conformance',
    Optic: 'MissingEnumValue',
  },
};
