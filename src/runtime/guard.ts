import type { OpenOperation } from '../model.ts';
import { responseFor } from '../verdict/responses.ts';
import { fits } from '../verdict/value.ts';
import type { BodyOf, OperationTypes, Typed } from './operation-types.ts';

/** Whether a body fits the contract as written, where more properties are allowed; a status that it does not declare fits nothing. */
export type Guard<Operation extends OperationTypes> = <Status extends number>(
  status: Status,
  body: unknown,
) => body is BodyOf<Operation, Status>;

/** A guard of one operation, as a generated module exports it: `is`. */
export function guard<Operation extends OperationTypes>(
  operation: OpenOperation & Typed<Operation>,
): Guard<Operation> {
  return (<Status extends number>(status: Status, body: unknown): body is BodyOf<Operation, Status> => {
    const content = responseFor(operation, status)?.content;
    return content?.length === 0 ? body === undefined : !!content?.some(({ open }) => fits(open, body));
  }) as Guard<Operation>;
}
