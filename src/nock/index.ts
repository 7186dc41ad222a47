// driftgate/nock: mocks made of the contract, and drift in mocks made by hand. nock itself comes as an argument.

export type { ExampleOptions } from '../runtime/example-response.ts';
export { contractInterceptors, type NockLike } from './interceptors.ts';
export {
  type DriftReporter,
  type DriftReporterOptions,
  type NockScopes,
  reportDrift,
} from './report-drift.ts';
