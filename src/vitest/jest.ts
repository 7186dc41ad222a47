// driftgate/matchers: for expect.extend of jest, playwright and others. vitest has driftgate/vitest, which is the same with types.
export {
  type ContractMatchers,
  contractMatchers,
  type MatcherResult,
  type OperationReference,
} from './matchers.ts';
export type { VerdictOptions } from './verdict.ts';
