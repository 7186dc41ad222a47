import { bodyContract } from '../compiled.ts';
import { body, bodyText, type RuleTable } from '../rule-table.ts';

function nested(levels: number, open = '[', close = ']'): string {
  return open.repeat(levels) + close.repeat(levels);
}
const within = `{"free":{"a":${nested(498)}}}`;
const beyond = `{"free":{"a":${nested(499)}}}`;

/** Time is not asserted, but the suite's timeout is. */
export const table: RuleTable = {
  contract: bodyContract({
    type: 'object',
    properties: { id: { type: 'string' }, free: { type: 'object' } },
  }),
  fails: [
    ['501 levels', bodyText(beyond), 'body-too-deep'],
    ['501 levels that were parsed already', body(JSON.parse(beyond)), 'body-too-deep'],
    ['100,000 arrays', bodyText(`{"free":{"a":${nested(100_000)}}}`), 'body-too-deep'],
    [
      '100,000 objects',
      bodyText(`{"free":${nested(100_000, '{"a":', '}').replace('{"a":}', '{"a":1}')}}`),
      'body-too-deep',
    ],
    ['where a string is declared', bodyText(`{"id":${nested(100_000)}}`), 'body-too-deep'],
    ['100,000 arrays that were parsed already', body({ free: JSON.parse(nested(100_000)) }), 'body-too-deep'],
    ['with a name twice', bodyText(`{"id":"","id":"","free":{"a":${nested(499)}}}`), 'body-too-deep'],
  ],
  passes: [
    ['500 levels', bodyText(within)],
    ['500 levels that were parsed already', body(JSON.parse(within))],
  ],
  ignores: [
    ['arrays that do not end', bodyText(`{"free":{"a":${'['.repeat(100_000)}`), 'body-malformed'],
    ['drift', body({ id: 1 }), 'type-mismatch /id'],
  ],
  issue: {
    code: 'body-too-deep',
    pointer: '',
    message: 'nested deeper than 500 levels',
  },
};
