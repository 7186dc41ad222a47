// The `live` part of the config: what to ask, where, and with which credentials.
import type { AuthSettings } from './auth/scheme.ts';
import type { Limits } from './request.ts';

export type ParameterValue = string | number | boolean | readonly (string | number | boolean)[];

export type ProbeSettings = {
  /** operationId. */
  readonly operation: string;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** `none` sends no credentials; undefined uses those of the whole. */
  readonly auth?: 'none' | AuthSettings;
  /** `404` or `4XX`; the first documented success unless stated. */
  readonly expect?: number | string;
};

export type LiveSettings = {
  /** Origin, or with a path prefix; APIG_ENDPOINT or the contract's first server unless stated. */
  readonly endpoint?: string;
  readonly auth?: AuthSettings;
  /** Values by parameter name, for every operation that declares the parameter. */
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  readonly probes?: readonly ProbeSettings[];
  /** false: only the probes that are listed. */
  readonly derive?: boolean;
  /** operationIds that may be asked with another method than GET, HEAD or OPTIONS. */
  readonly allowUnsafe?: readonly string[];
  /** Hosts beyond the contract's servers, `host` or `host:port`. */
  readonly hosts?: readonly string[];
  /** Hosts, addresses and CIDR blocks that may be private, loopback or link-local. */
  readonly allowPrivate?: readonly string[];
  /** Hosts beyond the loopback that may be asked without TLS, credentials included; `host` or `host:port`. */
  readonly allowHttp?: readonly string[];
  /** Bounds in milliseconds and bytes; without them those of usualLimits. */
  readonly limits?: Partial<Limits>;
  /** Certificates that are trusted beside those of Node: PEM, or names of files of PEM, from the folder of the config. */
  readonly ca?: readonly string[];
};
