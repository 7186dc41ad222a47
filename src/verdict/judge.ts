// An exchange -> its operation -> its verdict: what the gate, the matchers and the selftest ask.
import type { Limits } from '../json/limits.ts';
import type { CompiledContract, CompiledOperation, Exchange } from '../model.ts';
import { recordedBodyReader } from './coding.ts';
import { matchOperation } from './match.ts';
import type { Explainer, Rule } from './rule.ts';
import { rules as allRules } from './rules.ts';

import { createResponseJudge, type ResponseJudgeOptions, type Verdict } from './verdict.ts';

export type JudgeOptions = ResponseJudgeOptions & {
  /** All rules where they are not given. A contract that is to be judged by further value rules has to be compiled with them. */
  readonly rules?: readonly Rule[] | undefined;
  /** What of a body is read; the usual limits where they are not given. */
  readonly limits?: Partial<Limits> | undefined;
  /** Where operations are compiled when they are first met: whether this one is. */
  readonly isReady?: ((operation: CompiledOperation) => boolean) | undefined;
};

/** undefined: the operation is not loaded, or there are issues and no explainer is loaded to word them. Load it and call again. */
export type Judge = (exchange: Exchange, explainer?: Explainer) => Verdict | undefined;

export function createJudge(contract: CompiledContract, options: JudgeOptions = {}): Judge {
  const { rules = allRules, limits, isReady, ...rest } = options;
  const judge = createResponseJudge(rules, recordedBodyReader(limits), rest);
  return (exchange, explainer) => {
    const { method, url } = exchange.request;
    const operation = matchOperation(contract, method, url);
    if (isReady !== undefined && operation !== undefined && !isReady(operation)) return undefined;
    return judge(operation, exchange, explainer);
  };
}
