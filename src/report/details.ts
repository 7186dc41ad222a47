import { formatPlace } from '../lib/location.ts';
import type { Finding } from '../model.ts';
import { expiredText, frequency, knownText, subjectOf, withPlace } from './wording.ts';

export type DetailRow = readonly [label: string, text: string];

/** What the message leaves out, in the order of reading; nothing is escaped. */
export function detailRows(finding: Finding): DetailRow[] {
  const { documented, oddOneOut, expired, known, firstSeen, lastSeen } = finding;
  return [
    ['in', `${subjectOf(finding)}, ${frequency(finding)}`],
    ['declared', withPlace(finding.declared)],
    ...(documented === undefined ? [] : [['documented', withPlace(documented)] as const]),
    ...(firstSeen === undefined
      ? []
      : [['observed', `${frequency(finding)}, first ${firstSeen}, last ${lastSeen ?? firstSeen}`] as const]),
    ...(oddOneOut === undefined ? [] : [['odd one', oddOneOut] as const]),
    ...(expired === undefined ? [] : [['expired', expiredText(expired)] as const]),
    ...(known === undefined ? [] : [['known', knownText(known)] as const]),
    ['fix', finding.fix],
  ];
}

/** The place of the first occurrence: clickable in text. */
export function firstPlace(finding: Finding): string {
  return formatPlace(finding.where[0]?.place ?? { file: finding.path });
}
