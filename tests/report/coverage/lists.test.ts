import { expect, test } from 'vitest';
import type { Coverage, ResponseCoverage } from '../../../src/model.ts';
import { coverageLists, partText } from '../../../src/report/coverage/lists.ts';

const share = { declared: 0, observed: 0 };

function coverageOf(...responses: readonly ResponseCoverage[]): Coverage {
  const observed = responses.reduce((sum, response) => sum + response.observed, 0);
  return {
    operations: share,
    statuses: share,
    byOperation: [{ id: 'getPet', method: 'GET', path: '/pets/{id}', observed, responses }],
  };
}

const json = 'application/json';
const seen: ResponseCoverage = {
  status: '200',
  observed: 4,
  mediaTypes: [
    { mediaType: json, observed: 4 },
    { mediaType: 'application/xml', observed: 0 },
  ],
  headers: [{ name: 'etag', observed: 0 }],
  bodies: [
    {
      mediaType: json,
      properties: [
        { pointer: '/id', required: true, observed: 4, outOf: 4 },
        { pointer: '/name', required: false, observed: 4, outOf: 4 },
        { pointer: '/old', required: false, observed: 1, outOf: 4, deprecated: true },
        { pointer: '/older', required: false, observed: 0, outOf: 4, deprecated: true },
        { pointer: '/older/x', required: false, observed: 0, outOf: 0 },
        { pointer: '/rare/x', required: false, observed: 2, outOf: 2 },
        {
          pointer: '/kind',
          required: true,
          observed: 4,
          outOf: 4,
          values: [
            { value: '"cat"', observed: 4 },
            { value: '"dog"', observed: 0 },
          ],
        },
      ],
      branches: [{ pointer: '/owner', branch: 'Company', observed: 0 }],
    },
  ],
};

test('what never came is listed once, from the outside in', () => {
  const missing = { status: '404', observed: 0, mediaTypes: [{ mediaType: json, observed: 0 }] };
  expect(coverageLists(coverageOf(seen, missing)).neverSeen.map(partText)).toEqual([
    'getPet 200 application/xml',
    'getPet 200 etag',
    'getPet 200 /older',
    'getPet 200 /kind "dog"',
    'getPet 200 /owner Company',
    'getPet 404',
  ]);
});

test('an operation that never came stands for all in it', () => {
  expect(coverageLists(coverageOf({ ...seen, observed: 0 })).neverSeen.map(partText)).toEqual(['getPet']);
});

test('always there is said of three objects and more, and of what is optional', () => {
  const { alwaysThereThoughOptional } = coverageLists(coverageOf(seen));
  expect(alwaysThereThoughOptional.map(partText)).toEqual(['getPet 200 /name']);
});

test('what is deprecated is listed where it came', () => {
  expect(coverageLists(coverageOf(seen)).deprecatedAndSeen.map(partText)).toEqual(['getPet 200 /old']);
});

test('a deprecated operation that came is listed, one that never came is not', () => {
  const { byOperation, ...shares } = coverageOf(seen);
  const lists = (observed: number) =>
    coverageLists({
      ...shares,
      byOperation: byOperation.map((operation) => ({ ...operation, observed, deprecated: true as const })),
    });
  expect(lists(4).deprecatedAndSeen.map(partText)).toEqual(['getPet', 'getPet 200 /old']);
  expect(lists(4).deprecatedAndSeen[0]).toEqual({ kind: 'operation', operation: 'getPet', observed: 4 });
  expect(lists(0).neverSeen).toEqual([{ kind: 'operation', operation: 'getPet' }]);
});
