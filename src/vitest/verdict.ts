// The report that the gate would make of some exchanges, and its text as a failure message.

import { namePatterns } from '../lib/name-patterns.ts';
import type { Baseline, Exchange, Report } from '../model.ts';
import { createReportBuilder } from '../report/build.ts';
import { render } from '../report/reporters/text.ts';
import { ofConfig } from '../report/way-out.ts';
import { detailOf, type WatchedContract } from '../runtime/received.ts';
import { describeIssue } from '../verdict/describe.ts';
import { createExplainer } from '../verdict/explain.ts';
import { createJudge } from '../verdict/judge.ts';
import type { Rule } from '../verdict/rule.ts';
import { levelOf, rules } from '../verdict/rules.ts';

/** What a verdict leaves out: known findings, headers, what may go unchecked. */
export type VerdictOptions = {
  readonly baseline?: Baseline | undefined;
  /** Header names that no response has to declare, beside the registered ones. */
  readonly headersAllowed?: readonly string[] | undefined;
  /** What may go unchecked, as the report names it: `operation-undocumented: GET /health`; `*` for any characters. */
  readonly allow?: readonly string[] | undefined;
  /** @internal All rules where they are not given; the contract has to be compiled with them. */
  readonly rules?: readonly Rule[] | undefined;
  /** ISO date, for entries of the baseline that run out; today where it is not given. */
  readonly today?: string | undefined;
};

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
    levelOf: ({ code }) => levelOf(code, options.rules ?? rules),
    describe: (issue) => describeIssue(issue, detail),
    isAllowed: namePatterns(options.allow ?? []),
  });
  const judge = createJudge(contract, { rules: options.rules, headersAllowed });
  const explain = createExplainer(detail);
  for (const exchange of exchanges) {
    const verdict = judge(exchange, explain);
    if (verdict !== undefined) builder.add(exchange, verdict);
  }
  return builder.finish();
}

/** As the gate prints it, without colour. */
export function textOf(report: Report): string {
  return render(report, {
    width: Number.POSITIVE_INFINITY,
    color: false,
    verbosity: 'normal',
    rerun: ofConfig,
  }).trimEnd();
}
