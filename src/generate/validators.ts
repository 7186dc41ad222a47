// Schemas -> the source text of their validators, without any import and without the error objects that nobody reads:
// what is wrong is said by the explainer.
import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import type { SchemaBook } from '../contract/strict.ts';
import type { JsonPointer } from '../model.ts';
import { type AjvBook, ajvBook } from './ajv-schema.ts';
import { editCode } from './code-edit.ts';
import { hintFormats, numberFormats, stringFormats } from './formats.ts';
import { helpers } from './helpers.ts';
import { keywords } from './keywords.ts';
import { standaloneText } from './standalone.ts';
import { withoutErrors } from './without-errors.ts';
import { withoutUnused } from './without-unused.ts';

export type ValidatorSource = {
  readonly text: string;
  /** The function's name in `text`, by the reading and the pointer into its book. */
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
  code: { source: true, esm: true, lines: false },
};

/** With more, ajv's shortening of its code and its copies of small schemas take longer than all the rest, and each validator runs seldom. */
const MANY = 100;

export type Books = { readonly strict: SchemaBook; readonly open: SchemaBook };

export type ValidatorOptions = {
  readonly allowFormats?: readonly string[];
  /** Takes what ajv's strict mode refuses, such as `then` without `if`, and asserts no format: JSON Schema rather than OpenAPI. */
  readonly lenient?: boolean;
};

/** Throws ajv's own error where a schema does not compile; the caller knows the place. */
export function validatorSource(
  books: Books,
  roots: readonly JsonPointer[],
  options: ValidatorOptions = {},
): ValidatorSource {
  const strict = ajvBook('https://contract.invalid/strict', books.strict.schemas.$defs);
  const open = ajvBook('https://contract.invalid/open', books.open.schemas.$defs);
  const ajv = createAjv(JSON.stringify([strict.document, open.document]), {
    ...options,
    optimize: roots.length <= MANY,
  });
  ajv.addSchema([strict.document, open.document]);
  const exported = Object.fromEntries(
    roots.flatMap((root, index) => [
      refOf(`strict${index}`, strict, root),
      refOf(`open${index}`, open, root),
    ]),
  );
  const text = roots.length === 0 ? '' : ownCode(standaloneText(ajv, exported));
  return { text, nameOf: (reading, pointer) => `${reading}${roots.indexOf(pointer)}` };
}

function refOf(name: string, book: AjvBook, root: JsonPointer): readonly [string, string] {
  return [name, book.refTo(root)];
}

function createAjv(
  documents: string,
  { allowFormats = [], lenient = false, optimize }: ValidatorOptions & { readonly optimize: boolean },
): Ajv2020 {
  const ajv = new Ajv2020({
    ...OPTIONS,
    code: { ...OPTIONS.code, optimize },
    inlineRefs: optimize,
    ...(lenient ? { strict: false, validateFormats: false, logger: false } : {}),
    ownProperties: namesOfObjectPrototype(documents),
  });
  // Ajv2020 insists on both; bookkeeping for keywords that do not occur would cost size and time at each object.
  ajv.opts.unevaluated = /"unevaluated(?:Properties|Items)":/.test(documents);
  ajv.opts.dynamicRef = documents.includes('"$dynamicRef":');
  for (const keyword of keywords) ajv.addKeyword(keyword);
  for (const [name, format] of Object.entries(stringFormats)) ajv.addFormat(name, format);
  for (const name of [...numberFormats, ...hintFormats, ...allowFormats]) ajv.addFormat(name, true);
  return ajv;
}

/** A contract that declares a property such as `constructor` needs the slower look at own properties alone. */
function namesOfObjectPrototype(documents: string): boolean {
  return Object.getOwnPropertyNames(Object.prototype).some((name) => documents.includes(`"${name}"`));
}

const HELPERS: Readonly<Record<string, string>> = {
  'require("ajv/dist/runtime/ucs2length").default': helpers.codePoints,
  'require("ajv/dist/runtime/equal").default': helpers.isEqual,
};

// Names that were spoken of, kept by ajv in an object that must not have inherited names: `constructor` is a property like any other.
const EVALUATED = /(\bprops\d+ = (?:props\d+ \|\| )?)\{\}/g;

// ajv 8 notes a name that a pattern matched even where all names are spoken of already, and throws.
const EVALUATED_KEY = /(?<![.\w$])(props\d+)\[(key\d+)\] = true;/g;

// ajv 8 keeps the name that is missing and takes it for the verdict: an empty name would be none.
const MISSING_NAME = / && \(missing\d+ = "\d+"\)/g;

/** One statement a line, validators that nobody else sees, and no import. */
function ownCode(source: string): string {
  const helped = Object.entries(HELPERS).reduce(
    (text, [call, helper]) => text.replaceAll(call, helper),
    source,
  );
  return editCode(helped, (code) => {
    const left = /require\([^)]*\)/.exec(code);
    if (left !== null)
      throw new Error(`ajv's standalone code requires a module that HELPERS lacks: ${source.slice(0, 2000)}`);
    return withoutUnused(withoutErrors(code))
      .replaceAll(MISSING_NAME, '')
      .replaceAll(EVALUATED, '$1{__proto__:null}')
      .replaceAll(EVALUATED_KEY, 'if($1 !== true){($1 ??= {__proto__:null})[$2] = true;}')
      .replace(/^"\d+";/, '')
      .replaceAll('export const ', '\nconst ')
      .replaceAll(/(?<=[;}])function validate/g, '\nfunction validate');
  });
}
