import type { HeadRule, RuleWords } from '../rule.ts';

export const recordingStale: HeadRule = {
  kind: 'head',
  code: 'recording-stale',
  level: 'warning',
  find: ({ exchange: { startedAt }, staleBefore }) => {
    if (staleBefore === undefined || startedAt === undefined) return [];
    if (!(Date.parse(startedAt) < staleBefore)) return [];
    const limit = new Date(staleBefore).toISOString().slice(0, 10);
    return [
      {
        code: 'recording-stale',
        pointer: '',
        message: `recorded on ${startedAt.slice(0, 10)}, maxAge reaches back to ${limit}`,
        expected: `recorded on ${limit} or later`,
      },
    ];
  },
};

export const recordingStaleWords: RuleWords = {
  meaning: 'a recording older than maxAge of the config',
  explanation:
    'What a service said long ago says little of what it says today. Only where the config sets maxAge, in days, and only for exchanges whose recording holds the time; one finding for each operation and status.',
  example: 'recorded on 2026-01-02, maxAge reaches back to 2026-08-26',
  fix: 'record it again with driftgate record, or raise maxAge',
};
