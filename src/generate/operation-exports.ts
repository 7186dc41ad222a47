// Each operation is an export of its own, and its open validators once more without the rest: a bundler keeps what an application
// imports and drops the others.
import type { CompiledContract, CompiledOperation, OpenOperation } from '../model.ts';

/** Values as source text; a string that `code` made stands as it is. */
export type Writer = { readonly write: (value: unknown) => string; readonly code: (text: string) => string };

export function contractWithOperations(contract: CompiledContract, { write, code }: Writer): string {
  const constants = contract.operations.flatMap((operation, index) => [
    `const operation${index} = ${write(operation)};\n`,
    `const openOf${index} = ${write(openOperation(operation))};\n`,
  ]);
  const operations = contract.operations.map((_, index) => code(`operation${index}`));
  const exported = exportable(contract.operations).map(
    ({ id, index }) => `export { operation${index} as ${id}, openOf${index} as ${id}$open };\n`,
  );
  return `${constants.join('')}\nexport const contract = ${write({ ...contract, operations })};\n\n${exported.join('')}`;
}

export function operationDeclarations({ operations }: CompiledContract): string {
  return exportable(operations)
    .map(
      ({ id, index }) =>
        `declare const operation${index}: CompiledOperation;\ndeclare const openOf${index}: OpenOperation;\nexport { operation${index} as ${id}, openOf${index} as ${id}$open };\n`,
    )
    .join('');
}

export function openOperation({ responses }: CompiledOperation): OpenOperation {
  return {
    responses: responses.map(({ status, content }) => ({
      status,
      content: content.map(({ open }) => ({ open })),
    })),
  };
}

const TAKEN = new Set(['default', 'contract']);

/** Ids that are no identifiers are reached through `contract.operations` alone. */
function exportable(operations: readonly CompiledOperation[]): { id: string; index: number }[] {
  return operations
    .map(({ id }, index) => ({ id, index }))
    .filter(({ id }) => /^[A-Za-z_]\w*$/.test(id) && !TAKEN.has(id));
}
