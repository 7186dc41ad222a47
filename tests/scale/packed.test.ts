import { expect, test } from 'vitest';
import type { PartialFinding, PartialReport, Placed } from '../../src/report/partial.ts';
import { packPartial, unpackPartial } from '../../src/scale/packed.ts';

function placed(index: number, more: Partial<Placed> = {}): Placed {
  return {
    source: 'a.ndjson',
    index,
    issue: 0,
    line: index + 1,
    entry: undefined,
    pointer: `/list/${index}/n${index}`,
    startedAt: undefined,
    ...more,
  };
}

function finding(index: number, more: Partial<PartialFinding> = {}): PartialFinding {
  const pointer = `/list/${index}/n${index}`;
  return {
    identity: {
      code: 'property-undocumented',
      operation: 'getThing',
      status: '200',
      mediaType: 'application/json',
      pattern: `/list/*/n${index}`,
      name: `n${index}`,
    },
    fingerprint: index.toString(16).padStart(16, '0'),
    level: 'warning',
    method: 'GET',
    path: '/things',
    issue: {
      code: 'property-undocumented',
      pointer,
      message: `undocumented property "n${index}"`,
      name: `n${index}`,
      expected: 'no property of this name',
      received: 'present',
      declaredAt: '/$defs/Thing (response)',
    },
    tally: {
      occurrences: 1,
      where: [placed(index, { startedAt: '2026-11-24T12:00:00.000Z' })],
      firstSeen: '2026-11-24T12:00:00.000Z',
      lastSeen: '2026-11-24T12:00:00.000Z',
    },
    ...more,
  };
}

function report(findings: readonly PartialFinding[]): PartialReport {
  return {
    partial: 1,
    tool: '1',
    contract: { hash: 'h' },
    shards: ['1/2'],
    sources: ['a.ndjson', 'b.har'],
    seen: ['a.ndjson'],
    interrupted: false,
    counts: { exchanges: 3, clean: 0, withFindings: 2, unchecked: 1 },
    findings,
    leftOut: { occurrences: 2, levels: ['error'] },
    unchecked: [
      {
        reason: 'operation-undocumented',
        subject: 'GET /x',
        message: 'GET /x matches no operation',
        tally: {
          occurrences: 1,
          where: [placed(0, { source: 'b.har', line: undefined, entry: '/log/entries/0', pointer: '' })],
          firstSeen: undefined,
          lastSeen: undefined,
        },
      },
    ],
    operations: {},
    bodies: { '0/0/0': [1, 2] },
  };
}

const missing: PartialFinding = finding(2, {
  identity: {
    code: 'body-missing',
    operation: undefined,
    status: '500',
    mediaType: undefined,
    pattern: '',
    name: undefined,
  },
  level: 'error',
  issue: { code: 'body-missing', pointer: '', message: 'no body', branch: 'branch 1 taken' },
  tally: {
    occurrences: 12,
    where: [placed(4, { issue: 1, pointer: '' }), placed(5, { source: 'b.har', pointer: '/elsewhere' })],
    firstSeen: '2026-11-23T12:00:00Z',
    lastSeen: '2026-11-25T12:00:00Z',
  },
});

test('what was packed and written is there again', () => {
  const partial = report([finding(0), finding(1), missing]);
  const again = unpackPartial(JSON.parse(JSON.stringify(packPartial(partial))));
  expect({ ...again, findings: [...again.findings] }).toEqual(partial);
  expect([...again.findings]).toEqual([finding(0), finding(1), missing]);
});

test('what many findings share is written once', () => {
  const some = Array.from({ length: 1000 }, (_, index) => finding(index));
  const size = (findings: readonly PartialFinding[]): number =>
    JSON.stringify(packPartial(report(findings))).length;
  expect(size(some) - size([finding(0)])).toBeLessThan(160 * 1000);
});
