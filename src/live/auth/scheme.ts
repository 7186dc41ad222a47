// What an auth scheme is; the list of them is in auth.ts.
import { InputError } from '../../lib/input-error.ts';
import type { Exchange } from '../../model.ts';
import type { LiveRequest, Unreachable } from '../request.ts';

/** A text, or the environment variable that holds it: the way to write a secret. */
export type Setting = string | { readonly env: string };

export type AuthSettings =
  /** `Authorization: Bearer TOKEN` (RFC 6750). */
  | { readonly type: 'bearer'; readonly token: Setting }
  /** `Authorization: Basic ...` (RFC 7617). */
  | { readonly type: 'basic'; readonly user: Setting; readonly password: Setting }
  /** A key in a header, a query parameter or a cookie of the given name; in a header unless stated. */
  | {
      readonly type: 'apiKey';
      readonly name: string;
      readonly in?: 'header' | 'query' | 'cookie';
      readonly key: Setting;
    }
  /** A token in a header, X-Auth-Token unless stated. */
  | { readonly type: 'token'; readonly token: Setting; readonly header?: string }
  /** A token that Huawei Cloud IAM gives for a password, or for another token. */
  | {
      readonly type: 'iam';
      readonly endpoint: Setting;
      readonly user?: Setting;
      readonly password?: Setting;
      readonly domain?: Setting;
      readonly token?: Setting;
      readonly project?: Setting;
      readonly projectId?: Setting;
    }
  /** The signature of Huawei Cloud, by access key and secret key. */
  | {
      readonly type: 'aksk';
      readonly ak: Setting;
      readonly sk: Setting;
      readonly securityToken?: Setting;
      readonly projectId?: Setting;
      readonly domainId?: Setting;
    }
  /** Header fields that a function computes for each request. */
  | { readonly type: 'function'; readonly headers: HeadersFor };

export type HeadersFor = (
  request: LiveRequest,
) => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;

/** Settings as a scheme reads them: the variables that they name are read, and nothing else is known of their shape. */
export type GivenSettings = { readonly type: string; readonly [setting: string]: unknown };

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
  readonly name: AuthSettings['type'];
  /** Names of the settings that are secret: never printed, and refused as literals in a JSON config. */
  readonly secrets: readonly string[];
  /** Settings made of the environment alone; undefined where it holds no such credentials. */
  readonly fromEnvironment?: (environment: Environment) => GivenSettings | undefined;
  readonly create: (settings: GivenSettings, context: AuthContext) => Authorizer;
};

/** A login or signature failed: the probe counts as unreachable, with this reason. */
export class AuthFailure extends Error {
  override readonly name = 'AuthFailure';
}

export function requiredSetting(settings: GivenSettings, name: string): string {
  const value = settings[name];
  if (typeof value !== 'string' || value === '')
    throw new InputError(`auth of type "${settings.type}" has no "${name}"`, {
      fix: `set auth.${name} in the config, such as ${name}: { env: 'NAME_OF_A_VARIABLE' }`,
    });
  if (/[\r\n\0]/.test(value))
    throw new InputError(`auth setting "${name}" holds a line break or NUL`, {
      fix: 'read it without its trailing line break',
    });
  return value;
}

export function optionalSetting(settings: GivenSettings, name: string): string | undefined {
  return settings[name] === undefined ? undefined : requiredSetting(settings, name);
}
