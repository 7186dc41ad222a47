import { headerValue } from '../../lib/headers.ts';
import type { Exchange } from '../../model.ts';
import { type HeadRule, NO_ISSUES, type RuleWords } from '../rule.ts';

export const recordingStale: HeadRule = {
  kind: 'head',
  code: 'recording-stale',
  level: 'warning',
  find: ({ exchange, staleBefore }) => {
    const recorded = staleBefore === undefined ? undefined : recordedAt(exchange);
    if (staleBefore === undefined || recorded === undefined || recorded >= staleBefore) return NO_ISSUES;
    const limit = new Date(staleBefore).toISOString().slice(0, 10);
    return [
      {
        code: 'recording-stale',
        pointer: '',
        message: `recorded on ${new Date(recorded).toISOString().slice(0, 10)}, maxAge reaches back to ${limit}`,
        expected: `recorded on ${limit} or later`,
      },
    ];
  },
};

/** In milliseconds since 1970: as the recording has it, or else by the response's Date (RFC 9110 section 6.6.1); undefined where neither can be read. */
export function recordedAt({ startedAt, response }: Exchange): number | undefined {
  const said = [startedAt, headerValue(response.headers, 'date')].map((text) => Date.parse(text ?? ''));
  return said.find((time) => !Number.isNaN(time));
}

export const recordingStaleWords: RuleWords = {
  meaning: 'a recording older than maxAge of the config',
  explanation:
    'What a service said long ago says little of what it says today. Only where the config sets maxAge, in days, and only for exchanges whose recording holds the time; one finding for each operation and status.',
  example: 'recorded on 2026-01-02, maxAge reaches back to 2026-08-26',
  fix: 'record it again with driftgate record, or raise maxAge',
};
