// driftgate/runtime: a contract at work inside an application. Imports nothing but itself; runs wherever ES modules do.

export type { Schemas } from '../schema/evaluation.ts';
export { unions } from '../schema/union.ts';
export { watchAxios } from './axios.ts';
export type { AxiosResponseLike } from './axios-response.ts';
export { type BodyFinding, type Check, checker } from './check.ts';
export type { Drift } from './drift.ts';
export { type Guard, guard } from './guard.ts';
export { type ItemContent, type ItemTypes, itemsOf, type Sequence } from './items.ts';
export { type KyHook, kyHook } from './ky.ts';
export { type OpenapiFetchMiddleware, openapiFetchMiddleware } from './openapi-fetch.ts';
export type { BodyOf, OperationTypes, Typed } from './operation-types.ts';
export type { DriftLogger, OnDrift, WatchOptions } from './options.ts';
export type { ResponseLike, WatchedContract } from './received.ts';
export {
  type ResponseSchemas,
  responseSchemas,
  type StandardIssue,
  type StandardJsonSchema,
  type StandardResult,
  type StandardSchema,
} from './standard-schema.ts';
export { type DriftError, isDriftError } from './tell.ts';
export { type UndiciInterceptor, undiciInterceptor } from './undici.ts';
export { watch } from './watch.ts';
