import type { Rule } from '../verdict/rule.ts';
import type { Drift } from './drift.ts';

/** What happens with a drift: nothing, a warning on the console, an exception, or a call of the function. */
export type OnDrift = 'ignore' | 'warn' | 'throw' | ((drift: Drift) => unknown);

/** The part of an OpenTelemetry Logger (`@opentelemetry/api-logs`) that is used here. */
export type DriftLogger = {
  readonly emit: (record: {
    readonly eventName: string;
    readonly severityNumber: number;
    readonly severityText: string;
    readonly body: string;
    readonly attributes: Readonly<Record<string, string | number>>;
  }) => void;
};

/** How responses are watched and what is told of them. */
export type WatchOptions = {
  /**
   * `warn` where it is not given: each drift once, on the console. `throw` rejects the call, each time. A function gets each drift once,
   * and what it throws stays with it.
   */
  readonly onDrift?: OnDrift | undefined;
  /** `tolerant` where it is not given: `throw` spares what a vendor may add, such as properties and enum values, and warns of it. */
  readonly mode?: 'tolerant' | 'strict' | undefined;
  /** The share of responses that is looked at, from 0 to 1; all where it is not given. */
  readonly sample?: number | undefined;
  /** What is known already, as the gate's baseline file has it; an entry counts until its day of expiry. */
  readonly baseline?:
    | { readonly findings: readonly { readonly fingerprint: string; readonly expires?: string }[] }
    | undefined;
  /** Each drift becomes a log record, beside `onDrift`. */
  readonly logger?: DriftLogger | undefined;
  /** How many fingerprints are remembered; 1000 where it is not given. The oldest is forgotten first. */
  readonly memory?: number | undefined;
  /** Longer bodies are not looked at; in bytes, 4 MiB where it is not given. */
  readonly maxBytes?: number | undefined;
  /** How long the caller waits for the verdict, in milliseconds, 250 where it is not given; `throw` waits for as long as it takes. */
  readonly patience?: number | undefined;
  /** @internal All rules where they are not given; the contract has to be compiled with them. */
  readonly rules?: readonly Rule[] | undefined;
  /** A failure of the watcher itself, which the caller never sees. */
  readonly onError?: ((error: unknown) => void) | undefined;
  readonly random?: (() => number) | undefined;
  readonly now?: (() => Date) | undefined;
};
