// JSON Schema's own ways to name and switch things, which would change what a reference means.
import { appendToken } from '../../lib/pointer.ts';
import type { Problem } from '../problem.ts';
import { type LintInput, type LintRule, schemas } from './rule.ts';

const byPointer = 'refer by JSON Pointer instead: $ref: "#/components/schemas/..."';

const unsupported: Readonly<Record<string, string>> = {
  $id: 'remove it: references are resolved against the file',
  $anchor: byPointer,
  $dynamicRef: byPointer,
  $dynamicAnchor: byPointer,
  $vocabulary: 'remove it',
};

const dialects = new Set([
  'https://json-schema.org/draft/2020-12/schema',
  'https://spec.openapis.org/oas/3.1/dialect/base',
]);

export const identifiers: LintRule = {
  name: 'identifiers',
  find: (input) =>
    input.dialect === '3.0' ? [] : [...ofDocument(input), ...schemas(input).flatMap(ofSchema)],
};

function ofDocument({ document }: LintInput): Problem[] {
  return dialectProblem(document.jsonSchemaDialect, '/jsonSchemaDialect');
}

function ofSchema({
  value,
  pointer,
}: {
  value: Readonly<Record<string, unknown>>;
  pointer: string;
}): Problem[] {
  const problems: Problem[] = Object.entries(unsupported)
    .filter(([name]) => Object.hasOwn(value, name))
    .map(([name, fix]) => ({
      ...kindOf(name, value[name], pointer),
      pointer: appendToken(pointer, name),
      atKey: true,
      message: `${name} is not supported`,
      fix,
    }));
  return [...problems, ...dialectProblem(value.$schema, `${pointer}/$schema`)];
}

/** Only a dynamic reference applies a schema. */
function kindOf(name: string, value: unknown, pointer: string): Pick<Problem, 'kind' | 'subject' | 'edits'> {
  if (name !== '$dynamicRef') return { kind: 'identifier' };
  const subject = String(value);
  return { kind: 'reference', subject, edits: [{ at: pointer, do: 'mark', name: `reference: ${subject}` }] };
}

function dialectProblem(dialect: unknown, pointer: string): Problem[] {
  if (
    typeof dialect !== 'string' ||
    dialects.has(dialect.replace(/#$/, '').replace(/dialect\/\d{4}-\d\d-\d\d$/, 'dialect/base'))
  )
    return [];
  return [
    {
      kind: 'dialect',
      pointer,
      message: `the JSON Schema dialect "${dialect}" is not supported`,
      fix: 'remove it: OpenAPI 3.1 means draft 2020-12',
    },
  ];
}
