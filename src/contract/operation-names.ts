// Names for operations that have none, from method and path, so that types and findings have something to be keyed by.

import { isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { methods } from './lint/operations.ts';

/** `GET /things/{id}.json` without an operationId becomes `getThingsIdJson`, with a number where that is taken. */
export function withOperationIds(document: JsonObject): JsonObject {
  if (!isObject(document.paths)) return document;
  const taken = takenNames(document.paths);
  const paths: Record<string, unknown> = {};
  for (const [path, item] of Object.entries(document.paths))
    setOwn(paths, path, isObject(item) ? withNames(item, path, taken) : item);
  return { ...document, paths };
}

function takenNames(paths: JsonObject): Set<unknown> {
  const items = Object.values(paths).filter(isObject);
  const operations = items.flatMap((item) => methods.map((method) => item[method])).filter(isObject);
  return new Set(operations.map(({ operationId }) => operationId));
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
