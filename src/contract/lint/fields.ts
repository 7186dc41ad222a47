// Names and types of all fields: what a reader of the specification's tables sees at a glance.

import { isObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import { listOf, nearest } from '../../lib/suggest.ts';
import { typeName } from '../dialect.ts';
import {
  type Dialect,
  type FieldType,
  fieldsOf,
  fieldType,
  objectTypes,
  requiredFields,
} from '../objects.ts';
import type { Problem } from '../problem.ts';
import type { Spot } from '../walk.ts';
import { leafProblem } from './leaf.ts';
import type { LintInput, LintRule } from './rule.ts';

export const fields: LintRule = {
  name: 'fields',
  find: (input) => input.kinds.flatMap((kind) => input.spots(kind).flatMap((spot) => ofObject(spot, input))),
};

function ofObject(spot: Spot, { dialect }: LintInput): Problem[] {
  if (spot.isReference && !(spot.kind === 'schema' && dialect === '3.1')) return ofReference(spot, dialect);
  const problems = Object.keys(spot.value).flatMap((name) => ofField(spot, name, dialect));
  return [...problems, ...missing(spot, dialect)];
}

// OpenAPI 3.1.1, Reference Object: other names beside $ref are ignored, so that whoever writes them is misled. In 3.0 it
// is common to write them all the same, and harmless: nothing but annotations is lost.
function ofReference({ kind, pointer, value }: Spot, dialect: Dialect): Problem[] {
  if (dialect === '3.0') return [];
  const ignored = Object.keys(value).filter(
    (name) => !['$ref', 'summary', 'description'].includes(name) && !name.startsWith('x-'),
  );
  return ignored.map((name) => ({
    pointer: appendToken(pointer, name),
    atKey: true,
    message: `"${name}" beside $ref is ignored in a ${titleOf(kind)}`,
    fix: 'remove it, or write the object out',
  }));
}

function ofField(spot: Spot, name: string, dialect: Dialect): Problem[] {
  const type = fieldType(spot.kind, dialect, name);
  const pointer = appendToken(spot.pointer, name);
  if (type === undefined) return isExtension(spot.kind, name) ? [] : [unknownField(spot, name, dialect)];
  return fieldProblems(spot.value[name], type.replace(/!$/, ''), { pointer, dialect, name });
}

type Field = { readonly pointer: string; readonly dialect: Dialect; readonly name: string };

function fieldProblems(value: unknown, type: FieldType, field: Field): Problem[] {
  if (type.startsWith('[')) return listProblems(value, type.slice(1, -1), field);
  if (type.startsWith('{')) return mapProblems(value, type.slice(1, -1), field);
  if (type === 'schema') return schemaProblems(value, field);
  if (Object.hasOwn(objectTypes, type)) return isObject(value) ? [] : [mismatch(field, 'an object', value)];
  const problem = leafProblem(value, type, field);
  return problem === undefined ? [] : [problem];
}

function mismatch({ pointer, name }: Field, wanted: string, value: unknown): Problem {
  return { pointer, message: `"${name}" is ${typeName(value)}, not ${wanted}` };
}

function listProblems(value: unknown, member: FieldType, field: Field): Problem[] {
  if (!Array.isArray(value)) return [mismatch(field, 'a list', value)];
  return value.flatMap((each, index) =>
    fieldProblems(each, member, { ...field, pointer: `${field.pointer}/${index}` }),
  );
}

function mapProblems(value: unknown, member: FieldType, field: Field): Problem[] {
  if (!isObject(value)) return [mismatch(field, 'an object', value)];
  return Object.keys(value).flatMap((name) =>
    fieldProblems(value[name], member, { ...field, name, pointer: appendToken(field.pointer, name) }),
  );
}

// A boolean is a schema in JSON Schema 2020-12; in OpenAPI 3.0 only additionalProperties takes one.
function schemaProblems(value: unknown, field: Field): Problem[] {
  if (isObject(value)) return [];
  const mayBeBoolean = field.dialect === '3.1' || field.name === 'additionalProperties';
  if (typeof value === 'boolean' && mayBeBoolean) return [];
  return [mismatch(field, 'a schema', value)];
}

function missing({ kind, pointer, value }: Spot, dialect: Dialect): Problem[] {
  return requiredFields(kind, dialect)
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({
      pointer,
      atKey: true,
      message: `"${name}" is missing in ${titled(kind)}`,
      fix: `add ${name}`,
    }));
}

function unknownField({ kind, pointer, value }: Spot, name: string, dialect: Dialect): Problem {
  const at = { pointer: appendToken(pointer, name), atKey: true } as const;
  const other = otherDialect(kind, name, dialect, value);
  if (other !== undefined) return { ...at, ...other };
  const patterned = nameProblem(kind, name);
  if (patterned !== undefined) return { ...at, ...patterned };
  const noun = kind === 'schema' ? 'keyword' : 'field';
  return {
    ...at,
    message: `unknown ${noun} "${name}" in ${titled(kind)}`,
    fix: suggestion(kind, name, dialect),
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
  value: Spot['value'],
): Pick<Problem, 'message' | 'fix'> | undefined {
  const other = dialect === '3.1' ? '3.0' : '3.1';
  if (fieldType(kind, other, name) === undefined) return undefined;
  const message = `"${name}" is of OpenAPI ${other}, and this document is ${dialect}`;
  if (dialect === '3.0') return { message, fix: 'write `openapi: 3.1.1`, or do without it' };
  return name === 'nullable' ? { message, fix: nullableFix(value) } : { message, fix: 'remove it' };
}

function nullableFix(schema: Spot['value']): string {
  if (schema.nullable === false) return 'remove it';
  return typeof schema.type === 'string'
    ? `write type: [${schema.type}, "null"]`
    : 'add a branch {type: "null"}';
}

function nameProblem(kind: string, name: string): Pick<Problem, 'message' | 'fix'> | undefined {
  if (kind === 'paths')
    return {
      message: `path "${name}" does not start with a slash`,
      fix: `write /${name.replace(/^\/*/, '')}`,
    };
  if (kind !== 'responses') return undefined;
  const upper = name.toUpperCase();
  const fix = /^[1-5]XX$/.test(upper)
    ? `did you mean ${upper}?`
    : 'use a status such as 200, a range such as 4XX, or default';
  return { message: `"${name}" is no response status`, fix };
}

function isExtension(kind: string, name: string): boolean {
  return name.startsWith('x-') && objectTypes[kind]?.closed !== true;
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
