import type { RuleWords, ValueRule } from '../rule.ts';
import { subject } from '../wording.ts';

export const integerUnsafe: ValueRule = {
  kind: 'value',
  code: 'integer-unsafe',
  level: 'error',
  message: ({ pointer }) => `${subject(pointer)} is beyond 2^53 - 1, so that JSON.parse rounds it`,
};

export const integerUnsafeWords: RuleWords = {
  meaning: 'an integer beyond what a JavaScript number holds',
  explanation:
    'The contract declares an integer and the number is beyond 2^53 - 1, so JSON.parse has already rounded it. Two different identifiers become one. The value on the wire may be right; reading it as a number is not.',
  example: '"/create_time" is beyond 2^53 - 1',
  fix: 'read the text with a parser that keeps big integers, or ask the vendor for a string',
};
