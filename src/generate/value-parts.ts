// What functions refer to beside each other: regular expressions, helpers, and those parts of schemas that are looked at when a value is
// validated.
import type { CodeGen } from 'ajv';
import type { ValueScopeName } from 'ajv/dist/compile/codegen/index.js';
import { helpers } from './helpers.ts';

/** A definition of the generated module, and the names of others that it mentions. */
export type Part = { readonly name: string; readonly text: string; readonly needs: readonly string[] };

/** Those of the names that stand for values of `generator`. */
export function valueParts({ _values: byPrefix }: CodeGen, names: ReadonlySet<string>): Part[] {
  const values = Object.values(byPrefix).flatMap((set) => [...(set ?? [])]);
  return values
    .filter(({ str }) => names.has(str))
    .map((name) => ({ name: name.str, text: `const ${name} = ${valueText(name)};`, needs: [] }));
}

const HELPERS: Readonly<Record<string, string>> = {
  'require("ajv/dist/runtime/ucs2length").default': helpers.codePoints,
};

function valueText({ str, value }: ValueScopeName): string {
  const code = value?.code === undefined ? dataLiteral(value?.ref) : String(value.code);
  const text = HELPERS[code] ?? code;
  if (text.startsWith('require('))
    throw new Error(`ajv's code requires what HELPERS lacks for ${str}: ${text}`);
  return text;
}

export function dataLiteral(value: unknown): string {
  return asLiteral(JSON.stringify(value));
}

/** JSON as JavaScript reads it: there `"__proto__":` in a literal would set the prototype. */
export function asLiteral(json: string): string {
  return json.replaceAll('"__proto__":', '["__proto__"]:');
}
