// Standard Schema 1 (https://standardschema.dev): each response's body as a schema that form, router and client libraries take.
// Valid is what the contract as written allows, since the output has its type; what only the closed reading adds is for `check`.
import { pointerTokens } from '../lib/pointer.ts';
import type { CompiledContent, CompiledOperation, CompiledResponse, Issue, JsonPointer } from '../model.ts';
import { contentIssues, type Schemas } from './check.ts';
import { fits } from './guard.ts';
import type { BodyOf, OperationTypes } from './operation-types.ts';

export type StandardIssue = { readonly message: string; readonly path: readonly PropertyKey[] };

export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

export type StandardSchema<Output> = {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'driftgate';
    readonly validate: (value: unknown) => StandardResult<Output>;
    readonly types?: { readonly input: Output; readonly output: Output } | undefined;
  };
};

/** By status as declared: `200`, `4XX`, `default`. */
export type ResponseSchemas<Operation extends OperationTypes> = {
  readonly [Status in keyof Operation['responses']]: StandardSchema<
    Status extends number ? BodyOf<Operation, Status> : BodyOf<Operation, number>
  >;
};

export function responseSchemas<Operation extends OperationTypes>(
  operation: CompiledOperation,
  detail: Schemas,
): ResponseSchemas<Operation> {
  const schemas = operation.responses.map((response) => [response.status, standardSchema(response, detail)]);
  return Object.fromEntries(schemas) as ResponseSchemas<Operation>;
}

function standardSchema({ content }: CompiledResponse, detail: Schemas): StandardSchema<unknown> {
  return {
    '~standard': { version: 1, vendor: 'driftgate', validate: (value) => validate(content, detail, value) },
  };
}

function validate(
  content: readonly CompiledContent[],
  detail: Schemas,
  value: unknown,
): StandardResult<unknown> {
  const isValid = content.length === 0 ? value === undefined : content.some(({ open }) => fits(open, value));
  if (isValid) return { value };
  const issues = content[0] === undefined ? [] : refusals(contentIssues(content[0], detail, value));
  if (issues.length === 0) return { issues: [{ message: 'a value, declared without content', path: [] }] };
  return { issues: issues.map(({ message, pointer }) => ({ message, path: pathOf(value, pointer) })) };
}

const CLOSED_READING = new Set(['property-undocumented', 'property-unsupported']);

function refusals(issues: readonly Issue[]): readonly Issue[] {
  const open = issues.filter(({ code }) => !CLOSED_READING.has(code));
  return open.length > 0 ? open : issues;
}

/** Indexes of lists as numbers. */
function pathOf(root: unknown, pointer: JsonPointer): readonly PropertyKey[] {
  let value = root;
  return pointerTokens(pointer).map((token) => {
    const key = Array.isArray(value) ? Number(token) : token;
    value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
    return key;
  });
}
