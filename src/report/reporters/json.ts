// The report itself, canonical: keys sorted, nothing undefined. schemas/report.schema.json describes it.

import { inertJson } from '../../lib/visible-text.ts';
import type { Report } from '../../model.ts';

export function render(report: Report): string {
  return inertJson(report);
}
