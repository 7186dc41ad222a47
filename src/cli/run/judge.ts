// Judging exchange by exchange: the fast path always, the slow half of the contract and the rules' texts only once
// something is not clean.
import type { Config } from '../../config.ts';
import type { CodeDescription, ContractDetail, Exchange, Finding, Issue, Level } from '../../model.ts';
import type { Judged } from '../../report/options.ts';
import type { explain } from '../../verdict/check.ts';
import { declaredOf } from '../../verdict/declared.ts';
import { judge } from '../../verdict/judge.ts';
import type { CheckOptions } from '../../verdict/observation.ts';
import type { Rule } from '../../verdict/rule.ts';
import { createLevels } from '../config/levels.ts';
import type { ContractModule } from './module.ts';

export type Judge = {
  readonly judge: (exchange: Exchange) => Judged | Promise<Judged>;
  /** Has the words for findings that were counted elsewhere. */
  readonly load: () => Promise<void>;
  readonly levelOf: (issue: Issue, operation: string | undefined) => Level | 'off';
  readonly codeOf: (code: string) => CodeDescription | undefined;
  readonly describe: (issue: Issue) => { readonly declared: Finding['declared']; readonly fix: string };
};

type Slow = {
  readonly explain: typeof explain;
  readonly detail: ContractDetail;
  readonly rules: ReadonlyMap<string, Rule>;
};

/** What looks at more than the response: at requests, and at what bodies show of their schema. */
export type Extras = Pick<CheckOptions, 'requests' | 'observe' | 'staleBefore'> & {
  /** What `observe` still has to do before the next exchange. */
  readonly waiting?: () => Promise<void> | undefined;
};

export function createJudge(module: ContractModule, config: Config, extras: Extras = {}): Judge {
  const { contract } = module;
  let slow: Slow | undefined;
  const levels = createLevels(config.rules);
  const options: CheckOptions = {
    headersAllowed: (config.headersAllowed ?? []).map((name) => name.toLowerCase()),
    ...extras,
  };

  async function explainedLater(exchange: Exchange): Promise<Judged> {
    slow ??= await loadSlow(module);
    return whenDone(slow.explain(contract, slow.detail, exchange, options));
  }

  function whenDone(judged: Judged): Judged | Promise<Judged> {
    const waiting = extras.waiting?.();
    return waiting === undefined ? judged : waiting.then(() => judged);
  }

  return {
    judge: (exchange) => {
      const judged =
        judge(contract, exchange, options) ?? slow?.explain(contract, slow.detail, exchange, options);
      return judged === undefined ? explainedLater(exchange) : whenDone(judged);
    },
    load: async () => {
      slow ??= await loadSlow(module);
    },
    levelOf: (issue, operation) => levels(issue, operation, slow?.rules.get(issue.code)?.level ?? 'error'),
    codeOf: (code) => descriptionOf(slow?.rules.get(code)),
    describe: (issue) => ({
      declared: declaredOf(issue, slow?.detail),
      fix: slow?.rules.get(issue.code)?.fix ?? '',
    }),
  };
}

async function loadSlow(module: ContractModule): Promise<Slow> {
  const [detail, { explain }, { rules }] = await Promise.all([
    module.detail(),
    import('../../verdict/check.ts'),
    import('../../verdict/rules.ts'),
  ]);
  return { explain, detail, rules: new Map(rules.map((rule) => [rule.code, rule])) };
}

function descriptionOf(rule: Rule | undefined): CodeDescription | undefined {
  if (rule === undefined) return undefined;
  const { code, level, meaning, explanation } = rule;
  return { code, level, meaning, explanation };
}
