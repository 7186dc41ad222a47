// One contract -> what the compiled modules hold: a route table with the validators' names, the strict schemas, the places. The table alone
// is made at once; validators and schemas, an operation at a time, for those that somebody needs.

import type { Contract, RefusedSchema } from '../contract/openapi.ts';
import { resolver } from '../contract/references.ts';
import { behindRefs, type SchemaBook, schemaBook } from '../contract/schema-book.ts';
import { valuesIn } from '../lib/objects.ts';
import { pointerTokens, valueAt } from '../lib/pointer.ts';
import { reachedFrom } from '../lib/reached.ts';
import { rememberByName } from '../lib/remember.ts';
import type {
  CompiledContract,
  CompiledOperation,
  ContractDetail,
  JsonPointer,
  JsonSchema,
  OwnFormats,
  Position,
  Validate,
  ValueConditions,
  ValueKeyword,
} from '../model.ts';
import { boundsOf } from './bounded.ts';
import { ANYTHING } from './code-texts.ts';
import { functionFormats, stringFormats } from './formats.ts';
import { marksOf } from './not-judged.ts';
import { responseExamples } from './response-examples.ts';
import { compileOperation, compileOperations, contractHosts, type Source } from './routes.ts';
import type { Part } from './standalone.ts';
import { validatorSource } from './validators.ts';

/** An operation, or all of them, as source text: validators stand as functions whose `name` is their name in the text. */
export type CompiledSource = {
  readonly parts: readonly Part[];
  readonly operations: readonly CompiledOperation[];
  readonly detail: ContractDetail;
  /** What it was compiled from: the contract as it was given, or that without the schemas that do not compile, which are its defects. */
  readonly contract: Contract;
};

/** Compiles operations of one contract; what they share is compiled once. */
export type ContractCompiler = {
  /** Without validators, bounds and mistakes in schemas: those take compiling. */
  readonly outline: CompiledContract;
  /** `parts` has what these operations need, and what was compiled before. Schemas that do not compile are left out. */
  readonly compile: (operations: readonly CompiledOperation[]) => CompiledSource;
};

export type CompileOptions = {
  /** Formats that the config says the meaning of. */
  readonly formats?: OwnFormats;
  /** What the strict validator asks of values beyond the contract's own keywords. */
  readonly valueRules?: readonly ValueKeyword[];
  /** false: functions as ajv writes them, without optimise/. */
  readonly optimise?: boolean;
};

export function contractCompiler(contract: Contract, options: CompileOptions = {}): ContractCompiler {
  const { outline, compile } = refusingCompiler(contract, options);
  const refused = new Set<JsonPointer>();
  let rest = { contract, compile };
  return {
    outline,
    compile: (operations) => {
      for (;;) {
        const compiled = rest.compile(operations);
        if ('parts' in compiled) return compiled;
        // What was left out is `{}`, so that this ends: each schema can be refused once.
        if (compiled.every(({ pointer }) => refused.has(pointer)))
          throw new Error(compiled.map(({ pointer, message }) => `${pointer}: ${message}`).join('; '));
        for (const { pointer } of compiled) refused.add(pointer);
        const less = rest.contract.withoutSchemas(compiled);
        rest = { contract: less, compile: refusingCompiler(less, options).compile };
      }
    },
  };
}

type RefusingCompiler = Pick<ContractCompiler, 'outline'> & {
  /** Or the schemas that do not compile. */
  readonly compile: (operations: readonly CompiledOperation[]) => CompiledSource | readonly RefusedSchema[];
};

function refusingCompiler(
  contract: Contract,
  { valueRules = [], formats: own = {}, ...others }: CompileOptions,
): RefusingCompiler {
  const { document, source, hash, files, title, defects, overlays = 0, itemSchemas } = contract;
  const options = { ...others, formats: { ...functionFormats, ...own } };
  const strict = schemaBook(document, true, valueRules);
  const open = schemaBook(document, false);
  const isJudgedInFull = defects.every(({ outcome }) => outcome === 'told');
  const marks = marksOf(strict.book.schemas);
  const books = { strict: strict.book, open: open.book };
  const roots = new Map<JsonPointer, number>();
  const pending: Root[] = [];
  const validators = validatorSource(books, (reading, root) => `${reading}${roots.get(root)}`, options);
  const common = { document, resolve: resolver(document), multiSegment: contract.multiSegment ?? [] };
  const anything = { strict: placeholder(ANYTHING), open: placeholder(ANYTHING) };
  const outlined: Source = {
    ...common,
    compile: (pointer, direction, events) => ({
      schema: pointer && strict.placeOf(pointer, direction, events),
      ...anything,
    }),
    isUnbounded: () => false,
  };
  const compiled: Source = {
    ...common,
    compile: (pointer, direction, events) => {
      if (pointer === undefined) return { schema: undefined, ...anything };
      const schema = strict.use(pointer, direction, events);
      open.use(pointer, direction, events);
      const number = roots.get(schema) ?? roots.size;
      if (!roots.has(schema)) pending.push({ at: schema, source: pointer });
      roots.set(schema, number);
      return {
        schema,
        strict: placeholder(`strict${number}`),
        open: placeholder(`open${number}`),
        ...(isJudgedInFull ? {} : marks(schema)),
      };
    },
    isUnbounded: boundsOf(strict.book.schemas),
  };

  function compileRoots(): readonly RefusedSchema[] {
    validators.grow();
    return pending.splice(0).flatMap(({ at, source: written }) => {
      try {
        validators.add(at);
        return [];
      } catch (error) {
        const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
        return [{ pointer: behindRefs(document, written), message }];
      }
    });
  }

  const placesIn = rememberByName((name: string) => placesOfDefinition(contract, strict.book, name));
  const hosts = contractHosts(document);
  return {
    outline: {
      format: 2,
      source,
      hash,
      files,
      ...(overlays > 0 && { overlays }),
      ...(itemSchemas !== undefined && { itemSchemas }),
      title,
      ...(hosts && { hosts }),
      operations: compileOperations(outlined),
      ...(defects.length > 0 && { defects }),
    },
    compile: (outlines) => {
      const operations = outlines.map(({ pointer }) => compileOperation(compiled, pointer));
      const refused = compileRoots();
      if (refused.length > 0) return refused;
      const { $defs: all } = strict.book.schemas;
      const names = [...reachedFrom(namesIn(operations, all), (name) => namesIn(all[name], all))];
      const $defs = Object.fromEntries(names.map((name) => [name, all[name] ?? true]));
      return {
        parts: validators.parts,
        operations,
        contract,
        detail: {
          hash,
          files,
          schemas: { $defs },
          formats: usedFormats({ $defs }, options.formats),
          places: Object.assign(placesOfOperations(contract, operations), ...names.map(placesIn)),
          examples: responseExamples(document, operations),
        },
      };
    },
  };
}

/** A schema that some operation holds values to, and where it is written. */
type Root = { readonly at: JsonPointer; readonly source: JsonPointer };

function placeholder(name: string): Validate {
  return Object.defineProperty(() => true, 'name', { value: name });
}

/** The names of the definitions that texts in this value point into. */
function namesIn(root: unknown, $defs: SchemaBook['schemas']['$defs']): string[] {
  const pointers = [...valuesIn(root)].filter(
    (value) => typeof value === 'string' && IN_DEFINITIONS.test(value),
  );
  const names = pointers.map((pointer) => pointerTokens(String(pointer).replace(/^#/, ''))[1] ?? '');
  return names.filter((name) => Object.hasOwn($defs, name));
}

const IN_DEFINITIONS = /^#?\/\$defs\//;

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

type Places = Record<JsonPointer, Position>;

function placesOfOperations(contract: Contract, operations: readonly CompiledOperation[]): Places {
  const pointers = operations.flatMap(({ pointer, parameters, responses }) => [
    pointer,
    ...parameters.map((parameter) => parameter.pointer),
    ...responses.flatMap(({ pointer: response, headers }) => [
      response,
      ...headers.map((header) => header.pointer),
    ]),
  ]);
  return placed(
    contract,
    pointers.map((pointer) => [pointer, pointer]),
  );
}

/** Of one definition of the book: its schemas, and those keywords that violations point at. */
function placesOfDefinition(contract: Contract, { schemas, sources }: SchemaBook, name: string): Places {
  const pointers = [...(sources.get(name) ?? [])].flatMap(([at, pointer]) => {
    const schema = valueAt(schemas, at) as JsonSchema | undefined;
    const keywords = typeof schema === 'object' ? Object.keys(schema) : [];
    return [
      [at, pointer] as const,
      ...keywords
        .filter((keyword) => POINTED_AT.has(keyword))
        .map((keyword) => [`${at}/${keyword}`, `${pointer}/${keyword}`] as const),
      ...Object.keys(conditionsOf(schema)).map((code) => [`${at}/x-rules/${code}`, pointer] as const),
    ];
  });
  return placed(contract, pointers);
}

function placed(
  { positionOf }: Contract,
  pointers: readonly (readonly [key: JsonPointer, pointer: JsonPointer])[],
): Places {
  return Object.fromEntries(
    pointers.flatMap(([key, pointer]) => {
      const position = positionOf(pointer);
      return position === undefined ? [] : [[key, position]];
    }),
  );
}

function conditionsOf(schema: JsonSchema | undefined): ValueConditions {
  return typeof schema === 'object' ? ((schema['x-rules'] ?? {}) as ValueConditions) : {};
}

/** Keywords that a violation points at; for the others the schema itself is place enough. */
const POINTED_AT = new Set(
  (
    'type enum const pattern format required minimum maximum exclusiveMinimum exclusiveMaximum multipleOf ' +
    'minLength maxLength minItems maxItems uniqueItems contains minProperties maxProperties oneOf anyOf ' +
    'not then else discriminator x-not-supported'
  ).split(' '),
);
