// The operations under `paths`, and names for those that have none.
import { isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import type { JsonPointer } from '../model.ts';
import { methods } from './openapi.ts';

export type PathOperation = {
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
  if (!isObject(item) || !path.startsWith('/')) return [];
  const itemPointer = appendToken('/paths', path);
  return methods.flatMap((method) => {
    const operation = item[method];
    if (!isObject(operation)) return [];
    return [{ method, path, item, itemPointer, operation, pointer: `${itemPointer}/${method}` }];
  });
}

/**
 * `GET /things/{id}.json` without an operationId becomes `getThingsIdJson`, with a number where that is taken: types and findings are
 * keyed by it.
 */
export function withOperationIds(document: JsonObject): JsonObject {
  if (!isObject(document.paths)) return document;
  const taken = new Set(operationsOf(document).map(({ operation }) => operation.operationId));
  const paths: Record<string, unknown> = {};
  for (const [path, item] of Object.entries(document.paths))
    setOwn(paths, path, isObject(item) ? withNames(item, path, taken) : item);
  return { ...document, paths };
}

function withNames(item: JsonObject, path: string, taken: Set<unknown>): JsonObject {
  const named: Record<string, unknown> = { ...item };
  for (const method of methods) {
    const operation = item[method];
    if (!isObject(operation) || operation.operationId !== undefined) continue;
    const operationId = freeName(nameOf(method, path), taken);
    taken.add(operationId);
    named[method] = { operationId, ...operation };
  }
  return named;
}

function nameOf(method: string, path: string): string {
  const words = path.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function freeName(wanted: string, taken: ReadonlySet<unknown>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  return name;
}
