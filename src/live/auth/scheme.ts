// What an auth scheme is; the list of them is in auth.ts.
import { InputError } from '../../lib/input-error.ts';
import type { Exchange } from '../../model.ts';
import type { LiveRequest, Unreachable } from '../request.ts';

export type AuthSettings = { readonly type: string; readonly [setting: string]: unknown };

export type Environment = Readonly<Record<string, string | undefined>>;

export type AuthContext = {
  readonly environment: Environment;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** For logins: sends without credentials, within the same limits. */
  readonly send: (request: LiveRequest) => Promise<Exchange | Unreachable>;
};

export type Authorizer = {
  /** Adds the credentials; rejects with AuthFailure if it can't get any. */
  readonly authorize: (request: LiveRequest) => Promise<LiveRequest>;
  /** Drops cached credentials after a 401. Absent if a second attempt would send the same ones. */
  readonly renew?: () => void;
  /** Literal values that must never be written or printed. The list may grow with each request. */
  readonly secrets: () => readonly string[];
  /** Hosts that it talks to itself, such as a login service. */
  readonly endpoints?: readonly URL[];
};

export type AuthScheme = {
  readonly name: string;
  /** Settings made of the environment alone; undefined where it holds no such credentials. */
  readonly fromEnvironment?: (environment: Environment) => AuthSettings | undefined;
  readonly create: (settings: AuthSettings, context: AuthContext) => Authorizer;
};

/** A login or signature failed: the probe counts as unreachable, with this reason. */
export class AuthFailure extends Error {
  override readonly name = 'AuthFailure';
}

export function requiredSetting(settings: AuthSettings, name: string): string {
  const value = settings[name];
  if (typeof value !== 'string' || value === '')
    throw new InputError(`auth of type "${settings.type}" has no "${name}"`, {
      fix: `set auth.${name} in the config, for example from process.env`,
    });
  if (/[\r\n\0]/.test(value))
    throw new InputError(`auth setting "${name}" holds a line break or NUL`, {
      fix: 'read it without its trailing line break',
    });
  return value;
}

export function optionalSetting(settings: AuthSettings, name: string): string | undefined {
  return settings[name] === undefined ? undefined : requiredSetting(settings, name);
}
