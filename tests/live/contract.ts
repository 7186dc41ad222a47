import type { CompiledContract, CompiledOperation, CompiledParameter } from '../../src/model.ts';

const anything = { schema: undefined, strict: () => true, open: () => true };

export function parameter(
  name: string,
  place: CompiledParameter['in'],
  more: Partial<CompiledParameter> = {},
): CompiledParameter {
  return {
    ...anything,
    name,
    in: place,
    required: place === 'path',
    types: ['string'],
    pointer: '',
    ...more,
  };
}

export function operation(
  id: string,
  method: string,
  path: string,
  more: Partial<CompiledOperation> = {},
): CompiledOperation {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => parameter(name!, 'path'));
  return {
    id,
    method,
    path,
    prefixes: [''],
    pointer: '',
    parameters,
    security: [['X-Auth-Token'], ['Authorization']],
    responses: responses('200'),
    ...more,
  };
}

export function responses(...statuses: string[]): CompiledOperation['responses'] {
  return statuses.map((status) => ({
    status,
    pointer: '',
    content: [{ ...anything, mediaType: 'application/json' }],
    headers: [],
  }));
}

export function contract(...operations: CompiledOperation[]): CompiledContract {
  return { format: 2, source: 'openapi.yaml', hash: '', title: 'stand-in', operations };
}
