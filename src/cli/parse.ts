// The fast path of the command line: exact long and short options. Whatever else it meets (help, a mistake, a cluster of
// short options) it leaves to commander, which knows better and takes a third of Node's own start to load.
import { InputError } from '../lib/input-error.ts';
import { listOf, nearest } from '../lib/suggest.ts';
import type { Command, Given, Input, OptionSpec } from './command.ts';

export function parseQuickly(command: Command, argv: readonly string[]): Input | undefined {
  const values: string[] = [];
  const options: Given[] = [];
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '-' || !word.startsWith('-')) {
      values.push(word);
      continue;
    }
    const spec = command.options.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
    if (spec === undefined) return undefined;
    const value = spec.value === undefined ? true : argv[++index];
    if (value === undefined || isOption(value)) return undefined;
    options.push({ name: spec.name, value });
  }
  return fits(command, values) ? { arguments: values, options } : undefined;
}

function isOption(value: string | true): boolean {
  return value !== true && value !== '-' && value.startsWith('-');
}

function fits(command: Command, values: readonly string[]): boolean {
  const required = command.arguments.filter((argument) => argument.required).length;
  const open = command.arguments.some((argument) => argument.variadic);
  return values.length >= required && (open || values.length <= command.arguments.length);
}

/** Values that are not among an option's choices, whichever parser read them. */
export function checkChoices(command: Command, input: Input): Input {
  for (const { name, value } of input.options) {
    const spec = command.options.find((option) => option.name === name);
    if (spec?.choices === undefined || value === true) continue;
    if (!spec.choices.names.includes(value)) throw unknownChoice(spec, value, spec.choices);
  }
  return input;
}

function unknownChoice(
  spec: OptionSpec,
  value: string,
  choices: NonNullable<OptionSpec['choices']>,
): InputError {
  const near = nearest(value, choices.names);
  return unknown(
    choices.noun,
    value,
    choices.names,
    near === undefined ? undefined : `--${spec.name} ${near}`,
  );
}

/** `unknown format "junti"; known: text, json`, with the nearest offered as the fix. */
export function unknown(
  noun: string,
  name: string,
  known: readonly string[],
  near: string | undefined,
): InputError {
  const fix = near === undefined ? {} : { fix: `did you mean ${near}?` };
  return new InputError(`unknown ${noun} "${name}"; known: ${listOf(known)}`, fix);
}
