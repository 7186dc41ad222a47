import { InputError } from '../../lib/input-error.ts';
import type { AuthSettings } from '../auth-scheme.ts';

/** A login or signature that did not come about: ends as unreachable, with this reason. */
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
