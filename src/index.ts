// The public API. Named one by one; nothing here loads a parser or a compiler.
export { type Config, defineConfig, type MinCoverage, type RuleConfig, type RuleLevel } from './config.ts';
export { InputError } from './lib/input-error.ts';
export type {
  Baseline,
  BaselineEntry,
  CompiledContract,
  CompiledOperation,
  ContractDetail,
  Coverage,
  Exchange,
  Finding,
  Known,
  Level,
  Occurrence,
  OpenOperation,
  Outcome,
  Place,
  Report,
  Unchecked,
} from './model.ts';
