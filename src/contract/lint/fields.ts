// Names of fields and keywords: unknown ones, those of another OpenAPI version, and missing ones that are required.

import { appendToken } from '../../lib/pointer.ts';
import { listOf, nearest } from '../../lib/suggest.ts';
import { type Dialect, fieldsOf, fieldType, isOfLater, objectTypes, requiredFields } from '../objects.ts';
import type { Problem } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import type { LintInput, LintRule } from './rule.ts';

export const fields: LintRule = (input) =>
  input.kinds.flatMap((kind) => input.spots(kind).flatMap((spot) => ofObject(spot, input)));

function ofObject(spot: OpenApiObject, { dialect }: LintInput): Problem[] {
  if (spot.isReference && !(spot.kind === 'schema' && dialect !== '3.0')) return ofReference(spot, dialect);
  const unknown = Object.keys(spot.value).filter((name) => !isKnown(spot.kind, name, dialect));
  return [...unknown.map((name) => unknownField(spot, name, dialect)), ...missing(spot, dialect)];
}

// OpenAPI 3.1.1, Reference Object: other names beside $ref are ignored, so that whoever writes them is misled. In 3.0 it
// is common to write them all the same, and harmless: nothing but annotations is lost.
function ofReference({ kind, pointer, value }: OpenApiObject, dialect: Dialect): Problem[] {
  if (dialect === '3.0') return [];
  const ignored = Object.keys(value).filter(
    (name) => !['$ref', 'summary', 'description'].includes(name) && !name.startsWith('x-'),
  );
  return ignored.map((name) => ({
    kind: 'reference-sibling' as const,
    pointer: appendToken(pointer, name),
    atKey: true,
    message: `"${name}" beside $ref is ignored in a ${titleOf(kind)}`,
    fix: 'remove it, or write the object out',
  }));
}

function isKnown(kind: string, name: string, dialect: Dialect): boolean {
  const isExtension = name.startsWith('x-') && objectTypes[kind]?.closed !== true;
  return isExtension || fieldType(kind, dialect, name) !== undefined;
}

function missing({ kind, pointer, value }: OpenApiObject, dialect: Dialect): Problem[] {
  return requiredFields(kind, dialect)
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({
      kind: 'field-missing',
      pointer,
      atKey: true,
      message: `"${name}" is missing in ${titled(kind)}`,
      fix: `add ${name}`,
    }));
}

function unknownField({ kind, pointer, value }: OpenApiObject, name: string, dialect: Dialect): Problem {
  const at = { pointer: appendToken(pointer, name), atKey: true } as const;
  const other = otherDialect(kind, name, dialect, value);
  if (other !== undefined) return { kind: 'field-version', subject: name, ...at, ...other };
  const patterned = nameProblem(kind, name);
  if (patterned !== undefined)
    return { kind: kind === 'paths' ? 'path' : 'field-unknown', subject: name, ...at, ...patterned };
  const noun = kind === 'schema' ? 'keyword' : 'field';
  return {
    kind: `${noun}-unknown`,
    subject: name,
    ...at,
    message: `unknown ${noun} "${name}" in ${titled(kind)}`,
    ...(isOfLater(kind, dialect, name)
      ? { fix: 'it is of OpenAPI 3.2: write `openapi: 3.2.0`', edits: [{ at: at.pointer, do: 'remove' }] }
      : { fix: suggestion(kind, name, dialect) }),
  };
}

function suggestion(kind: string, name: string, dialect: Dialect): string {
  const known = Object.keys(fieldsOf(kind, dialect));
  const moved = kind === 'schema' ? renamed[name] : undefined;
  const near = moved ?? nearest(name, known);
  if (near !== undefined) return `did you mean ${near}?`;
  return known.length > 0 && known.length <= 12
    ? `known: ${listOf(known, 12)}; fields of your own start with x-`
    : 'names of your own start with x-';
}

// Keywords of JSON Schema draft 4 to 7.
const renamed: Readonly<Record<string, string>> = {
  definitions: '$defs',
  dependencies: 'dependentRequired or dependentSchemas',
  additionalItems: 'items',
  id: '$id',
  $recursiveRef: '$ref',
};

function otherDialect(
  kind: string,
  name: string,
  dialect: Dialect,
  value: OpenApiObject['value'],
): Pick<Problem, 'message' | 'fix'> | undefined {
  const other = dialect === '3.0' ? '3.1' : '3.0';
  if (fieldType(kind, other, name) === undefined) return undefined;
  const message = `"${name}" is of OpenAPI ${other}, and this document is ${dialect}`;
  if (dialect === '3.0') return { message, fix: 'write `openapi: 3.1.1`, or do without it' };
  return name === 'nullable' ? { message, fix: nullableFix(value) } : { message, fix: 'remove it' };
}

function nullableFix(schema: OpenApiObject['value']): string {
  if (schema.nullable === false) return 'remove it';
  return typeof schema.type === 'string'
    ? `write type: [${schema.type}, "null"]`
    : 'add a branch {type: "null"}';
}

function nameProblem(kind: string, name: string): Pick<Problem, 'message' | 'fix'> | undefined {
  if (kind === 'paths') {
    const message = `path "${name}" does not start with a slash`;
    return { message, fix: `write /${name.replace(/^\/*/, '')}` };
  }
  if (kind !== 'responses') return undefined;
  const upper = name.toUpperCase();
  const fix = /^[1-5]XX$/.test(upper)
    ? `did you mean ${upper}?`
    : 'use a status such as 200, a range such as 4XX, or default';
  return { message: `"${name}" is no response status`, fix };
}

function titleOf(kind: string): string {
  return objectTypes[kind]?.title ?? kind;
}

// These stand once in their object, and are called by their field's name.
const fieldNames = new Set(['info', 'components', 'paths', 'responses', 'flows', 'externalDocs', 'xml']);

function titled(kind: string): string {
  const title = titleOf(kind);
  if (title.startsWith('the ') || fieldNames.has(kind)) return title;
  return `${/^[aeio]/.test(title) ? 'an' : 'a'} ${title}`;
}
