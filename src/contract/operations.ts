// The operations under `paths`, and names for those that have none.
import { freeName } from '../lib/free-name.ts';
import { HTTP_METHODS } from '../lib/http-methods.ts';
import { asObject, isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';

export type PathOperation = {
  /** As requests send it. */
  readonly method: string;
  readonly path: string;
  readonly item: JsonObject;
  readonly itemPointer: JsonPointer;
  readonly operation: JsonObject;
  readonly pointer: JsonPointer;
};

/** Operations of callbacks and webhooks are left out: the vendor calls those, not we. */
export function operationsOf({ paths }: JsonObject): PathOperation[] {
  if (!isObject(paths)) return [];
  return Object.keys(paths).flatMap((path) => ofPath(paths[path], path));
}

function ofPath(item: unknown, path: string): PathOperation[] {
  if (!isObject(item) || path.startsWith('x-')) return [];
  const itemPointer = appendToken('/paths', path);
  return operationsIn(item).map(({ method, operation, at }) => ({
    method,
    path,
    item,
    itemPointer,
    operation,
    pointer: itemPointer + at,
  }));
}

/** `at`: a pointer into the path item. */
type ItemOperation = { readonly method: string; readonly operation: JsonObject; readonly at: JsonPointer };

/** Those with a field of their own, then `additionalOperations` (OpenAPI 3.2, Path Item Object). */
export function operationsIn(item: JsonObject): ItemOperation[] {
  const additional = asObject(item.additionalOperations);
  return [
    ...HTTP_METHODS.map((method) => {
      const field = method.toLowerCase();
      return { method, operation: item[field], at: `/${field}` };
    }),
    ...Object.keys(additional).map((method) => ({
      method,
      operation: additional[method],
      at: appendToken('/additionalOperations', method),
    })),
  ].filter((found): found is ItemOperation => isObject(found.operation));
}

/** The path, path item and method of the operation at a pointer into the document. */
export function ownerOf(pointer: JsonPointer): {
  readonly path: string;
  readonly item: JsonPointer;
  readonly method: string;
} {
  const [, path = '', field = '', additional] = pointerTokens(pointer);
  return { path, item: appendToken('/paths', path), method: additional ?? field.toUpperCase() };
}

/** A copy of a path item with each operation as `change` answers it, and without those that it answers undefined for. */
export function mapOperations(
  item: JsonObject,
  change: (found: ItemOperation) => JsonObject | undefined,
): JsonObject {
  const changed: Record<string, unknown> = { ...item };
  const additional: Record<string, unknown> = {};
  for (const found of operationsIn(item)) {
    const [field = '', name] = pointerTokens(found.at);
    const operation = change(found);
    if (name !== undefined) {
      if (operation !== undefined) setOwn(additional, name, operation);
      changed.additionalOperations = additional;
    } else if (operation === undefined) delete changed[field];
    else changed[field] = operation;
  }
  return changed;
}

/**
 * `GET /things/{id}.json` without an operationId of its own becomes `getThingsIdJson`, with a number where that is taken: types and
 * findings are keyed by it.
 */
export function withOperationIds(document: JsonObject): JsonObject {
  if (!isObject(document.paths)) return document;
  const ids = operationsOf(document).map(({ operation }) => operation.operationId);
  /** By any operation; `used`: by one that came before. */
  const taken = new Set(ids);
  if (taken.size === ids.length && ids.every(isName)) return document;
  const used = new Set<unknown>();
  const named = (item: JsonObject, path: string): JsonObject =>
    mapOperations(item, ({ method, operation }) => {
      const { operationId: own } = operation;
      const isOwn = isName(own) && !used.has(own);
      const operationId = isOwn ? own : freeName(nameOf(method, path), (name) => taken.has(name));
      taken.add(operationId);
      used.add(operationId);
      return isOwn ? operation : { ...operation, operationId };
    });
  const paths: Record<string, unknown> = {};
  for (const [path, item] of Object.entries(document.paths))
    setOwn(paths, path, isObject(item) && !path.startsWith('x-') ? named(item, path) : item);
  return { ...document, paths };
}

function isName(id: unknown): id is string {
  return typeof id === 'string' && id !== '';
}

/** Whether the id is one that an operation without any gets: it says nothing that method and path do not. */
export function isDerivedId(operationId: string, method: string, path: string): boolean {
  const derived = nameOf(method, path);
  return operationId.startsWith(derived) && /^\d*$/.test(operationId.slice(derived.length));
}

function nameOf(method: string, path: string): string {
  const words = path.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
