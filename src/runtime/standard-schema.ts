// Standard Schema 1 (https://standardschema.dev): each response's body as a schema that form, router and client libraries take.
// Valid is what the contract as written allows, since the output has its type; what only the closed reading adds is for `check`.
import { pointerTokens } from '../lib/pointer.ts';
import type { CompiledContent, CompiledOperation, CompiledResponse, Issue, JsonPointer } from '../model.ts';
import type { Schemas } from '../schema/evaluation.ts';
import { createValueExplainer } from '../verdict/explain.ts';
import { statusUnder } from '../verdict/responses.ts';
import { fits } from '../verdict/value.ts';
import { bodyJudge } from './check.ts';
import { jsonSchemaOf } from './json-schema.ts';
import type { BodyOf, OperationTypes, Typed } from './operation-types.ts';

/** One reason why a value is refused, and where in it. */
export type StandardIssue = { readonly message: string; readonly path: readonly PropertyKey[] };

/** The value as it is, or why it is refused. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** Throws for another target, and where the target can't say what is declared. */
export type StandardJsonSchema = (options: {
  readonly target: 'draft-2020-12' | 'draft-07' | 'openapi-3.0' | (string & {});
  readonly libraryOptions?: Record<string, unknown> | undefined;
}) => Record<string, unknown>;

/** A schema as Standard Schema and Standard JSON Schema describe it. */
export type StandardSchema<Output> = {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'driftgate';
    readonly validate: (value: unknown) => StandardResult<Output>;
    /** What `validate` holds values to. Input and output are the same: nothing is transformed. */
    readonly jsonSchema: { readonly input: StandardJsonSchema; readonly output: StandardJsonSchema };
    readonly types?: { readonly input: Output; readonly output: Output } | undefined;
  };
};

/** By status as declared: `200`, `4XX`, `default`. */
export type ResponseSchemas<Operation extends OperationTypes> = {
  readonly [Status in keyof Operation['responses']]: StandardSchema<
    Status extends number ? BodyOf<Operation, Status> : BodyOf<Operation, number>
  >;
};

/** The responses of one operation, as a generated module exports them: `responses`. */
export function responseSchemas<Operation extends OperationTypes>(
  operation: CompiledOperation & Typed<Operation>,
  detail: Schemas,
): ResponseSchemas<Operation> {
  const issuesOf = bodyJudge(operation, detail);
  const explain = createValueExplainer(detail);
  const schemas = operation.responses.map((response) => {
    const status = statusUnder(operation, response) ?? 200;
    const jsonSchema: StandardJsonSchema = ({ target }) =>
      jsonSchemaOf(response.content, detail.schemas, target);
    const judge: Judge = {
      issuesOf: (value) => refusals(issuesOf(status, value)),
      isUntried: (value) =>
        response.content.some(
          (one) => one.schema !== undefined && explain(one, value).violations.length === 0,
        ),
    };
    return [response.status, standardSchema(response, jsonSchema, judge)];
  });
  return Object.fromEntries(schemas) as ResponseSchemas<Operation>;
}

/** Of a value that does not fit: what is wrong, and whether nothing is but that some text was not tried (schema/long-texts.ts). */
type Judge = {
  readonly issuesOf: (value: unknown) => readonly Issue[];
  readonly isUntried: (value: unknown) => boolean;
};

function standardSchema(
  { content }: CompiledResponse,
  jsonSchema: StandardJsonSchema,
  judge: Judge,
): StandardSchema<unknown> {
  return {
    '~standard': {
      version: 1,
      vendor: 'driftgate',
      validate: (value) => validate(content, judge, value),
      jsonSchema: { input: jsonSchema, output: jsonSchema },
    },
  };
}

function validate(
  content: readonly CompiledContent[],
  { issuesOf, isUntried }: Judge,
  value: unknown,
): StandardResult<unknown> {
  const isValid = content.length === 0 ? value === undefined : content.some(({ open }) => fits(open, value));
  if (isValid) return { value };
  const issues = issuesOf(value);
  if (issues.length === 0 && isUntried(value)) return { value };
  if (issues.length === 0) return { issues: [{ message: notDeclared(content), path: [] }] };
  return { issues: issues.map(({ message, pointer }) => ({ message, path: pathOf(value, pointer) })) };
}

function notDeclared(content: readonly CompiledContent[]): string {
  const declared = content.map(({ mediaType }) => mediaType).join(' or ');
  return `a value, declared ${declared === '' ? 'without content' : `as ${declared}`}`;
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
