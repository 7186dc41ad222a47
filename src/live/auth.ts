// The list of auth schemes. Each makes an Authorizer from its settings, or finds its settings in the environment.
// Credentials come from the config and the environment alone, never from argv.
import { isObject } from '../lib/objects.ts';
import { unknownName } from '../lib/suggest.ts';
import { akskAuth } from './auth/aksk.ts';
import { apiKeyAuth, basicAuth, bearerAuth, tokenAuth } from './auth/fixed.ts';
import { functionAuth } from './auth/function.ts';
import { iamAuth } from './auth/iam.ts';
import type {
  AuthContext,
  Authorizer,
  AuthScheme,
  AuthSettings,
  Environment,
  GivenSettings,
} from './auth/scheme.ts';

const authSchemes: readonly AuthScheme[] = [
  tokenAuth,
  akskAuth,
  iamAuth,
  bearerAuth,
  basicAuth,
  apiKeyAuth,
  functionAuth,
];

/** Every environment variable that the settings name must be set. */
export function createAuthorizer(settings: AuthSettings, context: AuthContext): Authorizer {
  return schemeNamed(settings.type).create(withVariables(settings, context.environment), context);
}

/** The first cloud scheme for which the environment has credentials. */
export function cloudAuthorizer(context: AuthContext): Authorizer | undefined {
  for (const scheme of authSchemes) {
    const found = scheme.fromEnvironment?.(context.environment);
    if (found !== undefined) return scheme.create(found, context);
  }
  return undefined;
}

export function hasCloudCredentials(environment: Environment): boolean {
  return authSchemes.some((scheme) => scheme.fromEnvironment?.(environment) !== undefined);
}

/** The variables that the settings name and that the environment lacks. */
export function unsetVariables(settings: AuthSettings, environment: Environment): readonly string[] {
  return Object.values(settings)
    .flatMap((value) => variableOf(value) ?? [])
    .filter((name) => !environment[name]);
}

/** The environment variables that hold secret settings. */
export function secretVariables(settings: AuthSettings): readonly string[] {
  const { secrets } = schemeNamed(settings.type);
  return Object.entries(settings).flatMap(([name, value]) =>
    secrets.includes(name) ? (variableOf(value) ?? []) : [],
  );
}

/** Names of secret settings whose value is written in the config itself. */
export function literalSecrets(settings: AuthSettings): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) =>
    typeof value === 'string' && schemeNamed(settings.type).secrets.includes(name) ? [name] : [],
  );
}

function withVariables(settings: AuthSettings, environment: Environment): GivenSettings {
  const read = Object.entries(settings).map(([name, value]) => {
    const variable = variableOf(value);
    return [name, variable === undefined ? value : environment[variable]];
  });
  return Object.fromEntries(read);
}

function variableOf(value: unknown): string | undefined {
  return isObject(value) && typeof value.env === 'string' ? value.env : undefined;
}

function schemeNamed(name: string): AuthScheme {
  const scheme = authSchemes.find((candidate) => candidate.name === name);
  if (scheme !== undefined) return scheme;
  throw unknownName({ noun: 'auth type', name: String(name), known: authSchemes.map((one) => one.name) });
}
