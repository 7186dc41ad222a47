import { bodyContract } from '../compiled.ts';
import { body, type RuleTable } from '../rule-table.ts';

const at = (startedAt: string, value: unknown = {}) => ({ startedAt, ...body(value) });

/** 90 days before 24 November 2026, at noon. */
export const table: RuleTable = {
  contract: bodyContract({ type: 'object', properties: { a: { type: 'string' } } }),
  options: { staleBefore: Date.parse('2026-08-26T12:00:00Z') },
  fails: [
    ['last year', at('2025-01-02T03:04:05.678Z'), 'recording-stale'],
    ['a second too old', at('2026-08-26T11:59:59Z'), 'recording-stale'],
    ['with an offset', at('2026-08-26T13:59:59+02:00'), 'recording-stale'],
    [
      'beside what else is found',
      at('2026-01-02T03:04:05Z', { a: 1 }),
      'recording-stale',
      'type-mismatch /a',
    ],
  ],
  passes: [
    ['yesterday', at('2026-11-23T12:00:00Z')],
    ['to the second', at('2026-08-26T12:00:00Z')],
    ['tomorrow', at('2026-11-25T12:00:00Z')],
  ],
  ignores: [
    ['the recording has no time', body({})],
    ['no time that can be read', at('yesterday')],
    ['drift', body({ a: 1 }), 'type-mismatch /a'],
  ],
  issue: {
    code: 'recording-stale',
    pointer: '',
    message: 'recorded on 2025-01-02, maxAge reaches back to 2026-08-26',
    expected: 'recorded on 2026-08-26 or later',
  },
};
