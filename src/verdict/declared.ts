// The contract's side of an issue: what it declares, and where that stands.
import { formatPlace } from '../lib/location.ts';
import type { ContractDetail, Finding, Issue, Place } from '../model.ts';

export function declaredOf(issue: Issue, detail: ContractDetail | undefined): Finding['declared'] {
  const place = issue.declaredAt === undefined ? undefined : placeOf(issue.declaredAt, detail);
  if (place === undefined) return { text: issue.expected ?? 'no' };
  if (issue.code !== 'property-undocumented') return { text: issue.expected ?? 'no', place };
  return { text: `no, ${formatPlace(place)} closes the object`, place };
}

function placeOf(pointer: string, detail: ContractDetail | undefined): Place | undefined {
  const [line, column, file] = detail?.places[pointer] ?? [];
  if (line === undefined || column === undefined || file === undefined) return undefined;
  return { file: detail?.files[file] ?? '', line, column };
}
