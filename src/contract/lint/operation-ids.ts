import { appendToken } from '../../lib/pointer.ts';
import { operationsOf, type PathOperation } from '../operations.ts';
import type { Problem } from '../problem.ts';
import type { LintRule } from './rule.ts';

export const operationIds: LintRule = {
  name: 'operation-ids',
  find: (input) => {
    const first = new Map<string, PathOperation>();
    return operationsOf(input.document).flatMap((found) => ofOperation(found, first));
  },
};

function ofOperation(found: PathOperation, first: Map<string, PathOperation>): Problem[] {
  const { operation, pointer } = found;
  const id = operation.operationId;
  const name = `${found.method} ${found.path}`;
  if (id === undefined)
    return [
      {
        kind: 'operation-id',
        pointer,
        atKey: true,
        message: `${name} has no operationId`,
        fix: 'add one; generated types are keyed by it',
      },
    ];
  if (typeof id !== 'string') return [];
  const at = appendToken(pointer, 'operationId');
  if (id === '')
    return [
      { kind: 'operation-id', pointer: at, message: 'operationId is empty', fix: 'name the operation' },
    ];
  const other = first.get(id);
  if (other === undefined) {
    first.set(id, found);
    return [];
  }
  return [
    {
      kind: 'operation-id',
      pointer: at,
      message: `operationId "${id}" is already used`,
      other: appendToken(other.pointer, 'operationId'),
      fix: 'rename one of them; generated types are keyed by it',
    },
  ];
}
