// driftgate/msw: request handlers made of the contract. msw's `http` comes as an argument.
export { contractHandlers, type MswHttp } from './msw/handlers.ts';
export type { ExampleOptions } from './runtime/example-response.ts';
