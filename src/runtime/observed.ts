// What the adapters hand over of a response, whatever the client.
import type { CompiledContract, ContractDetail, Headers, Issue } from '../model.ts';

/** A compiled contract with its slow half, which is loaded when a response drifts. */
export type WatchedContract = CompiledContract & {
  readonly detail: ContractDetail | (() => ContractDetail | Promise<ContractDetail>);
};

export type ObservedBody =
  | { readonly kind: 'text'; readonly text: string }
  /** Parsed by someone else. */
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'none' }
  /** Too long, broken off, or in a coding that is not known here: nothing is said of it. */
  | { readonly kind: 'unread' /** There is one, longer than what was to be read. */; readonly begun?: true };

export type Observed = {
  /** Upper case. */
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  /** A browser hides headers of other origins: then nothing is said about them. */
  readonly hidesHeaders?: boolean;
  readonly read: (maxBytes: number) => ObservedBody | Promise<ObservedBody>;
};

export type Observation = { readonly mediaType: string | undefined; readonly issues: readonly Issue[] };
