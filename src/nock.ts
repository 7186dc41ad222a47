// driftgate/nock: mocks made of the contract, and drift in mocks made by hand. nock itself comes as an argument.
export { contractInterceptors, type NockLike } from './nock/interceptors.ts';
export {
  type DriftReporter,
  type DriftReporterOptions,
  type NockScopes,
  reportDrift,
} from './nock/report-drift.ts';
export type { ExampleOptions } from './runtime/example-response.ts';
