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
  if (!isObject(item) || path.startsWith('x-')) return [];
  const itemPointer = appendToken('/paths', path);
  return methods.flatMap((method) => {
    const operation = item[method];
    if (!isObject(operation)) return [];
    return [{ method, path, item, itemPointer, operation, pointer: `${itemPointer}/${method}` }];
  });
}

/**
 * `GET /things/{id}.json` without an operationId of its own becomes `getThingsIdJson`, with a number where that is taken: types and
 * findings are keyed by it.
 */
export function withOperationIds(document: JsonObject): JsonObject {
  if (!isObject(document.paths)) return document;
  const ids = operationsOf(document).map(({ operation }) => operation.operationId);
  const taken = new Set(ids);
  if (taken.size === ids.length && ids.every(isName)) return document;
  const used = new Set<unknown>();
  const paths: Record<string, unknown> = {};
  for (const [path, item] of Object.entries(document.paths))
    setOwn(
      paths,
      path,
      isObject(item) && !path.startsWith('x-') ? withNames(item, path, { taken, used }) : item,
    );
  return { ...document, paths };
}

function isName(id: unknown): id is string {
  return typeof id === 'string' && id !== '';
}

/** `taken`: by any operation; `used`: by one that came before. */
type Names = { readonly taken: Set<unknown>; readonly used: Set<unknown> };

function withNames(item: JsonObject, path: string, { taken, used }: Names): JsonObject {
  const named: Record<string, unknown> = { ...item };
  for (const method of methods) {
    const operation = item[method];
    if (!isObject(operation)) continue;
    const { operationId: own } = operation;
    const isOwn = isName(own) && !used.has(own);
    const operationId = isOwn ? own : freeName(nameOf(method, path), taken);
    taken.add(operationId);
    used.add(operationId);
    if (!isOwn) named[method] = { ...operation, operationId };
  }
  return named;
}

/** Whether the id is one that an operation without any gets: it says nothing that method and path do not. */
export function isDerivedId(operationId: string, method: string, path: string): boolean {
  const derived = nameOf(method.toLowerCase(), path);
  return operationId.startsWith(derived) && /^\d*$/.test(operationId.slice(derived.length));
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
