import { InputError } from '../lib/input-error.ts';
import { nearest } from '../lib/suggest.ts';
import type { CompiledContract } from '../model.ts';
import type { Hints } from '../recordings/format.ts';
import { type Input, optionOf } from './command.ts';
import { unknown } from './parse.ts';

/** What a bare body answers: it names neither its request nor its status. A raw message (`curl -i`) has its status. */
export function bodyHints(input: Input, contract: CompiledContract): Hints {
  const [id, status] = [optionOf(input, 'operation'), optionOf(input, 'status')];
  if (id === undefined && status === undefined) return {};
  if (id === undefined)
    throw new InputError('a bare body needs both --operation and --status', {
      fix: 'give the other one too',
    });
  if (status !== undefined && !/^[1-9]\d\d$/.test(status))
    throw new InputError(`"${status}" is not a status`, { fix: 'give three digits, such as --status 200' });
  const operation = contract.operations.find((candidate) => candidate.id === id);
  if (operation === undefined) throw unknownOperation(id, contract);
  return {
    method: operation.method,
    url: `${operation.prefixes[0] ?? ''}${operation.path}`,
    ...(status === undefined ? {} : { status: Number(status) }),
  };
}

function unknownOperation(id: string, contract: CompiledContract): InputError {
  const known = contract.operations.map((operation) => operation.id);
  const near = nearest(id, known);
  return unknown('operation', id, known, near === undefined ? undefined : `--operation ${near}`);
}
