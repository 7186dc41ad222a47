// JSON Schema's own ways to name and switch things, which would change what a reference means.
import { appendToken } from '../../lib/pointer.ts';
import { selfOf, UNKNOWN_BASE } from '../identifiers.ts';
import type { Dialect } from '../objects.ts';
import type { Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
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
  'https://spec.openapis.org/oas/3.2/dialect/base',
]);

export const identifiers: LintRule = (input) =>
  input.dialect === '3.0'
    ? []
    : [...ofDocument(input), ...schemas(input).flatMap((spot) => ofSchema(spot, input.dialect))];

function ofDocument({ document, dialect }: LintInput): Problem[] {
  const problems = dialectProblem(document.jsonSchemaDialect, '/jsonSchemaDialect', dialect);
  const self = selfOf(document);
  if (self === undefined || (!self.includes('#') && URL.canParse(self, UNKNOWN_BASE))) return problems;
  const message = `$self "${self}" is no URI without a fragment`;
  return [...problems, { kind: 'identifier', pointer: '/$self', message, fix: 'correct it' }];
}

function ofSchema({ value, pointer }: OpenApiObject, version: Dialect): Problem[] {
  const problems: Problem[] = Object.entries(unsupported)
    .filter(([name]) => Object.hasOwn(value, name))
    .map(([name, fix]) => ({
      ...kindOf(name, value[name], pointer),
      pointer: appendToken(pointer, name),
      atKey: true,
      message: `${name} is not supported`,
      fix,
    }));
  return [...problems, ...dialectProblem(value.$schema, `${pointer}/$schema`, version)];
}

/** Only a dynamic reference applies a schema. */
function kindOf(name: string, value: unknown, pointer: string): Pick<Problem, 'kind' | 'subject' | 'edits'> {
  if (name !== '$dynamicRef') return { kind: 'identifier' };
  const subject = String(value);
  return { kind: 'reference', subject, edits: [{ at: pointer, do: 'mark', name: `reference: ${subject}` }] };
}

function dialectProblem(dialect: unknown, pointer: string, version: Dialect): Problem[] {
  if (typeof dialect !== 'string') return [];
  const undated = dialect.replace(/#$/, '').replace(/dialect\/\d{4}-\d\d-\d\d$/, 'dialect/base');
  if (dialects.has(undated)) return [];
  const message = `the JSON Schema dialect "${dialect}" is not supported`;
  return [{ kind: 'dialect', pointer, message, fix: `remove it: OpenAPI ${version} means draft 2020-12` }];
}
