import { describe, expect, it } from 'vitest';
import { render } from '../../../src/report/reporters/text.ts';
import { plainOptions as options } from './all.ts';
import { canonical, clean, eipId, nothingChecked } from './canonical-report.ts';

const snapshot = (name: string): string => `../../snapshots/reporters/${name}`;

describe('text', () => {
  it.each([
    ['text.txt', options],
    ['text-80.txt', { ...options, width: 80 }],
    ['text-quiet.txt', { ...options, verbosity: 'quiet' as const }],
    ['text-verbose.txt', { ...options, verbosity: 'verbose' as const }],
    ['text-color.txt', { ...options, color: true }],
  ])('%s', async (name, given) => {
    await expect(render(canonical, given)).toMatchFileSnapshot(snapshot(name));
  });

  it('has the form of a message: place, level, both sides, code, then each side, whose mistake it is, and the way out', () => {
    const text = render({ ...canonical, findings: [{ ...eipId, oddOneOut: undefined as never }] }, options);
    expect(text).toContain(
      `tests/recordings/vendor-sample.har#/log/entries/0: warning: undocumented property "eip_id" [property-undocumented]
  in:         ShowDetailsOfInstanceV2 200 at /eip_id, once
  declared:   no, openapi/apig.yaml:61:7 closes the object
  documented: only in the page's own sample, not in its table, pages/ShowDetailsOfInstanceV2.md:212
  observed:   once, first 2026-10-02T08:15:00Z, last 2026-10-02T08:15:00Z
  odd one:    probably the contract: it is behind what the service sends
  fix:        report it to the vendor; if you rely on it, declare it with x-undocumented
  accept:     driftgate baseline update --fingerprint ${eipId.fingerprint} --reason TEXT`,
    );
  });

  it('names the first of many recordings that can not be read for one reason, and each when verbose', () => {
    const unchecked = ['a.har', 'b.har', 'c.har', 'd.har', 'e.har'].map((file) => ({
      reason: 'exchange-unreadable',
      subject: file,
      message: file === 'e.har' ? `${file}: is empty` : `${file}: no JSON`,
      occurrences: 1,
      allowed: false,
      where: [{ place: { file } }],
    }));
    const text = render({ ...canonical, unchecked: unchecked as never }, options);
    expect(text).toContain(
      'not checked: 5\n  4 recordings: no JSON [exchange-unreadable]: a.har, b.har, c.har and 1 more\n  e.har: is empty [exchange-unreadable]\n',
    );
    const verbose = render(
      { ...canonical, unchecked: unchecked as never },
      { ...options, verbosity: 'verbose' },
    );
    expect(verbose).toContain('\n  d.har: no JSON [exchange-unreadable]\n');
  });

  it('says in the last line that nothing was checked', () => {
    const lines = render(nothingChecked, options).trimEnd().split('\n');
    expect(lines.at(-2)).toMatch(/^nothing was checked: 0 errors/);
    expect(lines.at(-1)).toMatch(/^next: give a recording /);
  });

  it('says one line when everything is clean, in each verbosity but verbose', () => {
    const line =
      'passed: 0 errors, 0 warnings; 46 exchanges (46 clean); covered 2 of 3 operations, 4 of 9 statuses\n';
    expect(render(clean, options)).toBe(line);
    expect(render(clean, { ...options, verbosity: 'quiet' })).toBe(line);
  });

  it('keeps to 80 columns wherever a word is no longer', () => {
    const long = render(canonical, { ...options, width: 80 })
      .split('\n')
      .filter((line) => line.length > 80);
    expect(long).toEqual([]);
  });

  it('shows fifty findings, errors before warnings, and how to see the rest', () => {
    const findings = Array.from({ length: 130 }, (_, index) => ({
      ...eipId,
      fingerprint: `${index}`,
      level: index >= 90 ? ('error' as const) : ('warning' as const),
    }));
    const text = render({ ...canonical, findings }, options);
    expect(text.match(/: error: /g)).toHaveLength(40);
    expect(text.match(/: warning: /g)).toHaveLength(10);
    expect(text).toContain(
      '\nand 80 more findings; see all with --verbose, or with --format html -o report.html\n',
    );
    const all = render({ ...canonical, findings }, { ...options, verbosity: 'verbose' });
    expect(all.match(/: (?:error|warning): /g)).toHaveLength(130);
  });

  it('stops lists at ten', () => {
    const stale = Array.from({ length: 22 }, (_, index) => ({
      ...canonical.stale[0]!,
      pointer: `/${index}`,
    }));
    expect(render({ ...canonical, stale }, options)).toContain('  and 12 more');
  });
});
