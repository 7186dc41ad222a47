import type { Rule } from '../rule.ts';
import { bodyRule } from '../rule.ts';
import { bodyWording } from '../wording.ts';

export const formatMismatch: Rule = bodyRule({
  code: 'format-mismatch',
  level: 'error',
  meaning: 'a string or number that is not of its format',
  explanation:
    'The contract states a format and the value is not of it: date-time, date and time by RFC 3339, uuid by RFC 9562, ipv4 and ipv6, email, uri by RFC 3986, int32 by its range. A format is asserted only where the contract states it.',
  example: '"/created_at" is not of format date-time',
  fix: 'correct the format, or report it to the vendor',
  elsewhere: { oasdiff: 'response-property-type-changed' },
  message: bodyWording['format-mismatch'],
});
