// Two contracts from literals, compared.
import { loadContract } from '../../src/contract/load.ts';
import { contractChanges } from '../../src/diff/compare-operations.ts';
import { type Side, sideOf } from '../../src/diff/side.ts';
import type { ContractChange } from '../../src/model.ts';

type Json = Readonly<Record<string, unknown>>;

export async function sideFrom(name: string, document: Json): Promise<Side> {
  const files = { nameOf: (file: string) => file, read: () => ({ refusal: 'no such file' }), list: () => [] };
  return sideOf(
    await loadContract(name, {
      store: { nameOf: (file) => file, readMain: () => JSON.stringify(document), filesOf: () => files },
    }),
  );
}

export async function changesBetween(old: Json, now: Json): Promise<readonly ContractChange[]> {
  return contractChanges({ old: await sideFrom('old.json', old), now: await sideFrom('now.json', now) });
}

/** `code level pointer`, with what tells several apart. */
export function short({ code, level, pointer, name }: ContractChange): string {
  return [code.replace('diff-', ''), level, pointer, name]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** A contract of one operation. */
export function contract(operation: Json, more: Json = {}, path = '/things/{id}'): Json {
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
  return {
    openapi: '3.1.0',
    info: { title: 'things', version: '1' },
    paths: {
      [path]: {
        parameters,
        get: { operationId: 'getThing', responses: { 200: { description: '' } }, ...operation },
      },
    },
    ...more,
  };
}

export const responseOf = (schema: unknown): Json => ({
  responses: { 200: { description: '', content: { 'application/json': { schema } } } },
});

export const requestOf = (schema: unknown): Json => ({
  requestBody: { content: { 'application/json': { schema } } },
});
