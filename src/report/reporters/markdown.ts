// For pull request comments and step summaries. Everything untrusted stands in code, where neither links, mentions,
// references, HTML nor emphasis work; GitHub's filters for mentions run after escapes are undone, so escapes do not help.

import { codeSpan } from '../../lib/markdown.ts';
import { plural } from '../../lib/plural.ts';
import { visible } from '../../lib/visible-text.ts';
import type { Finding, Report } from '../../model.ts';
import { type Cause, causesOf } from '../causes.ts';
import type { RenderOptions } from '../reporter.ts';
import { nextStep, type Rerun } from '../way-out.ts';
import {
  contractLines,
  coverageText,
  detailRows,
  entryText,
  firstPlace,
  groupByOperation,
  isNew,
  knownText,
  staleTitle,
  subjectOf,
  summary,
  unchangedPages,
  uncheckedText,
  verdict,
} from '../wording.ts';

/** A step summary holds 1 MiB: https://docs.github.com/actions/reference/workflow-commands (job summaries). */
const BYTE_LIMIT = 1024 * 1024;
const RESERVED_FOR_THE_NOTE = 200;

const MARKS = { error: '❌', warning: '⚠️', note: 'ℹ️' } as const;

export function render(report: Report, { rerun }: RenderOptions): string {
  const next = nextStep(report, rerun);
  const blocks = [
    `## driftgate: ${verdict(report)}`,
    `${summary(report)}.`,
    ...(next === undefined ? [] : [`next: ${codeSpan(next)}`]),
    ...newFindings(report, rerun),
    ...counted('known, not failing', report.findings.filter((finding) => !isNew(finding)).map(knownLine)),
    ...folded(
      staleTitle(report),
      report.stale.map((entry) => `- ${codeSpan(entryText(entry))}`),
    ),
    ...counted(
      'not checked',
      report.unchecked.map(
        (unchecked) => `- ${codeSpan(uncheckedText(unchecked))}${unchecked.allowed ? ' (allowed)' : ''}`,
      ),
    ),
    ...counted(
      'of the contract',
      contractLines(report).map((line) => `- ${codeSpan(line)}`),
    ),
    ...counted(
      'nothing new on pages',
      unchangedPages(report).map((line) => `- ${codeSpan(line)}`),
    ),
    ...counted(
      'coverage',
      (report.coverage?.byOperation ?? []).map((operation) => `- ${codeSpan(coverageText(operation))}`),
    ),
  ];
  return fitting(blocks);
}

function newFindings(report: Report, rerun: Rerun): string[] {
  const blocks = groupByOperation(causesOf(report.findings.filter(isNew))).flatMap(({ title, findings }) => [
    `### ${codeSpan(title)}`,
    ...findings.map((finding) => findingBlock(report, finding, rerun)),
  ]);
  const cut = report.leftOut?.findings ?? 0;
  return cut === 0 ? blocks : [...blocks, `${plural(cut, 'more finding')} left out of this report.`];
}

function findingBlock(report: Report, finding: Cause, rerun: Rerun): string {
  const rows = [['at', firstPlace(finding)] as const, ...detailRows(report, finding, rerun)];
  const lines = rows.map(([label, text]) => `${`${label}:`.padEnd(12)}${visible(text)}`);
  return `${MARKS[finding.level]} **${finding.level}** ${codeSpan(finding.message)} (${codeSpan(finding.code)})\n\n${fenced(lines)}`;
}

function knownLine(finding: Finding): string {
  const reason = finding.known === undefined ? '' : `: ${codeSpan(knownText(finding.known))}`;
  return `- ${codeSpan(`${subjectOf(finding)}: ${finding.message}`)}${reason}`;
}

/** The title is ours, and stands as it is. */
function folded(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [`<details><summary>${title}</summary>`, ...lines, '</details>'];
}

function counted(title: string, lines: readonly string[]): string[] {
  return folded(`${title}: ${lines.length}`, lines);
}

/** No line can close it: each starts with its label, and line feeds are escaped. */
function fenced(lines: readonly string[]): string {
  return ['```text', ...lines, '```'].join('\n');
}

/** Whole blocks only: a cut fence would open the rest of the page. */
function fitting(blocks: readonly string[]): string {
  const kept: string[] = [];
  let left = BYTE_LIMIT - RESERVED_FOR_THE_NOTE;
  for (const block of blocks) {
    left -= Buffer.byteLength(block) + 2;
    if (left < 0) break;
    kept.push(block);
  }
  return `${closed(kept, blocks.length - kept.length)
    .join('\n\n')
    .replace(/^(- .*)\n(?=\n- )/gm, '$1')}\n`;
}

function closed(kept: readonly string[], cut: number): string[] {
  if (cut === 0) return [...kept];
  const opened =
    kept.findLastIndex((block) => block.startsWith('<details>')) > kept.lastIndexOf('</details>');
  return [
    ...kept,
    ...(opened ? ['</details>'] : []),
    `Cut at 1 MiB: ${plural(cut, 'more block')} in the full report.`,
  ];
}
