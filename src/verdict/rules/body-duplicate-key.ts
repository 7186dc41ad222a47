import type { Rule } from '../rule.ts';
import { duplicateMessage } from '../wording.ts';

export const bodyDuplicateKey: Rule = {
  code: 'body-duplicate-key',
  level: 'error',
  meaning: 'an object of the body has a name twice',
  explanation:
    'An object repeats a name. RFC 8259 section 4 leaves it open which value counts: JavaScript takes the last, others the first. Every one of the values is held against the contract, so drift in either is reported too.',
  example: 'name "id" comes 2 times in one object',
  fix: 'report it to the vendor: readers disagree on which value counts',
  find: ({ body }) => {
    if (body.kind !== 'value' || body.repetitions.length === 0) return [];
    const counts = new Map(
      body.repetitions.map(({ pointer, name, ordinal }) => [pointer, { name, ordinal }]),
    );
    return [...counts].map(([pointer, { name, ordinal }]) => ({
      code: 'body-duplicate-key',
      pointer,
      name,
      message: duplicateMessage(name, ordinal),
    }));
  },
};
