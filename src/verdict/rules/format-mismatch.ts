import type { RuleWords, ValueRule } from '../rule.ts';
import { subject } from '../wording.ts';

export const formatMismatch: ValueRule = {
  kind: 'value',
  code: 'format-mismatch',
  level: 'error',
  message: ({ pointer, expected, received }) => `${subject(pointer)} is not of ${expected}: ${received}`,
};

export const formatMismatchWords: RuleWords = {
  meaning: 'a string or number that is not of its format',
  explanation:
    'The contract states a format and the value is not of it: date-time, date and time by RFC 3339, uuid by RFC 9562, ipv4 and ipv6, email, uri by RFC 3986, int32 by its range. A format is asserted only where the contract states it.',
  example: '"/created_at" is not of format date-time: "9999-99-99 99:99:99"',
  fix: 'correct the format, or report it to the vendor',
  elsewhere: { oasdiff: 'response-property-type-changed' },
};
