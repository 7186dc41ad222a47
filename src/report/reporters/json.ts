// The report itself, canonical: keys sorted, nothing undefined. schemas/report.schema.json describes it.
import type { Report } from '../../model.ts';
import { inertJson } from '../visible-text.ts';

export function render(report: Report): string {
  return inertJson(report);
}
