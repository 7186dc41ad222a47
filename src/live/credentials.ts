// Decides which credentials a probe is sent with: its own, those of live.auth, or those that the security schemes of the contract ask for, where all
// operations accept one scheme of a standard kind. https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object
import { listOf } from '../lib/suggest.ts';
import type { AuthSettings, Environment } from './auth/scheme.ts';
import { hasCloudCredentials, unsetVariables } from './auth.ts';
import type { Probe } from './plan.ts';

/** A Security Scheme Object, as far as it says how credentials are sent. */
export type SecurityScheme = {
  readonly type?: unknown;
  readonly scheme?: unknown;
  readonly in?: unknown;
  readonly name?: unknown;
};

type SecurityOfContract = {
  readonly title: string;
  readonly schemes: Readonly<Record<string, SecurityScheme | undefined>>;
  /** Of each operation that asks for credentials: the alternatives, each by the names of its schemes. */
  readonly required: readonly (readonly (readonly string[])[])[];
};

export type DerivedAuth =
  | { readonly kind: 'settings'; readonly settings: AuthSettings }
  /** The contract is one of Huawei Cloud, or says nothing: the variables of its SDK count. */
  | { readonly kind: 'cloud' }
  /** Not plain: only live.auth says how. */
  | { readonly kind: 'unknown' };

export type Credentials = {
  /** live.auth of the config. */
  readonly auth: AuthSettings | undefined;
  readonly derived: DerivedAuth;
};

/** undefined: none are sent, or nobody says which. */
export function settingsFor(
  { auth: own, needsAuth }: Probe,
  { auth, derived }: Credentials,
): AuthSettings | 'cloud' | undefined {
  if (own === 'none') return undefined;
  if (own !== 'usual') return own;
  if (auth !== undefined) return auth;
  if (derived.kind === 'cloud') return 'cloud';
  // Only what the config says is sent to operations that do not ask for it.
  return derived.kind === 'settings' && needsAuth ? derived.settings : undefined;
}

/** Why the credentials that a probe needs can't be sent. */
export function missingCredentials(
  probe: Probe,
  credentials: Credentials,
  environment: Environment,
): string | undefined {
  const settings = settingsFor(probe, credentials);
  if (settings === undefined || settings === 'cloud') {
    if (probe.auth === 'none' || !probe.needsAuth) return undefined;
    if (settings === undefined) return 'no credentials: set live.auth';
    if (hasCloudCredentials(environment)) return undefined;
    return 'no credentials: set APIG_TOKEN, or HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or live.auth';
  }
  const unset = unsetVariables(settings, environment);
  return unset.length === 0 ? undefined : `no credentials: set ${listOf(unset)} in the environment`;
}

/** A credential of the cloud is never sent to a service whose contract asks for something else. */
export function derivedAuth({ title, schemes, required }: SecurityOfContract): DerivedAuth {
  if (required.length === 0) return { kind: 'cloud' };
  if (Object.values(schemes).some((scheme) => scheme !== undefined && isCloudToken(scheme)))
    return { kind: 'cloud' };
  const alone = required.map((alternatives) => alternatives.filter(({ length }) => length === 1).flat());
  const common = (alone[0] ?? []).filter((name) => alone.every((names) => names.includes(name)));
  for (const name of common) {
    const settings = settingsOf(schemes[name], variablePrefix(title, name));
    if (settings !== undefined) return { kind: 'settings', settings };
  }
  return { kind: 'unknown' };
}

function isCloudToken({ type, in: place, name }: SecurityScheme): boolean {
  return type === 'apiKey' && place === 'header' && String(name).toLowerCase() === 'x-auth-token';
}

function settingsOf(scheme: SecurityScheme | undefined, prefix: string): AuthSettings | undefined {
  if (scheme === undefined) return undefined;
  const { type, in: place, name } = scheme;
  const httpScheme = typeof scheme.scheme === 'string' ? scheme.scheme.toLowerCase() : undefined;
  if (type === 'http' && httpScheme === 'basic')
    return { type: 'basic', user: { env: `${prefix}_USER` }, password: { env: `${prefix}_PASSWORD` } };
  if ((type === 'http' && httpScheme === 'bearer') || type === 'oauth2' || type === 'openIdConnect')
    return { type: 'bearer', token: { env: `${prefix}_TOKEN` } };
  if (type !== 'apiKey' || typeof name !== 'string') return undefined;
  if (place !== 'header' && place !== 'query' && place !== 'cookie') return undefined;
  return { type: 'apiKey', in: place, name, key: { env: `${prefix}_KEY` } };
}

/** `Bank API` gives BANK; a title without a Latin word gives the name of the scheme. */
function variablePrefix(title: string, scheme: string): string {
  return constantCase(title.replace(/\bapi\b/gi, ' ')) || constantCase(scheme) || 'API';
}

function constantCase(text: string): string {
  const words = text.replace(/([a-z\d])([A-Z])/g, '$1 $2').match(/[A-Za-z\d]+/g) ?? [];
  return words
    .join('_')
    .toUpperCase()
    .replace(/^\d+_*/, '');
}
