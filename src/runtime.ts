// driftgate/runtime: a contract at work inside an application. Imports nothing but itself; runs wherever ES modules do.
export { type AxiosResponseLike, watchAxios } from './runtime/axios.ts';
export { type BodyFinding, type Check, checker, type Schemas } from './runtime/check.ts';
export type { Drift } from './runtime/drift.ts';
export { type Guard, guard } from './runtime/guard.ts';
export { type KyHook, kyHook } from './runtime/ky.ts';
export type { WatchedContract } from './runtime/observed.ts';
export { type OpenapiFetchMiddleware, openapiFetchMiddleware } from './runtime/openapi-fetch.ts';
export type { BodyOf, OperationTypes } from './runtime/operation-types.ts';
export type { DriftLogger, OnDrift, WatchOptions } from './runtime/options.ts';
export type { ResponseLike } from './runtime/read-body.ts';
export {
  type ResponseSchemas,
  responseSchemas,
  type StandardIssue,
  type StandardResult,
  type StandardSchema,
} from './runtime/standard-schema.ts';
export { type DriftError, isDriftError } from './runtime/tell.ts';
export { type UndiciInterceptor, undiciInterceptor } from './runtime/undici.ts';
export { watch } from './runtime/watch.ts';
