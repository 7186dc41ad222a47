// driftgate/msw: request handlers made of the contract. msw's `http` comes as an argument.

export type { ExampleOptions } from '../runtime/example-response.ts';
export { contractHandlers, type MswHttp } from './handlers.ts';
