// Schemas -> functions as text, by ajv's public API alone (https://ajv.js.org/standalone.html). optimise/ gives the same verdicts by shorter
// and faster functions: tests hold it against these, which take over where optimise/ is taken out.
import type { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { rememberByName } from '../lib/remember.ts';
import type { JsonSchema } from '../model.ts';
import { REQUIRED } from './code-texts.ts';

/** By short keys, which references name as `#/$defs/key`. */
export type Schemas = ReadonlyMap<string, JsonSchema>;

/** A definition of the generated module, in one line, and the names of others that it mentions. */
export type Part = { readonly name: string; readonly text: string; readonly needs: readonly string[] };

export type Functions = {
  /** Takes further schemas. They may refer to each other and to those before, not those before to them. */
  readonly add: (schemas: Schemas) => void;
  /** The function that holds a value to this schema; it is made when it is first asked for, with all that it calls. */
  readonly nameOf: (key: string) => string;
  /** Of what was made and not taken yet: it grows. Each stands behind what it needs when the module is loaded. */
  readonly parts: Part[];
};

const BOOK = 'https://contract.invalid/';

/** Each function stands with its own copy of all that it calls. */
export function standaloneFunctions(ajv: Ajv2020): Functions {
  const schemas = new Map<string, JsonSchema>();
  const parts: Part[] = [];
  const made = rememberByName((key: string) => {
    const part = standalone(ajv, key);
    parts.push(part);
    return part.name;
  });
  return {
    add: (more) => {
      for (const [key, schema] of more) schemas.set(key, schema);
      ajv.removeSchema(BOOK);
      ajv.addSchema({ $id: BOOK, $defs: Object.fromEntries(schemas) });
    },
    nameOf: made,
    parts,
  };
}

function standalone(ajv: Ajv2020, key: string): Part {
  const validate = ajv.getSchema(`${BOOK}#/$defs/${key}`);
  if (validate === undefined) throw new Error(`no schema stands at ${key}`);
  const text = standaloneCode.default(ajv, validate);
  const [start, own] = START.exec(text) ?? [];
  if (start === undefined)
    throw new Error(`ajv's standalone code starts in an unknown way: ${text.slice(0, 80)}`);
  const name = `validate_${key}`;
  return {
    name,
    text: `const ${name} = (() => {${mended(text.slice(start.length))}return ${own};})();`,
    needs: [],
  };
}

const START = /^"use strict";export const validate = (\w+);export default \w+;/;

/**
 * Without anything required, and without what ajv 8.20 does wrong with the names that schemas speak of: it keeps them in objects with
 * inherited names, adds to those of another function, and notes a name where all names are spoken of (a TypeError).
 */
function mended(text: string): string {
  return text.replaceAll(
    MENDED,
    (token, required?: string, created?: string, noted?: string, asked?: string) => {
      if (required !== undefined) return requiredText(required);
      if (created !== undefined) return token.replace('{}', '{__proto__:null}');
      if (noted !== undefined) return token.replace(/^(\w+)/, 'if($1 !== true)($1 ??= {__proto__:null})');
      return asked === undefined
        ? token
        : `((names) => typeof names == "object" ? {__proto__:null, ...names} : names)(${asked})`;
    },
  );
}

/** First, to be left as they are, texts in quotes and regular expressions. */
const MENDED =
  /require\(("[^"]+"\)\.default)|"(?:[^"\\]|\\.)*"|const formats\d+ = \/.*?[^\\]\/\w*;|(props\d+ (?:=|\|\|) \{\})|(props\d+\[key\d+\] = true)|(validate\d+\.evaluated\.props\b)/g;

function requiredText(rest: string): string {
  const text = REQUIRED[`require(${rest}`];
  if (text === undefined) throw new Error(`ajv's code requires what code-texts.ts lacks: ${rest}`);
  return text;
}
