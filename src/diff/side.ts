// One of two contracts, ready to be compared: its operations, the strict schemas of all their values, and the way back to its text.
import type { Contract } from '../contract/openapi.ts';
import { resolver } from '../contract/references.ts';
import { schemaBook } from '../contract/schema-book.ts';
import { compileOperations } from '../generate/routes.ts';
import { pointerTokens, valueAt } from '../lib/pointer.ts';
import type { CompiledOperation, ContractDetail, JsonPointer, Place } from '../model.ts';

/** The same of either contract. */
export type Both<Each> = { readonly old: Each; readonly now: Each };

export type Side = {
  readonly contract: Contract;
  readonly operations: readonly CompiledOperation[];
  readonly schemas: ContractDetail['schemas'];
  /** The pointer into the document of what stands at this pointer into `schemas`. */
  readonly sourceOf: (at: JsonPointer) => JsonPointer;
  /** Of a pointer into the document. */
  readonly placeOf: (pointer: JsonPointer) => Place;
};

export function sideOf(contract: Contract): Side {
  const { document } = contract;
  const strict = schemaBook(document, true);
  const operations = compileOperations({
    document,
    resolve: resolver(document),
    multiSegment: contract.multiSegment ?? [],
    compile: (pointer, direction, events) => ({
      schema: pointer && strict.use(pointer, direction, events),
      strict: acceptAll,
      open: acceptAll,
    }),
    isUnbounded: () => false,
  });
  return {
    contract,
    operations,
    schemas: strict.book.schemas,
    sourceOf: (at) => sourceIn(strict.book.sources, at),
    placeOf: (pointer) => placeIn(contract, pointer),
  };
}

/** Contracts are compared without any value. */
function acceptAll(): boolean {
  return true;
}

type Sources = ReadonlyMap<string, ReadonlyMap<JsonPointer, JsonPointer>>;

/** By the nearest schema around it, whose keywords keep their names. */
function sourceIn(sources: Sources, at: JsonPointer): JsonPointer {
  const own = sources.get(pointerTokens(at)[1] ?? '');
  for (let around = at; around !== ''; around = around.slice(0, around.lastIndexOf('/'))) {
    const source = own?.get(around);
    if (source !== undefined) return source + at.slice(around.length);
  }
  return '';
}

function placeIn({ positionOf, files, source }: Contract, pointer: JsonPointer): Place {
  const position = positionOf(pointer);
  if (position === undefined) return { file: source, pointer };
  const [line, column, file] = position;
  return { file: files[file] ?? source, line, column, pointer };
}

/** What the document says at this pointer. */
export function written({ contract: { document } }: Side, pointer: JsonPointer): unknown {
  return valueAt(document, pointer);
}
