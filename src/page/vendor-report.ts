// The page's own contradictions as a bug report to the vendor: ready to send, in Markdown.
import { codeSpan, plainOrCode } from '../lib/markdown.ts';
import { plural } from '../lib/plural.ts';
import type { PageIssue } from '../model.ts';

type ReportPage = {
  readonly file: string;
  readonly hash: string;
  readonly method: string;
  readonly path: string;
  readonly findings: readonly PageIssue[];
};

export function vendorReport(pages: readonly ReportPage[]): string {
  const told = pages.map((page) => ({
    ...page,
    findings: page.findings.filter(({ level }) => level !== 'off'),
  }));
  const wrong = told.filter(({ findings }) => findings.length > 0);
  const count = wrong.reduce((sum, { findings }) => sum + findings.length, 0);
  if (count === 0) return '# Reference pages\n\nNo contradictions were found.\n';
  return [
    `# ${plural(count, 'contradiction')} in ${plural(wrong.length, 'reference page')}\n`,
    'Each entry is a place where a page says two different things about one operation. Line numbers are those of the',
    'page whose sha256 is given.\n',
    ...wrong.map(pageSection),
  ].join('\n');
}

function pageSection({ file, hash, method, path, findings }: ReportPage): string {
  const operation = findings[0]?.operation ?? '';
  return [
    `## ${codeSpan(operation)}\n`,
    `${codeSpan(`${method} ${path}`)}, ${codeSpan(file.replace(/^.*[\\/]/, ''))}, sha256 \`${hash.slice(0, 16)}\`\n`,
    ...findings.map(
      (finding) =>
        `- **${finding.status === 'request' ? 'Request' : `Response ${finding.status}`}**, ${codeSpan(finding.pointer)}: ${plainOrCode(finding.message)} (${linesOf(finding)}).`,
    ),
    '',
    'Please say which of the two is right, and correct the page.\n',
  ].join('\n');
}

function linesOf({ place, tablePlace, count }: PageIssue): string {
  const table = tablePlace?.line === undefined ? '' : `, table line ${tablePlace.line}`;
  return `line ${place.line ?? '?'}${table}${count === 1 ? '' : `, ${count} times`}`;
}
