import { NO_ISSUES, type RuleWords, type TextRule } from '../rule.ts';

export const bodyDuplicateKey: TextRule = {
  kind: 'text',
  code: 'body-duplicate-key',
  level: 'error',
  find: ({ body }) => {
    if (body.kind !== 'value' || body.repetitions.length === 0) return NO_ISSUES;
    const last = new Map(body.repetitions.map((repetition) => [repetition.pointer, repetition]));
    return [...last.values()].map(({ pointer, name, ordinal }) => ({
      code: 'body-duplicate-key',
      pointer,
      name,
      message: `name "${name}" comes ${ordinal} times in one object`,
    }));
  },
};

export const bodyDuplicateKeyWords: RuleWords = {
  meaning: 'an object of the body has a name twice',
  explanation:
    'An object repeats a name. RFC 8259 section 4 leaves it open which value counts: JavaScript takes the last, others the first. Every one of the values is held against the contract, so drift in either is reported too.',
  example: 'name "id" comes 2 times in one object',
  fix: 'report it to the vendor: readers disagree on which value counts',
};
