// Schemas -> the source text of their validators, without any import and without the error objects that nobody reads:
// what is wrong is said by the explainer.
import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import type { SchemaBook } from '../contract/schema-book.ts';
import { reachedFrom } from '../lib/reached.ts';
import { flagsOf, isBoundedPattern, schemaRegExp } from '../lib/regex.ts';
import type { JsonPointer, OwnFormats } from '../model.ts';
import { ajvBook } from './ajv-schema.ts';
import { BOUNDED, boundedText, STEPS, stepsText } from './code-texts.ts';
import { numberFormats, stringFormats } from './formats.ts';
import { ownFormat, ownKeywords, replacedKeywords } from './keywords.ts';
import { shortened } from './optimise/shortened.ts';
import { type Part, standaloneFunctions } from './standalone.ts';

type ValidatorSource = {
  /** Takes what the books hold by now. */
  readonly grow: () => void;
  /** Makes the functions of the schema at this pointer. Throws ajv's own error where it does not compile; the caller knows the place. */
  readonly add: (root: JsonPointer) => void;
  /** A line each, in the order in which a module has to have them: they grow. */
  readonly parts: readonly Part[];
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

type Books = { readonly strict: SchemaBook; readonly open: SchemaBook };

type ValidatorOptions = {
  /** Formats that the config says the meaning of. */
  readonly formats?: OwnFormats;
  /** Takes what ajv's strict mode refuses, such as `then` without `if`, and asserts no format: JSON Schema rather than OpenAPI. */
  readonly lenient?: boolean;
  /** false: the functions as ajv writes them. */
  readonly optimise?: boolean;
};

const READINGS = ['strict', 'open'] as const;

/** `nameOf`: the name of a root's function in `parts`. */
export function validatorSource(
  books: Books,
  nameOf: (reading: 'strict' | 'open', root: JsonPointer) => string,
  options: ValidatorOptions = {},
): ValidatorSource {
  const { formats = {} } = options;
  const own = { strict: ajvBook('s', books.strict, formats), open: ajvBook('o', books.open, formats) };
  const functionsOf = options.optimise === false ? standaloneFunctions : shortened;
  const functions = functionsOf(createAjv(options));
  const parts: Part[] = [];
  return {
    grow: () => {
      for (const reading of READINGS) functions.add(own[reading].added());
    },
    add: (root) => {
      const names = READINGS.map((reading) => [
        nameOf(reading, root),
        functions.nameOf(own[reading].keyOf(root)),
      ]);
      const made = functions.parts.splice(0).map(withOwnFlags);
      if (made.some(({ needs }) => needs.includes(BOUNDED)) && !parts.some(({ name }) => name === BOUNDED))
        parts.push(STEPS_PART, BOUNDED_PART);
      parts.push(...made);
      for (const [name = '', function_ = ''] of names) parts.push(alias(name, function_, parts));
    },
    parts,
  };
}

const STEPS_PART: Part = { name: STEPS, text: stepsText, needs: [] };
const BOUNDED_PART: Part = { name: BOUNDED, text: boundedText, needs: [STEPS] };

function alias(name: string, function_: string, parts: readonly Part[]): Part {
  return needsBounded(function_, parts)
    ? { name, text: `const ${name} = ${STEPS}(${function_});`, needs: [function_, STEPS] }
    : { name, text: `const ${name} = ${function_};`, needs: [function_] };
}

function needsBounded(function_: string, parts: readonly Part[]): boolean {
  if (!parts.includes(BOUNDED_PART)) return false;
  const needsOf = new Map(parts.map(({ name, needs }) => [name, needs]));
  return reachedFrom([function_], (name) => needsOf.get(name) ?? []).has(BOUNDED);
}

/** ajv writes the u flag for all patterns of a schema; some compile only without it. */
function withOwnFlags(part: Part): Part {
  const { name, needs } = part;
  const withFlags = () =>
    part.text.replaceAll(/new RegExp\(("(?:[^"\\]|\\.)*"), "u"\)/g, (_, literal: string) => {
      const source = JSON.parse(literal) as string;
      return `${isBoundedPattern(source) ? BOUNDED : 'new RegExp'}(${literal}, "${flagsOf(source)}")`;
    });
  // Patterns stand in parts of their own, or in functions as ajv writes them.
  const isBounded = /^(?:pattern\d|validate_)/.test(name) && withFlags().includes(`${BOUNDED}("`);
  return {
    name,
    needs: isBounded ? [...needs, BOUNDED] : needs,
    get text() {
      return withFlags();
    },
  };
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
