import type { CompiledContent, CompiledOperation, CompiledResponse, Exchange, Violation } from '../model.ts';
import type { JsonBody } from './body.ts';

/** An exchange with everything that was found out about it on the slow path; each rule looks for its own defect in it. */
export type Observation = {
  readonly exchange: Exchange;
  readonly operation: CompiledOperation | undefined;
  /** The declared response of the observed status. */
  readonly response: CompiledResponse | undefined;
  /** Of the Content-Type field; undefined where there is none or it can not be read. */
  readonly mediaType: string | undefined;
  /** The declared content that the body is held to. */
  readonly content: CompiledContent | undefined;
  readonly body: JsonBody;
  readonly violations: readonly Violation[];
  readonly options: CheckOptions;
};

export type CheckOptions = {
  /** Header names, in lower case, that no response has to declare, beside the registered ones. */
  readonly headersAllowed?: readonly string[];
};
