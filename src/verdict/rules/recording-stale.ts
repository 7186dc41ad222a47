import type { Rule } from '../rule.ts';
import { isStale } from '../stale.ts';

export const recordingStale: Rule = {
  code: 'recording-stale',
  level: 'warning',
  meaning: 'a recording older than maxAge of the config',
  explanation:
    'What a service said long ago says little of what it says today. Only where the config sets maxAge, in days, and only for exchanges whose recording holds the time; one finding for each operation and status.',
  example: 'recorded on 2026-01-02, maxAge reaches back to 2026-08-26',
  fix: 'record it again with driftgate record, or raise maxAge',
  find: ({ exchange, options: { staleBefore } }) =>
    staleBefore !== undefined && isStale(exchange, staleBefore)
      ? [
          {
            code: 'recording-stale',
            pointer: '',
            message: `recorded on ${exchange.startedAt?.slice(0, 10)}, maxAge reaches back to ${dayOf(staleBefore)}`,
            expected: `recorded on ${dayOf(staleBefore)} or later`,
          },
        ]
      : [],
};

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
