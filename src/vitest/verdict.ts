// Exchanges -> the report that the gate would make of them, and its text as a failure message.

import type { Baseline, ContractDetail, Exchange, Report } from '../model.ts';
import { createAllowed } from '../report/allowed.ts';
import { createReportBuilder } from '../report/build.ts';
import { fingerprintOf } from '../report/fingerprint.ts';
import { render } from '../report/reporters/text.ts';
import type { WatchedContract } from '../runtime/observed.ts';
import { explain, judge } from '../verdict/check.ts';
import { declaredOf } from '../verdict/declared.ts';
import { rules } from '../verdict/rules.ts';

export type VerdictOptions = {
  readonly baseline?: Baseline | undefined;
  /** Header names that no response has to declare, beside the registered ones. */
  readonly headersAllowed?: readonly string[] | undefined;
  /** What may go unchecked, as the report names it: `operation-undocumented: GET /health`; `*` for any characters. */
  readonly allow?: readonly string[] | undefined;
  /** ISO date, for entries of the baseline that run out; today where it is not given. */
  readonly today?: string | undefined;
};

const byCode = new Map(rules.map((rule) => [rule.code, rule]));

export async function detailOf({ detail }: WatchedContract): Promise<ContractDetail> {
  return typeof detail === 'function' ? detail() : detail;
}

export async function reportOn(
  contract: WatchedContract,
  exchanges: readonly Exchange[],
  options: VerdictOptions = {},
): Promise<Report> {
  const detail = await detailOf(contract);
  const headersAllowed = (options.headersAllowed ?? []).map((name) => name.toLowerCase());
  const builder = createReportBuilder({
    version: '',
    contract,
    sources: [...new Set(exchanges.map(({ source }) => source))],
    baseline: options.baseline,
    today: options.today ?? new Date().toISOString().slice(0, 10),
    failOn: 'warning',
    fingerprint: fingerprintOf,
    levelOf: ({ code }) => byCode.get(code)?.level ?? 'error',
    describe: (issue) => ({ declared: declaredOf(issue, detail), fix: byCode.get(issue.code)?.fix ?? '' }),
    isAllowed: createAllowed(options.allow ?? []),
  });
  for (const exchange of exchanges)
    builder.add(
      exchange,
      judge(contract, exchange, { headersAllowed }) ??
        explain(contract, detail, exchange, { headersAllowed }),
    );
  return builder.finish();
}

/** As the gate prints it, without colour. */
export function textOf(report: Report): string {
  return render(report, { width: Number.POSITIVE_INFINITY, color: false, verbosity: 'normal' }).trimEnd();
}
