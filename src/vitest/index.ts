// driftgate/vitest: matchers with their types, and a suite made of recordings.
import { readFileSync } from 'node:fs';
import { describe, test } from 'vitest';
import type { Baseline } from '../model.ts';
import { parseBaseline } from '../report/baseline.ts';
import { registerSuite, type SuiteOptions } from './contract-suite.ts';
import type { OperationReference } from './matchers.ts';

export {
  type ContractMatchers,
  contractMatchers,
  type MatcherResult,
  type OperationReference,
} from './matchers.ts';
export type { VerdictOptions } from './verdict.ts';

/** What `contractSuite` makes its tests of. */
export type ContractSuiteOptions = Omit<SuiteOptions, 'baseline'> & {
  /** The baseline file, or what it holds. */
  readonly baseline?: string | Baseline | undefined;
};

/** Registers one test for each recorded exchange and each response that is declared but not recorded. */
export function contractSuite(options: ContractSuiteOptions): void {
  const { baseline, ...rest } = options;
  const known =
    typeof baseline === 'string' ? parseBaseline(readFileSync(baseline, 'utf8'), baseline) : baseline;
  registerSuite({ describe, test }, { ...rest, baseline: known });
}

// vitest 4 and 5 declare `Matchers` with different type parameters, so that no one augmentation serves both. Both take over
// whatever Chai's assertions have.
declare global {
  // biome-ignore lint/style/noNamespace: the name that vitest reads
  namespace Chai {
    interface Assertion {
      toMatchContract(operation?: OperationReference): Promise<void>;
      toHaveNoDrift(baseline?: Baseline): Promise<void>;
    }
  }
}
