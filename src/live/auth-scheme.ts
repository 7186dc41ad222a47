// What a way to prove who asks is made of; the list of them is in auth.ts.
import type { Exchange } from '../model.ts';
import type { LiveRequest, Unreachable } from './request.ts';

export type AuthSettings = { readonly type: string; readonly [setting: string]: unknown };

export type Environment = Readonly<Record<string, string | undefined>>;

export type AuthContext = {
  readonly environment: Environment;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** For logins: sends without credentials of its own, under the same manners. */
  readonly send: (request: LiveRequest) => Promise<Exchange | Unreachable>;
};

export type Authorizer = {
  /** Adds the credentials; rejects with AuthFailure where none could be got. */
  readonly authorize: (request: LiveRequest) => Promise<LiveRequest>;
  /** After a 401: forgets what was cached. Absent where asking again would change nothing. */
  readonly renew?: () => void;
  /** Literal values that must never be written or printed; may grow while in use. */
  readonly secrets: () => readonly string[];
  /** Addresses beyond the endpoint's that it talks to. */
  readonly endpoints?: readonly URL[];
};

export type AuthScheme = {
  readonly name: string;
  /** Settings made of the environment alone; undefined where it holds no such credentials. */
  readonly fromEnvironment?: (environment: Environment) => AuthSettings | undefined;
  readonly create: (settings: AuthSettings, context: AuthContext) => Authorizer;
};
