// Which operations a part of a contract belongs to: what changes there can change what is found at these, and at no others.
import type { OpenApiDocument } from '../../contract/openapi.ts';
import { localPointer } from '../../contract/references.ts';
import { isObject } from '../../lib/objects.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';
import { contractOperations } from '../contract-stated.ts';

/** The ids of operations by a pointer into the document. A part is a component or a path with all of its methods. */
export function operationsByPart(document: OpenApiDocument): (pointer: JsonPointer) => ReadonlySet<string> {
  const refers = references(document);
  const operations = new Map<JsonPointer, Set<string>>();
  const byPath = Map.groupBy(contractOperations(document), ({ pointer }) => partOf(pointer));
  for (const [path, ofPath] of byPath) {
    const reached = new Set([path]);
    for (const part of reached) {
      const ids = operations.get(part) ?? new Set();
      operations.set(part, ids);
      for (const { operationId } of ofPath) ids.add(operationId);
      for (const other of refers(part)) reached.add(other);
    }
  }
  return (pointer) => operations.get(partOf(pointer)) ?? new Set();
}

function partOf(pointer: JsonPointer): JsonPointer {
  const tokens = pointer.split('/');
  return tokens.slice(0, tokens[1] === 'components' ? 4 : 3).join('/');
}

/** A schema with a discriminator also refers to those that extend it by allOf (OpenAPI 3.2, Discriminator Object). */
function references(document: OpenApiDocument): (part: JsonPointer) => readonly JsonPointer[] {
  const known = new Map<JsonPointer, { readonly refers: JsonPointer[]; readonly isBase: boolean }>();
  const referencesIn = (part: JsonPointer) => {
    const found = known.get(part) ?? search(valueAt(document, part));
    known.set(part, found);
    return found;
  };
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    if (!isObject(schema) || !Array.isArray(schema.allOf)) continue;
    const heir = appendToken('/components/schemas', name);
    for (const base of search(schema.allOf).refers)
      if (referencesIn(base).isBase) referencesIn(base).refers.push(heir);
  }
  return (part) => referencesIn(part).refers;
}

/** Anything that reads as a local reference is one: a mapping's values too, and more does no harm here. */
function search(root: unknown): { readonly refers: JsonPointer[]; readonly isBase: boolean } {
  const refers = new Set<JsonPointer>();
  let isBase = false;
  const values = [root];
  for (let value = values.pop(); values.length > 0 || value !== undefined; value = values.pop()) {
    const pointer = localPointer(value);
    if (pointer !== undefined) refers.add(partOf(pointer));
    if (typeof value !== 'object' || value === null) continue;
    isBase ||= 'discriminator' in value;
    values.push(...Object.values(value));
  }
  return { refers: [...refers], isBase };
}
