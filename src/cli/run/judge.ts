// Judging exchange by exchange. What explains a finding and words it is loaded once something is not clean.
import type { Config } from '../../config.ts';
import type { CodeDescription, CompiledContent, Declared, Exchange, Issue, Level } from '../../model.ts';
import type { Judged } from '../../report/options.ts';
import type { describeCode, describeIssue } from '../../verdict/describe.ts';
import { createJudge as createVerdict, type JudgeOptions } from '../../verdict/judge.ts';
import type { Explainer } from '../../verdict/rule.ts';
import { levelOf, rules } from '../../verdict/rules.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import { createLevels } from '../config/levels.ts';
import type { ContractModule } from './module.ts';

export type Judge = {
  readonly judge: (exchange: Exchange) => Judged | Promise<Judged>;
  /** Has the words for findings that were counted elsewhere. */
  readonly load: () => Promise<void>;
  readonly levelOf: (issue: Issue, operation: string | undefined) => Level | 'off';
  readonly codeOf: (code: string) => CodeDescription | undefined;
  readonly describe: (issue: Issue) => { readonly declared: Declared; readonly fix: string };
};

/** What looks at more than the response: at requests, and at what bodies show of their schema. */
export type Extras = Pick<JudgeOptions, 'rules' | 'readRequest' | 'staleBefore'> & {
  /** Told of each body that was judged. */
  readonly observe?: (content: CompiledContent, value: unknown) => void;
  /** What `observe` still has to do before the next exchange. */
  readonly waiting?: () => Promise<void> | undefined;
};

type Explaining = {
  readonly explainer: Explainer;
  readonly describeIssue: (issue: Issue) => ReturnType<typeof describeIssue>;
  readonly describeCode: typeof describeCode;
};

export function createJudge(module: ContractModule, config: Config, extras: Extras = {}): Judge {
  const { observe, waiting, ...options } = extras;
  const headersAllowed = (config.headersAllowed ?? []).map((name) => name.toLowerCase());
  const verdictOn = createVerdict(module.contract, { headersAllowed, ...options });
  const levels = createLevels(config.rules);
  let explaining: Explaining | undefined;

  async function explainedLater(exchange: Exchange): Promise<Judged> {
    explaining ??= await loadExplaining(module);
    const verdict = verdictOn(exchange, explaining.explainer);
    if (verdict === undefined) throw new Error('a verdict with an explanation at hand is always given');
    return observed(verdict);
  }

  function observed(verdict: Verdict): Judged | Promise<Judged> {
    if (verdict.judged !== undefined) observe?.(verdict.judged.content, verdict.judged.value);
    const wait = waiting?.();
    return wait === undefined ? verdict : wait.then(() => verdict);
  }

  return {
    judge: (exchange) => {
      const verdict = verdictOn(exchange, explaining?.explainer);
      return verdict === undefined ? explainedLater(exchange) : observed(verdict);
    },
    load: async () => {
      explaining ??= await loadExplaining(module);
    },
    levelOf: (issue, operation) => levels(issue, operation, levelOf(issue.code, options.rules ?? rules)),
    codeOf: (code) => explaining?.describeCode(code),
    describe: (issue) => explaining?.describeIssue(issue) ?? { declared: { text: 'no' }, fix: '' },
  };
}

async function loadExplaining(module: ContractModule): Promise<Explaining> {
  const [detail, { createExplainer }, { describeCode, describeIssue }] = await Promise.all([
    module.detail(),
    import('../../verdict/explain.ts'),
    import('../../verdict/describe.ts'),
  ]);
  return {
    explainer: createExplainer(detail),
    describeIssue: (issue) => describeIssue(issue, detail),
    describeCode,
  };
}
