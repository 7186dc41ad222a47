// Schemas -> the source text of their validators, without any import and without the error objects that nobody reads:
// what is wrong is said by the explainer.
import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import type { SchemaBook } from '../contract/strict.ts';
import { flagsOf, schemaRegExp } from '../lib/regex.ts';
import type { JsonPointer, OwnFormats } from '../model.ts';
import { ajvBook } from './ajv-schema.ts';
import { numberFormats, stringFormats } from './formats.ts';
import { ownFormat, ownKeywords, replacedKeywords } from './keywords.ts';
import { shortened } from './optimise/shortened.ts';
import { type Part, standaloneFunctions } from './standalone.ts';

export type ValidatorSource = {
  /** A line each. */
  readonly parts: readonly Part[];
  /** The function's name in `parts`, by the reading and the pointer into its book. */
  readonly nameOf: (reading: 'strict' | 'open', pointer: JsonPointer) => string;
};

const OPTIONS: Options = {
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  allowUnionTypes: true,
  allowMatchingProperties: true,
  messages: false,
  meta: false,
  validateSchema: false,
  code: { source: true, esm: true, lines: false },
};

export type Books = { readonly strict: SchemaBook; readonly open: SchemaBook };

export type ValidatorOptions = {
  /** Formats that the config says the meaning of. */
  readonly formats?: OwnFormats;
  /** Takes what ajv's strict mode refuses, such as `then` without `if`, and asserts no format: JSON Schema rather than OpenAPI. */
  readonly lenient?: boolean;
  /** false: the functions as ajv writes them. */
  readonly optimise?: boolean;
};

/** Throws ajv's own error where a schema does not compile; the caller knows the place. */
export function validatorSource(
  books: Books,
  roots: readonly JsonPointer[],
  options: ValidatorOptions = {},
): ValidatorSource {
  const { formats = {} } = options;
  const strict = ajvBook('s', books.strict.schemas.$defs, formats);
  const open = ajvBook('o', books.open.schemas.$defs, formats);
  const functionsOf = options.optimise === false ? standaloneFunctions : shortened;
  const functions = functionsOf(new Map([...strict.schemas, ...open.schemas]), createAjv(options));
  const names = new Map(roots.map((root, index) => [root, index]));
  const exported = roots.flatMap((root, index) => [
    alias(`strict${index}`, functions.nameOf(strict.keyOf(root))),
    alias(`open${index}`, functions.nameOf(open.keyOf(root))),
  ]);
  return {
    parts: [...functions.parts().map(withOwnFlags), ...exported],
    nameOf: (reading, pointer) => `${reading}${names.get(pointer)}`,
  };
}

function alias(name: string, function_: string): Part {
  return { name, text: `const ${name} = ${function_};`, needs: [function_] };
}

/** ajv writes the u flag for all patterns of a schema; some compile only without it. */
function withOwnFlags(part: Part): Part {
  if (!part.text.includes('new RegExp(')) return part;
  const text = part.text.replaceAll(
    /new RegExp\(("(?:[^"\\]|\\.)*"), "u"\)/g,
    (_, source: string) => `new RegExp(${source}, "${flagsOf(JSON.parse(source) as string)}")`,
  );
  return { ...part, text };
}

function createAjv({ formats = {}, lenient = false, optimise = true }: ValidatorOptions): Ajv2020 {
  const ajv = new Ajv2020({
    ...OPTIONS,
    // optimise/ asks for own properties only in functions where a name such as `constructor` stands.
    ownProperties: !optimise,
    inlineRefs: false,
    code: { ...OPTIONS.code, regExp: Object.assign(schemaRegExp, { code: 'new RegExp' }) },
    ...(lenient ? { strict: false, validateFormats: false, logger: false } : {}),
  });
  for (const { keyword } of replacedKeywords) ajv.removeKeyword(String(keyword));
  for (const keyword of [...ownKeywords, ...replacedKeywords, ownFormat(formats)]) ajv.addKeyword(keyword);
  for (const [name, format] of Object.entries(stringFormats)) ajv.addFormat(name, format);
  for (const name of numberFormats) ajv.addFormat(name, true);
  for (const [name, format] of Object.entries(formats))
    if (Array.isArray(format)) ajv.addFormat(name, new RegExp(format[0], format[1]));
  return ajv;
}
