// The contract's side of an issue: what it declares, and where that stands.
import type { ContractDetail, Finding, Issue, Place } from '../model.ts';

export function declaredOf(issue: Issue, detail: ContractDetail | undefined): Finding['declared'] {
  const place = issue.declaredAt === undefined ? undefined : placeOf(issue.declaredAt, detail);
  const text = issue.expected ?? 'no';
  return place === undefined ? { text } : { text, place };
}

function placeOf(pointer: string, detail: ContractDetail | undefined): Place | undefined {
  const [line, column, file] = detail?.places[pointer] ?? [];
  if (line === undefined || column === undefined || file === undefined) return undefined;
  return { file: detail?.files[file] ?? '', line, column };
}
