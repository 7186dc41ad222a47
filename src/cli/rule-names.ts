import { rules } from '../drift/rules.ts';
import { InputError } from '../lib/input-error.ts';
import { nearest } from '../lib/suggest.ts';
import { unknown } from './parse.ts';
import type { Settings } from './settings.ts';

/** Codes that the config sets levels for: one that does not exist would set nothing. */
export function checkRuleNames({ config, placeOf }: Settings): void {
  const known = rules.map((rule) => rule.code);
  for (const code of Object.keys(config.rules ?? {})) {
    if (known.includes(code)) continue;
    const { message } = unknown('code', code, known, undefined);
    const near = nearest(code, known);
    throw new InputError(message, {
      place: placeOf(['rules', code]),
      ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
    });
  }
}
