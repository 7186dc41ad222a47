// An operationId of its own for each operation.
import { operationsOf, type PathOperation } from '../operations.ts';
import type { Problem } from '../problem.ts';
import { type LintRule, repeated } from './rule.ts';

export const operationIds: LintRule = ({ document }) => {
  const operations = operationsOf(document);
  const named = operations.filter(
    ({ operation: { operationId: id } }) => typeof id === 'string' && id !== '',
  );
  const firsts = new Map(repeated(named, ({ operation }) => operation.operationId));
  return operations.flatMap((found) => ofOperation(found, firsts.get(found)));
};

const KEYED = 'generated types are keyed by it';

/** `first`: the operation that has the same id already. */
function ofOperation(found: PathOperation, first: PathOperation | undefined): Problem[] {
  const { operation, pointer, method, path } = found;
  const id = operation.operationId;
  const at = { kind: 'operation-id', pointer: `${pointer}/operationId` } as const;
  if (id === undefined) {
    const message = `${method} ${path} has no operationId`;
    return [{ ...at, pointer, atKey: true, message, fix: `add one; ${KEYED}` }];
  }
  if (id === '') return [{ ...at, message: 'operationId is empty', fix: 'name the operation' }];
  if (first === undefined) return [];
  const other = `${first.pointer}/operationId`;
  const message = `operationId "${id}" is already used`;
  return [{ ...at, message, other, fix: `rename one of them; ${KEYED}` }];
}
