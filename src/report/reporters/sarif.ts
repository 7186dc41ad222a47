// SARIF 2.1.0 with what GitHub code scanning asks for:
// https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
import { formatPlace } from '../../lib/location.ts';
import type { BaselineEntry, Finding, Place, Report, Unchecked } from '../../model.ts';
import { annotatedPlace, isFile, uriOf } from '../annotated-place.ts';
import { inertJson, visible } from '../visible-text.ts';
import {
  checkedCount,
  frequency,
  isNew,
  knownText,
  plural,
  staleText,
  subjectOf,
  uncheckedText,
  withPlace,
} from '../wording.ts';
import { type Json, message } from './sarif/message.ts';
import { rulesOf } from './sarif/rules.ts';

// Code scanning keeps 5,000 results of a run: https://docs.github.com/code-security/code-scanning (results exceed limit)
const RESULT_LIMIT = 5000;

export function render(report: Report): string {
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
    automationDetails: { id: `driftgate/${encodeURIComponent(report.contract.source.toWellFormed())}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(report, ranked.length - kept.length)],
    results: kept.map((finding) => resultOf(finding, report, ruleIndex.get(finding.code) ?? -1)),
    properties: { contract: report.contract, counts: report.counts, outcome: report.outcome },
  };
  return inertJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  });
}

/** What fails first, so that a cut takes the known ones. */
function rank(finding: Finding): number {
  return (isNew(finding) ? 0 : 2) + (finding.level === 'error' ? 0 : 1);
}

function resultOf(finding: Finding, report: Report, ruleIndex: number): Json {
  const primary = annotatedPlace(finding, report);
  return {
    ruleId: finding.code,
    ruleIndex,
    kind: 'fail',
    level: finding.level,
    message: message(messageText(finding)),
    locations: [
      {
        physicalLocation: { ...physical(primary), region: region(primary) },
        logicalLocations: [logical(finding)],
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

function messageText(finding: Finding): string {
  const documented = finding.documented === undefined ? '' : ` Documented: ${withPlace(finding.documented)}.`;
  const odd = finding.oddOneOut === undefined ? '' : ` Odd one: ${finding.oddOneOut}.`;
  const declared = `Declared: ${withPlace(finding.declared)}.`;
  return `${finding.message}, ${subjectOf(finding)}, ${frequency(finding)}. ${declared}${documented}${odd} Fix: ${finding.fix}.`;
}

function logical(finding: Finding): Json {
  return { fullyQualifiedName: visible(`${subjectOf(finding)}`), kind: 'member' };
}

/** Contract line, page line and recording entries. */
function related(finding: Finding): Json[] {
  const places: readonly (readonly [string, Place | undefined])[] = [
    ['declared here', finding.declared.place],
    ['documented here', finding.documented?.place],
    ...finding.where.map(({ place }) => ['observed here', place] as const),
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

function physical(place: Place): Json {
  return { artifactLocation: { uri: uriOf(place.file) } };
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
      ...(cut > 0
        ? [
            notification(
              'warning',
              'results-left-out',
              `${plural(cut, 'result')} beyond ${RESULT_LIMIT} left out`,
            ),
          ]
        : []),
      ...(report.leftOut === undefined
        ? []
        : [
            notification(
              'warning',
              'findings-left-out',
              `${plural(report.leftOut.findings, 'finding')} left out of the report`,
            ),
          ]),
      ...report.unchecked.map(uncheckedNotification),
      ...report.stale.map(staleNotification),
    ],
  };
}

function uncheckedNotification(unchecked: Unchecked): Json {
  return notification(
    unchecked.allowed ? 'note' : 'error',
    unchecked.reason,
    `not checked: ${uncheckedText(unchecked)}`,
  );
}

function staleNotification(entry: BaselineEntry): Json {
  return notification('note', 'baseline-stale', `stale baseline entry: ${staleText(entry)}`);
}

function notification(level: string, id: string, text: string): Json {
  return { level, descriptor: { id }, message: message(text) };
}
