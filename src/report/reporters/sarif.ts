// SARIF 2.1.0 with what GitHub code scanning asks for:
// https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
import { formatPlace } from '../../lib/location.ts';
import { plural } from '../../lib/plural.ts';
import { inertJson, visible } from '../../lib/visible-text.ts';
import type { CodeDescription, Finding, Place, Report, Unchecked } from '../../model.ts';
import { checkedCount, isReview, rankOf } from '../outcome.ts';
import type { RenderOptions } from '../reporter.ts';
import { annotatedPlace, isFile, mainFile, uriOf } from '../repository.ts';
import { acceptCommand, blameOf, type Rerun, uncheckedFix } from '../way-out.ts';
import {
  contractLines,
  entryText,
  isNew,
  isPageFinding,
  isTrafficFinding,
  knownText,
  observedText,
  present,
  subjectAndFrequency,
  subjectOf,
  uncheckedText,
  withPlace,
} from '../wording.ts';

// Code scanning keeps 5,000 results of a run: https://docs.github.com/code-security/code-scanning (results exceed limit)
const RESULT_LIMIT = 5000;

/** What relative addresses start from (SARIF 3.14.14). Its own address is left to whoever reads the report. */
const ROOT = '%SRCROOT%';

type Json = { readonly [member: string]: unknown };

export function render(report: Report, { rerun }: RenderOptions): string {
  const ranked = [...report.findings].sort((a, b) => rank(a) - rank(b));
  const kept = ranked.slice(0, RESULT_LIMIT);
  const rules = rulesOf(kept, report.codes ?? []);
  const ruleIndex = new Map(rules.map((rule, index) => [rule.id, index]));
  const run = {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        rules,
      },
    },
    automationDetails: {
      id: `${kindOf(report)}/${encodeURIComponent((report.contract?.source ?? mainFile(report)).toWellFormed())}/`,
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
    invocations: [invocation(report, ranked.length - kept.length)],
    results: kept.map((finding) =>
      resultOf(finding, report, { ruleIndex: ruleIndex.get(finding.code) ?? -1, rerun }),
    ),
    properties: {
      contract: report.contract,
      pages: report.pages,
      ...(report.before === undefined ? {} : { before: report.before, advice: report.advice }),
      counts: report.counts,
      outcome: report.outcome,
    },
  };
  return inertJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  });
}

/** Code scanning takes a run of the same id for the newer state of the same analysis: pages and traffic are two. */
function kindOf(report: Report): string {
  if (report.before !== undefined) return 'driftgate-diff';
  if (report.pages === undefined) return 'driftgate';
  return isReview(report) ? 'driftgate-docs-diff' : 'driftgate-docs';
}

/** What fails first, so that a cut takes the known ones. */
function rank(finding: Finding): number {
  return (isNew(finding) ? 0 : 3) + rankOf(finding);
}

function resultOf(
  finding: Finding,
  report: Report,
  { ruleIndex, rerun }: { readonly ruleIndex: number; readonly rerun: Rerun },
): Json {
  const primary = annotatedPlace(finding, report);
  return {
    ruleId: finding.code,
    ruleIndex,
    kind: 'fail',
    level: finding.level,
    message: message(messageText(finding, acceptCommand(report, finding, rerun))),
    locations: [
      {
        physicalLocation: { ...physical(primary), region: region(primary) },
        logicalLocations: [{ fullyQualifiedName: visible(subjectOf(finding)), kind: 'member' }],
      },
    ],
    relatedLocations: related(finding),
    partialFingerprints: {
      primaryLocationLineHash: `${finding.fingerprint}:1`,
      'driftgate/v1': finding.fingerprint,
    },
    occurrenceCount: Math.max(1, finding.occurrences),
    suppressions: suppressions(finding),
  };
}

function messageText(finding: Finding, accept: string | undefined): string {
  const { declared, documented, observed, status } = finding;
  const sides = present([
    ['Declared', declared && withPlace(declared)],
    ['Documented', documented && withPlace(documented)],
    ['Observed', observed && observedText(observed, status)],
    ['Odd one', blameOf(finding)],
    ['Fix', finding.fix],
  ]);
  return [
    `${finding.message}, ${subjectAndFrequency(finding)}.`,
    ...sides.map(([label, text]) => `${label}: ${text}.`),
    ...(accept === undefined ? [] : [`Accept: ${accept}`]),
  ].join(' ');
}

/** Lines of contract and page, and what the finding was observed in. */
function related(finding: Finding): Json[] {
  const places: readonly (readonly [string, Place | undefined])[] = [
    ['declared here', finding.declared?.place],
    ['documented here', finding.documented?.place],
    ...(finding.related ?? []).map(({ label, place }) => [label, place] as const),
    ...finding.where.map(({ place }) => [whereText(finding), place] as const),
  ];
  return places
    .flatMap(([text, place]) => (place === undefined || !isFile(place) ? [] : [{ text, place }]))
    .map(({ text, place }, index) => ({
      id: index + 1,
      message: message(place.line === undefined ? `${text}: ${formatPlace(place)}` : text),
      physicalLocation:
        place.line === undefined ? physical(place) : { ...physical(place), region: region(place) },
    }));
}

function whereText(finding: Finding): string {
  if (isTrafficFinding(finding)) return 'observed here';
  return isPageFinding(finding) ? 'on the page' : 'in the new contract';
}

function physical(place: Place): Json {
  const uri = uriOf(place.file);
  return { artifactLocation: { uri, ...(uri.startsWith('file:') ? {} : { uriBaseId: ROOT }) } };
}

function region({ line = 1, column = 1 }: Place): Json {
  return { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 };
}

function suppressions(finding: Finding): Json[] {
  if (finding.known === undefined) return [];
  return [{ kind: 'external', status: 'accepted', justification: visible(knownText(finding.known)) }];
}

function invocation(report: Report, cut: number): Json {
  return {
    executionSuccessful: checkedCount(report) > 0,
    toolExecutionNotifications: [
      ...leftOut('results-left-out', cut, 'result', `beyond ${RESULT_LIMIT} left out`),
      ...leftOut('findings-left-out', report.leftOut?.findings ?? 0, 'finding', 'left out of the report'),
      ...report.unchecked.map(uncheckedNotification),
      ...contractLines(report).map((line) => notification('note', 'contract', line)),
      ...report.stale.map((entry) =>
        notification('note', 'baseline-stale', `stale baseline entry: ${entryText(entry)}`),
      ),
    ],
  };
}

function uncheckedNotification(unchecked: Unchecked): Json {
  return notification(
    unchecked.allowed ? 'note' : 'error',
    unchecked.reason,
    `not checked: ${uncheckedText(unchecked)}${unchecked.allowed ? '' : `; fix: ${uncheckedFix(unchecked)}`}`,
  );
}

function leftOut(id: string, count: number, noun: string, where: string): Json[] {
  return count === 0 ? [] : [notification('warning', id, `${plural(count, noun)} ${where}`)];
}

function notification(level: string, id: string, text: string): Json {
  return { level, descriptor: { id }, message: message(text) };
}

/** A rule for each code that occurs, sorted. */
function rulesOf(
  findings: readonly Finding[],
  descriptions: readonly CodeDescription[],
): ({ readonly id: string } & Json)[] {
  const described = new Map(descriptions.map((description) => [description.code, description]));
  const levels = new Map(findings.map((finding) => [finding.code, finding.level]));
  return [...levels]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, level]) => ruleOf(code, level, described.get(code)));
}

function ruleOf(
  code: string,
  level: string,
  description: CodeDescription | undefined,
): { readonly id: string } & Json {
  const meaning = description?.meaning ?? code.replaceAll('-', ' ');
  const explanation = description?.explanation ?? meaning;
  return {
    id: code,
    name: code.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: plain(meaning),
    fullDescription: plain(explanation),
    help: plain(`${explanation}\n\ndriftgate explain ${code}`),
    defaultConfiguration: { level },
    properties: { tags: ['api-contract'] },
  };
}

/** `[text](target)` would be a link and `{0}` a placeholder (SARIF 3.11.5 and 3.11.6): both are escaped. */
function message(text: string): Json {
  return {
    text: visible(text)
      .replace(/[[\]\\]/g, '\\$&')
      .replace(/[{}]/g, '$&$&'),
  };
}

/** Lines of ours, as a rule's texts have them. */
function plain(text: string): Json {
  return { text: text.split('\n').map(visible).join('\n') };
}
