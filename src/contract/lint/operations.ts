import { isObject, type JsonObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';
import { type LintInput, written } from './rule.ts';

export type FoundOperation = {
  readonly method: string;
  readonly path: string;
  readonly item: JsonObject;
  readonly itemPointer: JsonPointer;
  readonly operation: JsonObject;
  readonly pointer: JsonPointer;
};

export const methods: readonly string[] = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
];

/** The operations under `paths`; those of callbacks and webhooks are not ours to call. */
export function operationsOf(input: LintInput): FoundOperation[] {
  return written(input, 'paths').flatMap(({ value, pointer }) =>
    Object.keys(value).flatMap((path) => ofPath(value[path], path, appendToken(pointer, path))),
  );
}

function ofPath(item: unknown, path: string, itemPointer: JsonPointer): FoundOperation[] {
  if (!isObject(item) || !path.startsWith('/')) return [];
  return methods.flatMap((method) => {
    const operation = item[method];
    if (!isObject(operation)) return [];
    return [{ method, path, item, itemPointer, operation, pointer: `${itemPointer}/${method}` }];
  });
}
