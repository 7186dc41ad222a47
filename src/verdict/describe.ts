// What a report says of an issue beyond the issue itself: what the contract declares and where, and how to fix it.
import { formatPlace } from '../lib/location.ts';
import type { CodeDescription, ContractDetail, Declared, Issue, Place } from '../model.ts';
import type { RuleDescription } from './rule.ts';
import { describeRules } from './rules.ts';

export type Description = { readonly declared: Declared; readonly fix: string };

const byCode: ReadonlyMap<string, RuleDescription> = new Map(
  describeRules().map((description) => [description.code, description]),
);

export function describeIssue(issue: Issue, detail: ContractDetail | undefined): Description {
  return { declared: declaredOf(issue, detail), fix: issue.fix ?? byCode.get(issue.code)?.fix ?? '' };
}

/** What a code means, to travel with a report. */
export function describeCode(code: string): CodeDescription | undefined {
  const description = byCode.get(code);
  if (description === undefined) return undefined;
  const { level, meaning, explanation } = description;
  return { code, level: level === 'off' ? 'warning' : level, meaning, explanation };
}

function declaredOf(issue: Issue, detail: ContractDetail | undefined): Declared {
  const place = issue.declaredAt === undefined ? undefined : placeOf(issue.declaredAt, detail);
  if (place === undefined) return { text: issue.expected ?? 'no' };
  if (issue.code !== 'property-undocumented') return { text: issue.expected ?? 'no', place };
  return { text: `no, ${formatPlace(place)} closes the object`, place };
}

function placeOf(pointer: string, detail: ContractDetail | undefined): Place | undefined {
  const place = detail?.places[pointer];
  if (detail === undefined || place === undefined) return undefined;
  const [line, column, file] = place;
  return { file: detail.files[file] ?? '', line, column };
}
