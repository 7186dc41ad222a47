import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model.ts';
import { renderAs } from './all.ts';
import {
  expectGitlab,
  expectInertCharacters,
  expectInertHtml,
  expectInertMarkdown,
  expectJunit,
  expectNoCommand,
  expectReport,
  expectSarif,
  githubCommands,
} from './formats.ts';
import { hostileReport, injections } from './hostile.ts';

const inOneReport = (name: string, report: Report): string => {
  const text = renderAs(name, report);
  expectInertCharacters(text);
  return text;
};

/** All formats of a report, each read back. */
async function expectInert(report: Report): Promise<void> {
  expectInertButXml(report);
  await expectJunit(inOneReport('junit', report));
}

/** The XML parser takes longer to start than all the others together. */
function expectInertButXml(report: Report): void {
  expectNoCommand(inOneReport('text', report));
  const json = inOneReport('json', report);
  expectReport(json);
  expect(JSON.parse(json).findings[0].name).toBe(report.findings[0]?.name);
  expectSarif(inOneReport('sarif', report));
  expectGitlab(inOneReport('gitlab', report));
  expectInertMarkdown(inOneReport('markdown', report));
  expectInertHtml(inOneReport('html', report));
  expect(githubCommands(inOneReport('github', report)).length).toBeGreaterThan(0);
}

describe('untrusted text is inert in every field of every format', () => {
  it.each(injections.map((text) => [JSON.stringify(text).slice(0, 60), text]))('%s', (_, text) => {
    expectInertButXml(hostileReport([text]));
  });

  it('all injections at once', async () => {
    await expectInert(hostileReport(injections));
  });

  it('1,000 random findings with hostile names', async () => {
    const piece = fc.oneof(
      fc.constantFrom(...injections),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    );
    const name = fc
      .array(piece, { minLength: 1, maxLength: 3 })
      .map((pieces) => pieces.join('').slice(0, 80));
    const reports = fc
      .array(name, { minLength: 100, maxLength: 100 })
      .map((names) => hostileReport(names, names.slice(0, 10)));
    await fc.assert(fc.asyncProperty(reports, expectInert), { numRuns: 5, seed: 20261124 });
  }, 60_000);

  const list = process.env.BLNS;
  if (list === undefined)
    console.log('the Big List of Naughty Strings was not tried: set BLNS to its blns.json');
  it.skipIf(list === undefined)(
    'the Big List of Naughty Strings',
    async () => {
      const strings: string[] = JSON.parse(readFileSync(list ?? '', 'utf8'));
      expect(strings.length).toBeGreaterThan(400);
      await expectInert(hostileReport(strings));
    },
    60_000,
  );
});
