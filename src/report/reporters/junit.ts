// A test case per operation, status and code, as Jenkins' junit-10.xsd and GitLab read it. No times: no clock is asked.

import { formatPlace } from '../../lib/location.ts';
import { plural } from '../../lib/plural.ts';
import { visible } from '../../lib/visible-text.ts';
import type { Finding, PageReport, Report, ResponseCoverage, Unchecked } from '../../model.ts';
import { checkedCount } from '../outcome.ts';
import type { RenderOptions } from '../reporter.ts';
import { annotatedPlace, isFile, mainFile, slashed } from '../repository.ts';
import { nextStep, type Rerun, uncheckedFix } from '../way-out.ts';
import {
  contractLines,
  detailRows,
  firstPlace,
  isNew,
  knownText,
  levelWord,
  operationName,
  summary,
  uncheckedText,
  verdict,
} from '../wording.ts';

type Result = {
  readonly kind: 'failure' | 'error' | 'skipped';
  readonly type: string;
  readonly message: string;
  readonly text: string;
};
type TestCase = { readonly name: string; readonly result?: Result };
type TextOf = (finding: Finding) => string;
type Suite = {
  readonly name: string;
  /** Of the suite, since Jenkins' schema gives a test case none. */
  readonly file?: string;
  readonly cases: readonly TestCase[];
};

export function render(report: Report, { rerun }: RenderOptions): string {
  const suites = [...operationSuites(report, rerun), ...contractSuite(report), ...uncheckedSuite(report)];
  const all = { name: 'driftgate', cases: suites.flatMap((suite) => suite.cases) };
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts(all)}>`,
    ...suites.flatMap((suite, index) => suiteLines(suite, index === 0 ? summaryLines(report, rerun) : [])),
    '</testsuites>',
  ].join('\n')}\n`;
}

/** Operations with findings come first, in the order of the report. */
function operationSuites(report: Report, rerun: Rerun): Suite[] {
  const found = Map.groupBy(report.findings, operationName);
  const textOf = (finding: Finding): string => failureText(report, finding, rerun);
  if (report.pages !== undefined) return pageSuites(report, found, textOf);
  const declared = new Map((report.coverage?.byOperation ?? []).map(({ id, responses }) => [id, responses]));
  return [...new Set([...found.keys(), ...declared.keys()])]
    .map((name) => ({
      name,
      ...fileOf(report, found.get(name)),
      cases: operationCases(declared.get(name) ?? [], found.get(name) ?? [], textOf),
    }))
    .filter(({ cases }) => cases.length > 0);
}

/** Where the first finding is shown; without any the contract, unless there are several. */
function fileOf(report: Report, [finding]: readonly Finding[] = []): Pick<Suite, 'file'> {
  if (finding !== undefined) return { file: slashed(annotatedPlace(finding, report).file) };
  return report.contract?.sources === undefined ? { file: slashed(mainFile(report)) } : {};
}

/** A page without findings is a case that passes. */
function pageSuites(
  report: PageReport,
  found: ReadonlyMap<string, readonly Finding[]>,
  textOf: TextOf,
): Suite[] {
  const files = Map.groupBy(report.pages, ({ operation }) => operation);
  return [...new Set([...found.keys(), ...files.keys()])].map((name) => {
    const findings = found.get(name);
    const [page] = files.get(name) ?? [];
    return {
      name,
      ...(findings === undefined && page !== undefined && isFile(page)
        ? { file: slashed(page.file) }
        : fileOf(report, findings)),
      cases:
        findings === undefined
          ? (files.get(name) ?? []).map(({ file }) => ({ name: file }))
          : operationCases([], findings, textOf),
    };
  });
}

function operationCases(
  responses: readonly ResponseCoverage[],
  findings: readonly Finding[],
  textOf: TextOf,
): TestCase[] {
  const drifted = new Set(findings.map(({ status }) => declaredStatus(status, responses)));
  const clean = responses.filter(({ status, observed }) => observed > 0 && !drifted.has(status));
  const groups = Map.groupBy(findings, ({ status, code }) => `${status} ${code}`);
  return [
    ...clean.map(({ status }) => ({ name: status })),
    ...Array.from(groups, ([name, group]) => ({ name, result: resultOf(group, textOf) })),
  ];
}

/** As OpenAPI picks it: the status itself, then its range, then `default`. */
function declaredStatus(status: string, responses: readonly ResponseCoverage[]): string | undefined {
  const declared = new Set(responses.map((response) => response.status));
  return [status, `${status.charAt(0)}XX`, 'default'].find((candidate) => declared.has(candidate));
}

function resultOf(findings: readonly Finding[], textOf: TextOf): Result {
  const fresh = findings.filter((finding) => isNew(finding) && finding.level !== 'note');
  if (fresh.length > 0) {
    const { type, message } = named(fresh);
    return { kind: 'failure', type, message, text: fresh.map(textOf).join('\n') };
  }
  const reasons = findings.map(
    ({ message, known }) =>
      `${message}: ${known === undefined ? 'a note, which fails nothing' : knownText(known)}`,
  );
  const { type, message } = named(findings);
  const state = findings[0]?.known === undefined ? 'note' : 'known';
  return { kind: 'skipped', type, message: `${state}: ${message}`, text: lines(reasons) };
}

/** By the first of them. */
function named([first, ...others]: readonly Finding[]): Pick<Result, 'type' | 'message'> {
  const { code = '', message = '' } = first ?? {};
  return { type: code, message: others.length === 0 ? message : `${message} and ${others.length} more` };
}

function failureText(report: Report, finding: Finding, rerun: Rerun): string {
  const rows = detailRows(report, finding, rerun);
  return lines([
    `${firstPlace(finding)}: ${levelWord(finding)}: ${finding.message} [${finding.code}]`,
    ...rows.map(([label, text]) => `  ${`${label}:`.padEnd(12)}${text}`),
  ]);
}

function lines(list: readonly string[]): string {
  return list.map(visible).join('\n');
}

/** What is wrong in the contract itself fails nothing by its presence. */
function contractSuite(report: Report): Suite[] {
  const cases = contractLines(report).map((message) => ({
    name: message,
    result: { kind: 'skipped' as const, type: 'contract', message, text: '' },
  }));
  return cases.length === 0 ? [] : [{ name: 'contract', cases }];
}

function uncheckedSuite(report: Report): Suite[] {
  const cases = [...report.unchecked.map(uncheckedCase), ...emptyCase(report)];
  return cases.length === 0 ? [] : [{ name: 'not checked', cases }];
}

function uncheckedCase(unchecked: Unchecked): TestCase {
  const { subject: name, reason: type, allowed, where } = unchecked;
  const message = uncheckedText(unchecked);
  if (allowed) return { name, result: { kind: 'skipped', type, message, text: '' } };
  const places = where.map(({ place }) => `at: ${formatPlace(place)}`);
  const text = lines([...places, `fix: ${uncheckedFix(unchecked)}`]);
  return { name, result: { kind: 'error', type, message, text } };
}

/** Readers of JUnit take a file without test cases for a pass. */
function emptyCase(report: Report): TestCase[] {
  if (checkedCount(report) > 0 || report.unchecked.some(({ allowed }) => !allowed)) return [];
  const [name, what] = emptyWords(report);
  const message = `${verdict(report)}: ${what}`;
  return [{ name, result: { kind: 'error', type: 'nothing-observed', message, text: '' } }];
}

function emptyWords(report: Report): readonly [name: string, what: string] {
  if (report.before !== undefined) return ['operations', 'the contracts declare no operation'];
  if (report.pages !== undefined) return ['pages', 'no page was read'];
  return ['exchanges', `${plural(report.counts.recordings, 'recording')} held no exchange`];
}

function counts({ name, cases }: Suite): string {
  const of = (kind: Result['kind']): number => cases.filter(({ result }) => result?.kind === kind).length;
  return `name=${quoted(name)} tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}"`;
}

/** What the other formats say last: the first suite carries it, since its schema gives the whole no room for words. */
function summaryLines(report: Report, rerun: Rerun): string[] {
  const next = nextStep(report, rerun);
  const said = [`${verdict(report)}: ${summary(report)}`, ...(next === undefined ? [] : [`next: ${next}`])];
  return [`    <system-out>${escaped(lines(said))}</system-out>`];
}

function suiteLines(suite: Suite, said: readonly string[]): string[] {
  const { file } = suite;
  const skipped = suite.cases.filter(({ result }) => result?.kind === 'skipped').length;
  return [
    `  <testsuite ${counts(suite)} skipped="${skipped}"${file === undefined ? '' : ` file=${quoted(file)}`}>`,
    ...suite.cases.flatMap((testCase) => caseLines(testCase, suite.name)),
    ...said,
    '  </testsuite>',
  ];
}

function caseLines({ name, result }: TestCase, suite: string): string[] {
  const open = `    <testcase name=${quoted(name)} classname=${quoted(suite)}`;
  if (result === undefined) return [`${open}/>`];
  const { kind, type, message, text } = result;
  return [
    `${open}>`,
    `      <${kind} type=${quoted(type)} message=${quoted(message)}>${escaped(text)}</${kind}>`,
    '    </testcase>',
  ];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function quoted(text: string): string {
  return `"${escaped(visible(text))}"`;
}
