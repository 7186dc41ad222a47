import type { Finding } from '../model.ts';

export type OperationGroup = {
  /** `ShowDetailsOfInstanceV2: GET /v2/...`, or `GET /health` where no operation matches. */
  readonly title: string;
  readonly findings: readonly Finding[];
};

/** In order of first appearance; the findings keep their order, which the report has sorted. */
export function groupByOperation(findings: readonly Finding[]): readonly OperationGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const target = `${finding.method} ${finding.path}`;
    const title = finding.operation === undefined ? target : `${finding.operation}: ${target}`;
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [finding]);
    else group.push(finding);
  }
  return [...groups].map(([title, list]) => ({ title, findings: list }));
}
