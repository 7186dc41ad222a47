import type {
  CompiledContent,
  CompiledOperation,
  CompiledResponse,
  ContractDetail,
  Exchange,
  Violation,
} from '../model.ts';
import type { JsonBody } from './body.ts';
import type { ParameterDefect } from './parameters.ts';

/** An exchange with everything that was found out about it on the slow path; each rule looks for its own defect in it. */
export type Observation = {
  readonly exchange: Exchange;
  /** For the rules that explain a value themselves. */
  readonly detail: ContractDetail;
  readonly operation: CompiledOperation | undefined;
  /** The declared response of the observed status. */
  readonly response: CompiledResponse | undefined;
  /** Of the Content-Type field; undefined where there is none or it can not be read. */
  readonly mediaType: string | undefined;
  /** The declared content that the body is held to. */
  readonly content: CompiledContent | undefined;
  readonly body: JsonBody;
  readonly violations: readonly Violation[];
  /** Only where requests are looked at too. */
  readonly request?: RequestObservation;
  readonly options: CheckOptions;
};

export type CheckOptions = {
  /** Header names, in lower case, that no response has to declare, beside the registered ones. */
  readonly headersAllowed?: readonly string[];
  /** Holds requests against the contract too: `requestCheck` of requests.ts, which responses alone do not load. */
  readonly requests?: RequestCheck;
  /** In milliseconds since 1970: what was recorded before is stale. */
  readonly staleBefore?: number | undefined;
  /** Told of each body that was read, as the value that counts. */
  readonly observe?: (content: CompiledContent, value: unknown) => void;
};

export type RequestObservation = {
  readonly parameters: readonly ParameterDefect[];
  readonly mediaType: string | undefined;
  readonly content: CompiledContent | undefined;
  readonly body: JsonBody;
  readonly violations: readonly Violation[];
};

export type RequestCheck = {
  readonly isClean: (operation: CompiledOperation, exchange: Exchange) => boolean;
  readonly observe: (
    detail: ContractDetail,
    operation: CompiledOperation,
    exchange: Exchange,
  ) => RequestObservation;
};
