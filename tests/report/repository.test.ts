import { describe, expect, test } from 'vitest';
import type { Finding, Report } from '../../src/model.ts';
import { fromRepository } from '../../src/report/repository.ts';
import { joinReports } from '../../src/report/several.ts';
import { canonical } from './reporters/canonical-report.ts';

function placesOf(report: Report): readonly string[] {
  const ofFinding = ({ declared, documented, related, where }: Finding): readonly (string | undefined)[] => [
    declared?.place?.file,
    documented?.place?.file,
    ...(related ?? []).map(({ place }) => place.file),
    ...where.map(({ place }) => place.file),
  ];
  return [
    ...report.findings.flatMap(ofFinding),
    ...report.unchecked.flatMap(({ where }) => where.map(({ place }) => place.file)),
    report.contract?.source,
  ].filter((file) => file !== undefined);
}

test('every place of a report is named from the root', () => {
  const before = placesOf(canonical);
  expect(before.length).toBeGreaterThan(10);
  expect(placesOf(fromRepository(canonical, 'packages/api'))).toEqual(
    before.map((file) => (/^(?:https?:|-$|$)/.test(file) ? file : `packages/api/${file}`)),
  );
});

test('a text that names its place names it from the root, too', () => {
  const [first] = canonical.findings;
  const place = { file: 'a.yaml', line: 17, column: 44 };
  const declared = { text: 'no, a.yaml:17:44 closes the object', place };
  const report = { ...canonical, findings: [{ ...first, declared }] } as Report;
  expect(fromRepository(report, 'packages/api').findings[0]?.declared?.text).toBe(
    'no, packages/api/a.yaml:17:44 closes the object',
  );
});

test('at the root nothing changes', () => {
  expect(fromRepository(canonical, '')).toBe(canonical);
});

test('of several contracts each is named from the root', () => {
  const [one, other] = [
    canonical,
    { ...canonical, contract: { ...canonical.contract, source: 'users.yaml' } },
  ];
  const { contract } = fromRepository(joinReports([one, other], false), 'packages/api');
  const expected = ['packages/api/openapi/apig.yaml', 'packages/api/users.yaml'];
  expect(contract?.sources).toEqual(expected);
  expect(contract?.source).toBe(expected.join(', '));
});

describe('one file', () => {
  test.each([
    ['openapi/a.yaml', 'packages/api/openapi/a.yaml'],
    ['./a.yaml', 'packages/api/a.yaml'],
    ['../../openapi/a.yaml', 'openapi/a.yaml'],
    ['..\\shared\\a.yaml', 'packages/shared/a.yaml'],
    ['/elsewhere/a.yaml', '/elsewhere/a.yaml'],
    ['C:\\elsewhere\\a.yaml', 'C:\\elsewhere\\a.yaml'],
    ['https://a.example/page', 'https://a.example/page'],
    ['-', '-'],
    ['', ''],
  ])('%s', (file, expected) => {
    const [first] = canonical.findings;
    const finding = { ...first, where: [{ place: { file, line: 3 }, pointer: '' }] } as unknown as Finding;
    const { findings } = fromRepository({ ...canonical, findings: [finding] }, 'packages/api');
    expect(findings[0]?.where[0]?.place).toEqual({ file: expected, line: 3 });
  });
});
