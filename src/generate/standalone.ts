// The text of ajv's validators, as ajv/lib/standalone writes it, but in linear time: that one joins each text to all before it, which for a
// thousand of them takes longer than to compile them. Delete when ajv's own does not.
import type { Ajv2020 } from 'ajv/dist/2020.js';
import { _Code, type Code, nil } from 'ajv/dist/compile/codegen/code.js';
import { type UsedScopeValues, UsedValueState, type ValueScopeName } from 'ajv/dist/compile/codegen/scope.js';
import type { SourceCode } from 'ajv/dist/types/index.js';

/** `exported`: the name of each validator, and the reference of its schema. */
export function standaloneText(ajv: Ajv2020, exported: Readonly<Record<string, string>>): string {
  const used: UsedScopeValues = {};
  const parts = Object.entries(exported).map(([name, ref]) => {
    const source = ajv.getSchema(ref)?.source;
    if (source === undefined) throw new Error(`no schema ${ref}`);
    const text = String(validatorCode(ajv, source, used));
    return `export const ${name} = ${source.validateName};${text}`;
  });
  return `"use strict";${parts.join('')}`;
}

function raw(text: string): Code {
  return new _Code(text);
}

function validatorCode(ajv: Ajv2020, source: SourceCode, used: UsedScopeValues): Code {
  const { validateName, validateCode, scopeValues, evaluated } = source;
  if (used[validateName.prefix]?.get(validateName) === UsedValueState.Completed) return nil;
  const states = used[validateName.prefix] ?? new Map<ValueScopeName, UsedValueState | undefined>();
  used[validateName.prefix] = states;
  states.set(validateName, UsedValueState.Started);
  const scope = ajv.scope.scopeCode(scopeValues, used, (name) => referred(ajv, name, used));
  const end = evaluated === undefined ? '' : `${validateName}.evaluated = ${evaluated};`;
  return raw(`${scope}${validateCode}${end}`);
}

/** What another validator is called through: its own code, or a wrapper where they call each other. */
function referred(ajv: Ajv2020, name: ValueScopeName, used: UsedScopeValues): Code | undefined {
  const ref: unknown = name.value?.ref;
  if (name.prefix === 'validate' && typeof ref === 'function') {
    const { source } = ref as { readonly source?: SourceCode };
    return source === undefined ? undefined : validatorCode(ajv, source, used);
  }
  if ((name.prefix !== 'root' && name.prefix !== 'wrapper') || typeof ref !== 'object' || ref === null)
    return undefined;
  const { validate, validateName } = ref as {
    readonly validate?: { readonly source?: SourceCode };
    readonly validateName?: ValueScopeName;
  };
  if (validateName === undefined) throw new Error('ajv has no name for a validator');
  const wrapper = `const ${name} = {validate: ${validateName}};`;
  const isStarted = used[validateName.prefix]?.get(validateName) === UsedValueState.Started;
  if (isStarted || validate?.source === undefined) return raw(wrapper);
  return raw(`${wrapper}${validatorCode(ajv, validate.source, used)}`);
}
