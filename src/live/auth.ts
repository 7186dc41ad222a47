// The list of auth schemes. Each makes an Authorizer from its settings, or finds its settings in the environment.
// Credentials come from the config and the environment alone, never from argv.
import { InputError } from '../lib/input-error.ts';
import { listOf, nearest } from '../lib/suggest.ts';
import { akskAuth } from './auth/aksk.ts';
import { apiKeyAuth } from './auth/api-key.ts';
import { basicAuth } from './auth/basic.ts';
import { bearerAuth } from './auth/bearer.ts';
import { functionAuth } from './auth/function.ts';
import { iamAuth } from './auth/iam.ts';
import type { AuthContext, Authorizer, AuthScheme, AuthSettings } from './auth/scheme.ts';
import { tokenAuth } from './auth/token.ts';

export const authSchemes: readonly AuthScheme[] = [
  tokenAuth,
  akskAuth,
  iamAuth,
  bearerAuth,
  basicAuth,
  apiKeyAuth,
  functionAuth,
];

/** The configured one, or else the first that the environment has credentials for, or undefined. */
export function createAuthorizer(
  settings: AuthSettings | undefined,
  context: AuthContext,
): Authorizer | undefined {
  if (settings !== undefined) return schemeNamed(settings.type).create(settings, context);
  for (const scheme of authSchemes) {
    const found = scheme.fromEnvironment?.(context.environment);
    if (found !== undefined) return scheme.create(found, context);
  }
  return undefined;
}

function schemeNamed(name: string): AuthScheme {
  const scheme = authSchemes.find((candidate) => candidate.name === name);
  if (scheme !== undefined) return scheme;
  const known = authSchemes.map((candidate) => candidate.name);
  const near = nearest(String(name), known);
  throw new InputError(`unknown auth type "${name}"; known: ${listOf(known)}`, {
    fix: near === undefined ? 'set auth.type to one of them' : `did you mean "${near}"?`,
  });
}
