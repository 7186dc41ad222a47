// What each format's own rules ask for, beyond its schema.
import { describe, expect, it } from 'vitest';
import type { Finding, TrafficReport } from '../../../src/model.ts';
import { reporters } from '../../../src/report/reporters.ts';
import { plainOptions, renderAs, renders } from './all.ts';
import { canonical, clean, eipId, nothingChecked, ofPages, sinceReview } from './canonical-report.ts';
import { expectGitlab, expectJunit, expectReport, expectSarif, githubCommands } from './formats.ts';

const reports = [
  ['canonical', canonical],
  ['nothing checked', nothingChecked],
  ['clean', clean],
  ['of pages', ofPages],
  ['of pages since their review', sinceReview],
  ['of no page', { ...ofPages, pages: [], findings: [], unchecked: [] }],
] as const;

function many(count: number, change: (index: number) => Partial<Finding> = () => ({})): TrafficReport {
  const findings = Array.from({ length: count }, (_, index) => {
    const name = `p${String(index).padStart(6, '0')}`;
    const changed = {
      fingerprint: index.toString(16).padStart(16, '0'),
      name,
      message: `undocumented property "${name}"`,
    };
    return { ...eipId, ...changed, pointer: `/${name}`, pattern: `/${name}`, ...change(index) };
  });
  return { ...canonical, findings, counts: { ...canonical.counts, warnings: count } };
}

describe('each format is valid by its schema', () => {
  it.each(reports)('%s', async (_, report) => {
    expectReport(renderAs('json', report));
    expectSarif(renderAs('sarif', report));
    expectGitlab(renderAs('gitlab', report));
    await expectJunit(renderAs('junit', report));
  });
});

describe('json', () => {
  it('holds the report and nothing else', () => {
    expect(JSON.parse(renderAs('json', canonical))).toEqual(JSON.parse(JSON.stringify(canonical)));
  });

  it.each([
    ['contract', undefined],
    ['coverage', undefined],
    ['counts', { errors: 0, warnings: 0, known: 0 }],
    ['findings', [{ ...eipId, declared: undefined }]],
  ])('of a report on traffic has what one on pages may lack: %s', (member, value) => {
    const text = JSON.stringify({ ...canonical, [member]: value });
    expect(() => expectReport(text)).toThrow();
  });

  it('does not depend on the order of members', () => {
    const reversed = JSON.parse(JSON.stringify(canonical), (_, value) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    );
    expect(renderAs('json', reversed)).toBe(renderAs('json', canonical));
  });
});

describe('github', () => {
  const one = (change: Partial<Finding>): string =>
    renderAs('github', { ...canonical, unchecked: [], findings: [{ ...eipId, ...change }] }).split('\n')[0] ??
    '';

  it.each([
    ['message', 'a%b', '::a%25b%0A'],
    ['message', 'a\nb', '::a\\nb%0A'],
    ['message', 'a:b,c', '::a:b,c%0A'],
    ['code', 'a:b,c%d', 'title=a%3Ab%2Cc%25d::'],
  ] as const)('%s %j', (field, text, expected) => {
    expect(one({ [field]: text })).toContain(expected);
  });

  it('names file, line and column of the contract', () => {
    const [first] = githubCommands(
      one({ declared: { text: 'no', place: { file: './a b/c,d:e.yaml', line: 3, column: 4 } } }),
    );
    expect(first?.properties).toEqual({
      file: 'a b/c%2Cd%3Ae.yaml',
      line: '3',
      col: '4',
      title: 'property-undocumented',
    });
  });

  it('names no file for a URL or standard input', () => {
    for (const file of ['https://a.example/b', '-'])
      expect(one({ declared: { text: 'no' }, where: [{ place: { file }, pointer: '' }] })).toContain(
        'file=openapi/apig.yaml,title',
      );
  });

  it('gives ten of a level, and counts the rest', () => {
    const report = many(37, (index) => ({ level: index < 15 ? 'error' : 'warning' }));
    const commands = githubCommands(renderAs('github', report));
    expect(commands.filter(({ level }) => level === 'error')).toHaveLength(10);
    expect(commands.filter(({ level }) => level === 'warning')).toHaveLength(10);
    expect(commands.at(-1)?.message).toContain('6 more errors and 12 more warnings in the full report');
  });

  it('leaves known findings alone', () => {
    const known = canonical.findings.filter((finding) => finding.known !== undefined);
    expect(renderAs('github', { ...canonical, findings: known, unchecked: [] })).not.toContain('::warning');
  });
});

describe('sarif', () => {
  const run = (report: TrafficReport) => JSON.parse(renderAs('sarif', report)).runs[0];
  const result = (change: Partial<Finding>) =>
    run({ ...canonical, findings: [{ ...eipId, ...change }] }).results[0];

  it.each([
    ['undocumented property "a[b](https://x)"', 'undocumented property "a\\[b\\](https://x)"'],
    ['{0} and {project_id}', '{{0}} and {{project_id}}'],
    ['a\\[b', 'a\\\\\\[b'],
  ])('%j is neither link nor placeholder', (message, expected) => {
    expect(result({ message }).message.text.startsWith(`${expected},`)).toBe(true);
  });

  it.each([
    ['a b/ü#?.yaml', 'a%20b/%C3%BC%23%3F.yaml'],
    ['./a/../b.yaml', 'a/../b.yaml'],
    ['a\\b.yaml', 'a/b.yaml'],
    ['a:b.yaml', 'a%3Ab.yaml'],
    ['/tmp/a b.yaml', 'file:///tmp/a%20b.yaml'],
    ['C:\\a\\b.yaml', 'file:///C:/a/b.yaml'],
    ['100%.yaml', '100%25.yaml'],
    ['\ud800.yaml', '%EF%BF%BD.yaml'],
  ])('uri of %j', (file, uri) => {
    const { physicalLocation } = result({ declared: { text: 'no', place: { file, line: 2 } } }).locations[0];
    expect(physicalLocation.artifactLocation.uri).toBe(uri);
    expect(physicalLocation.region).toEqual({ startLine: 2, startColumn: 1, endLine: 2, endColumn: 2 });
  });

  it('points into contract, page and recording', () => {
    const places = result({
      where: [{ place: { file: 'r.ndjson', line: 8 }, pointer: '' }],
    }).relatedLocations.map(
      (location: {
        physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
      }) => `${location.physicalLocation.artifactLocation.uri}:${location.physicalLocation.region.startLine}`,
    );
    expect(places).toEqual(['openapi/apig.yaml:61', 'pages/ShowDetailsOfInstanceV2.md:212', 'r.ndjson:8']);
  });

  it('has what code scanning requires in every result and rule', () => {
    const { results, tool } = run(canonical);
    for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of results) {
      expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
      expect(['error', 'warning']).toContain(level);
      expect(message.text).not.toBe('');
      expect(locations[0].physicalLocation.artifactLocation.uri).not.toMatch(/^\w+:/);
      expect(locations[0].physicalLocation.region.startLine).toBeGreaterThan(0);
      expect(partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{16}:1$/);
    }
    for (const { id, shortDescription, fullDescription, help } of tool.driver.rules)
      for (const { text } of [{ text: id }, shortDescription, fullDescription, help])
        expect(text).not.toBe('');
  });

  it('keeps the fingerprint when places and wording change', () => {
    const changed = result({ message: 'other words', where: [], declared: { text: 'x' } });
    expect(changed.partialFingerprints).toEqual(result({}).partialFingerprints);
  });

  it('suppresses known findings, and says of the others that they are not', () => {
    const suppressions = run(canonical).results.map(
      (entry: { suppressions: unknown[] }) => entry.suppressions.length,
    );
    expect(suppressions).toEqual([0, 0, 0, 0, 1]);
  });

  it('tells runs on pages and on traffic apart, so that none replaces the other', () => {
    const ids = [canonical, ofPages, sinceReview].map(
      (report) => JSON.parse(renderAs('sarif', report)).runs[0].automationDetails.id,
    );
    expect(ids).toEqual([
      'driftgate/openapi%2Fapig.yaml/',
      'driftgate-docs/openapi%2Fapig.yaml/',
      'driftgate-docs-diff/pages%2FShowDetailsOfInstanceV2.md/',
    ]);
  });

  it('keeps 5,000 results, those that fail first, and says how many it left out', () => {
    const known = { reason: 'known' };
    const { results, invocations } = run(
      many(5003, (index) => (index < 10 ? { known } : { level: 'error' })),
    );
    expect(results).toHaveLength(5000);
    expect(
      results.filter((entry: { suppressions: unknown[] }) => entry.suppressions.length > 0),
    ).toHaveLength(7);
    expect(invocations[0].toolExecutionNotifications[0].message.text).toBe('3 results beyond 5000 left out');
  });
});

describe('junit', () => {
  it('fails a mixed case only by what is new, and skips what is known', () => {
    const xml = renderAs('junit', {
      ...canonical,
      unchecked: [],
      findings: canonical.findings.filter((finding) => finding.known),
    });
    expect(xml).toContain('<testsuites name="driftgate" tests="4" failures="0" errors="0">');
    expect(xml).toMatch(
      /<testcase name="200 property-undocumented"[^>]*>\n\s*<skipped type="property-undocumented"/,
    );
  });

  it('takes a finding of a range out of the clean case of that range', () => {
    const findings = [{ ...eipId, operation: 'CreateInstanceV2', status: '404' }];
    const [create] = canonical.coverage.byOperation;
    if (create === undefined) throw new Error('the canonical report has operations');
    const observed = create.responses.map((response) => ({ ...response, observed: 1 }));
    const coverage = {
      ...canonical.coverage,
      byOperation: [{ ...create, observed: 2, responses: observed }],
    };
    const names = [
      ...renderAs('junit', { ...canonical, findings, coverage, unchecked: [] }).matchAll(
        /testcase name="([^"]*)"/g,
      ),
    ];
    expect(names.map((match) => match[1])).toEqual(['202', '404 property-undocumented']);
  });

  it('is never empty: nothing checked and everything allowed is an error', () => {
    const unchecked = nothingChecked.unchecked.map((entry) => ({ ...entry, allowed: true }));
    for (const list of [[], unchecked])
      expect(renderAs('junit', { ...nothingChecked, unchecked: list })).toContain('errors="1"');
  });
});

describe('gitlab', () => {
  it('has one fingerprint an entry, and paths of the working copy', () => {
    const entries: { fingerprint: string; location: { path: string } }[] = JSON.parse(
      renderAs('gitlab', canonical),
    );
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
    expect(entries.filter(({ location }) => /^[./]|:/.test(location.path))).toEqual([]);
  });
});

describe('markdown', () => {
  it('stays within 1 MiB, cut between blocks, and says so', () => {
    const text = renderAs(
      'markdown',
      many(20_000, () => ({ fix: '界'.repeat(100) })),
    );
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(text).toMatch(/\n\nCut at 1 MiB: \d+ more blocks in the full report\.\n$/);
    expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
  });

  it('closes a fold that the cut falls into', () => {
    const text = renderAs(
      'markdown',
      many(20_000, () => ({ known: { reason: 'x'.repeat(100) } })),
    );
    expect(text).toMatch(/\n<\/details>\n\nCut at 1 MiB: /);
  });
});

describe('html', () => {
  it('shows 5,000 findings and says how many it left out', () => {
    const text = renderAs('html', many(5002));
    expect(text.match(/<article /g)).toHaveLength(5000);
    expect(text).toContain('2 more findings left out of this page');
  });
});

describe('work and size stay in proportion', () => {
  const [small, large] = [many(5000), many(100_000)];

  it.each(reporters)(
    '$name: 100,000 findings',
    ({ name }) => {
      const options = { ...plainOptions, width: 80 };
      const [few = '', all = ''] = [small, large].map((report) => renders.get(name)?.(report, options));
      expect(all.length).toBeLessThan(21 * few.length);
    },
    // A quadratic renderer would take many times longer.
    240_000,
  );
});
