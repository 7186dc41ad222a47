// One contract -> what the compiled modules hold: a route table with the validators' names, the strict schemas, the places.

import type { Contract } from '../contract/openapi.ts';
import { resolver } from '../contract/references.ts';
import { schemaBook } from '../contract/strict.ts';
import { InputError } from '../lib/input-error.ts';
import { valueAt } from '../lib/pointer.ts';
import type {
  CompiledContract,
  ContractDetail,
  JsonPointer,
  JsonSchema,
  OwnFormats,
  Place,
  Position,
  Validate,
  ValueConditions,
  ValueKeyword,
} from '../model.ts';
import { boundsOf } from './bounded.ts';
import { stringFormats } from './formats.ts';
import { marksOf } from './not-judged.ts';
import { responseExamples } from './response-examples.ts';
import { compileOperations, contractHosts, type Source } from './routes.ts';
import { type Books, type ValidatorOptions, type ValidatorSource, validatorSource } from './validators.ts';

export type CompiledSource = {
  readonly validators: ValidatorSource;
  /** Validators stand as functions whose `name` is their name in the source text. */
  readonly contract: CompiledContract;
  readonly detail: ContractDetail;
};

export type CompileOptions = {
  /** Formats that the config says the meaning of. */
  readonly formats?: OwnFormats;
  /** What the strict validator asks of values beyond the contract's own keywords. */
  readonly valueRules?: readonly ValueKeyword[];
  /** false: functions as ajv writes them, without optimise/. */
  readonly optimise?: boolean;
};

export function compileContract(
  contract: Contract,
  { valueRules = [], ...options }: CompileOptions = {},
): CompiledSource {
  const strict = schemaBook(contract.document, true, valueRules);
  const open = schemaBook(contract.document, false);
  const isJudgedInFull = contract.defects.every(({ outcome }) => outcome === 'told');
  const marks = marksOf(strict.book.schemas);
  const roots = new Map<JsonPointer, JsonPointer>();
  const numbers = new Map<JsonPointer, number>();
  const compile: Source['compile'] = (pointer, direction) => {
    if (pointer === undefined)
      return { schema: undefined, strict: placeholder('anything'), open: placeholder('anything') };
    const schema = strict.use(pointer, direction);
    open.use(pointer, direction);
    const index = numbers.get(schema) ?? numbers.size;
    numbers.set(schema, index);
    roots.set(schema, pointer);
    return {
      schema,
      strict: placeholder(`strict${index}`),
      open: placeholder(`open${index}`),
      ...(isJudgedInFull ? {} : marks(schema)),
    };
  };
  const operations = compileOperations({
    document: contract.document,
    resolve: resolver(contract.document),
    compile,
    isUnbounded: boundsOf(strict.book.schemas),
  });
  const books = { strict: strict.book, open: open.book };
  const validators = compileValidators(contract, books, roots, options);
  const { source, hash, files, title } = contract;
  const hosts = contractHosts(contract.document);
  return {
    validators,
    contract: {
      format: 2,
      source,
      hash,
      files,
      title,
      ...(hosts && { hosts }),
      operations,
      ...(contract.defects.length > 0 && { defects: contract.defects }),
    },
    detail: {
      hash,
      files,
      schemas: strict.book.schemas,
      formats: usedFormats(strict.book.schemas, options.formats),
      places: placesOf(contract, operations, books),
      examples: responseExamples(contract.document, operations),
    },
  };
}

function placeholder(name: string): Validate {
  return Object.defineProperty(() => true, 'name', { value: name });
}

function compileValidators(
  contract: Contract,
  books: Books,
  roots: ReadonlyMap<JsonPointer, JsonPointer>,
  options: ValidatorOptions,
): ValidatorSource {
  try {
    return validatorSource(books, [...roots.keys()], options);
  } catch (error) {
    throw refusal(contract, books, roots, options) ?? error;
  }
}

/** Which schema it is that ajv does not take: each is tried alone, since ajv's message names no place. */
function refusal(
  contract: Contract,
  books: Books,
  roots: ReadonlyMap<JsonPointer, JsonPointer>,
  options: ValidatorOptions,
): InputError | undefined {
  for (const [root, source] of roots) {
    try {
      validatorSource(books, [root], options);
    } catch (error) {
      const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      return new InputError(`schema does not compile: ${message}`, {
        place: placeAt(contract, source),
        fix: 'correct the schema that is used here',
      });
    }
  }
  return undefined;
}

function placeAt(contract: Contract, pointer: JsonPointer): Place {
  const [line, column, file] = contract.positionOf(pointer) ?? [1, 1, 0];
  return { file: contract.files[file] ?? contract.source, line, column };
}

function usedFormats(schemas: ContractDetail['schemas'], own: OwnFormats = {}): ContractDetail['formats'] {
  const text = JSON.stringify(schemas);
  const known = Object.entries(stringFormats).map(
    ([name, { source, flags }]) => [name, [source, flags] as const] as const,
  );
  const stated = Object.entries(own).map(
    ([name, format]) => [name, typeof format === 'string' ? functionOf(format) : format] as const,
  );
  return Object.fromEntries(
    [...known, ...stated].filter(([name]) => text.includes(`"format":${JSON.stringify(name)}`)),
  );
}

/** Of the config's own text. */
function functionOf(text: string): (value: unknown) => boolean {
  return new Function(`return (${text});`)() as (value: unknown) => boolean;
}

function placesOf(
  contract: Contract,
  operations: CompiledContract['operations'],
  { strict }: Books,
): ContractDetail['places'] {
  const places: Record<JsonPointer, Position> = {};
  const note = (key: JsonPointer, pointer: JsonPointer): void => {
    const position = contract.positionOf(pointer);
    if (position !== undefined) places[key] = position;
  };
  for (const { pointer, parameters, responses } of operations) {
    for (const at of [
      pointer,
      ...parameters.map((parameter) => parameter.pointer),
      ...responses.flatMap(({ pointer: response, headers }) => [
        response,
        ...headers.map((header) => header.pointer),
      ]),
    ])
      note(at, at);
  }
  for (const [at, pointer] of strict.sources) {
    note(at, pointer);
    const schema = valueAt(strict.schemas, at) as JsonSchema | undefined;
    const keywords = typeof schema === 'object' ? Object.keys(schema) : [];
    for (const keyword of keywords.filter((name) => POINTED_AT.has(name)))
      note(`${at}/${keyword}`, `${pointer}/${keyword}`);
    for (const code of Object.keys(conditionsOf(schema))) note(`${at}/x-rules/${code}`, pointer);
  }
  return places;
}

function conditionsOf(schema: JsonSchema | undefined): ValueConditions {
  return typeof schema === 'object' ? ((schema['x-rules'] ?? {}) as ValueConditions) : {};
}

/** Keywords that a violation points at; for the others the schema itself is place enough. */
const POINTED_AT = new Set([
  'type',
  'enum',
  'const',
  'pattern',
  'format',
  'required',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'contains',
  'minProperties',
  'maxProperties',
  'oneOf',
  'anyOf',
  'not',
  'then',
  'else',
  'discriminator',
  'x-not-supported',
]);
