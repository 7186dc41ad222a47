import { InputError } from '../lib/input-error.ts';
import { nearest } from '../lib/suggest.ts';
import type { CompiledContract, Place } from '../model.ts';
import { rules } from '../verdict/rules.ts';
import { unknown } from './parse.ts';
import type { Settings } from './settings.ts';

/** Codes and operations that the config sets levels for: one that does not exist would set nothing. */
export function checkRuleNames({ config, placeOf }: Settings, contract: CompiledContract): void {
  const codes = rules.map((rule) => rule.code);
  const operations = contract.operations.map(({ id }) => id);
  for (const [code, rule] of Object.entries(config.rules ?? {})) {
    checkName('code', code, codes, placeOf(['rules', code]));
    for (const operation of Object.keys(typeof rule === 'object' ? (rule.operations ?? {}) : {}))
      checkName('operation', operation, operations, placeOf(['rules', code, operation]));
  }
}

function checkName(noun: string, name: string, known: readonly string[], place: Place): void {
  if (known.includes(name)) return;
  const near = nearest(name, known);
  throw new InputError(unknown(noun, name, known, undefined).message, {
    place,
    ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
  });
}
