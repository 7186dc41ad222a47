// One report in the four formats for people: the same counts, levels, order and ways out.
import { expect, it } from 'vitest';
import type { Report } from '../../../src/model.ts';
import { acceptCommand, nextStep, ofConfig, shellWord } from '../../../src/report/way-out.ts';
import { isNew, summary, verdict } from '../../../src/report/wording.ts';
import { renderAs } from './all.ts';
import { canonical, clean, nothingChecked, ofPages, sinceReview } from './canonical-report.ts';

const formats = ['text', 'markdown', 'junit', 'html'] as const;
const reports: readonly (readonly [string, Report])[] = [
  ['of traffic', canonical],
  ['of pages', ofPages],
  ['since the review', sinceReview],
  ['of nothing', nothingChecked],
];

/** Without what a format adds to a text: marks, escapes, line breaks. */
function wordsOf(format: string, report: Report): string {
  return renderAs(format, report)
    .replace(/<style>.*?<\/style>|<script>.*?<\/script>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('`', '')
    .replace(/\s+/g, ' ');
}

for (const format of formats) {
  it.each(reports)(`${format} says counts and the next step of a report %s`, (_name, report) => {
    const words = wordsOf(format, report);
    expect(words).toContain(verdict(report));
    expect(words).toContain(summary(report).replace(/\s+/g, ' '));
    const next = nextStep(report, ofConfig);
    expect(next).toBeDefined();
    expect(words).toContain(`next: ${next}`);
  });

  it(`${format} proposes nothing where nothing is to be done`, () => {
    expect(nextStep(clean, ofConfig)).toBeUndefined();
    expect(wordsOf(format, clean)).not.toContain('next:');
  });

  it.each(reports)(
    `${format} gives each new finding of a report %s its level and its way out, in one order`,
    (_name, report) => {
      const words = wordsOf(format, report);
      const places = report.findings.filter(isNew).map((finding) => {
        const at = words.indexOf(finding.message);
        expect(at).toBeGreaterThan(-1);
        expect(words).toContain(finding.fix);
        const accept = acceptCommand(report, finding, ofConfig);
        if (accept !== undefined) expect(words).toContain(accept);
        return at;
      });
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    },
  );
}

it.each(['github', 'sarif', 'gitlab'])('%s gives the command that accepts each new finding', (format) => {
  const text = renderAs(format, canonical);
  const commands = canonical.findings.flatMap((finding) => acceptCommand(canonical, finding, ofConfig) ?? []);
  expect(commands.length).toBeGreaterThan(1);
  for (const command of commands) expect(text).toContain(command);
});

it.each([
  ['traffic.har', 'traffic.har'],
  ['my traffic.har', "'my traffic.har'"],
  ["it's", "'it'\\''s'"],
  ['*.har', "'*.har'"],
  ['', "''"],
])('a shell reads %s back from %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});
