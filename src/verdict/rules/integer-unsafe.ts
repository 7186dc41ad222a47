import type { Rule } from '../rule.ts';
import { bodyRule } from '../rule.ts';
import { bodyWording } from '../wording.ts';

export const integerUnsafe: Rule = bodyRule({
  code: 'integer-unsafe',
  level: 'error',
  meaning: 'an int64 beyond what a JavaScript number holds',
  explanation:
    'The contract declares int64 and the number is beyond 2^53 - 1, so JSON.parse has already rounded it. Two different identifiers become one. The value on the wire may be right; reading it as a number is not.',
  example: '"/create_time" is beyond 2^53 - 1',
  fix: 'read the text with a parser that keeps big integers, or ask the vendor for a string',
  message: bodyWording['integer-unsafe'],
});
