// Types of fields and keywords, as the specification's tables state them.
import { isObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import { nearest } from '../../lib/suggest.ts';
import { type Dialect, type FieldType, fieldType, objectTypes } from '../objects.ts';
import { type Problem, typeName } from '../problem.ts';
import type { OpenApiObject } from '../walk.ts';
import type { LintInput, LintRule } from './rule.ts';

export const fieldTypes: LintRule = {
  name: 'field-types',
  find: (input) => input.kinds.flatMap((kind) => input.spots(kind).flatMap((spot) => ofObject(spot, input))),
};

function ofObject({ kind, value, pointer, isReference }: OpenApiObject, { dialect }: LintInput): Problem[] {
  if (isReference && !(kind === 'schema' && dialect === '3.1')) return [];
  return Object.keys(value).flatMap((name) => {
    const type = fieldType(kind, dialect, name);
    const field: Field = { pointer: appendToken(pointer, name), dialect, name };
    return type === undefined ? [] : fieldProblems(value[name], type.replace(/!$/, ''), field);
  });
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

function leafProblem(value: unknown, type: FieldType, field: Field): Problem | undefined {
  if (type === 'any') return undefined;
  if (type === 'type') return typeProblem(value, field);
  if (type === 'count') return countProblem(value, field);
  if (typeof value === type) return undefined;
  const at = { pointer: field.pointer, message: `"${field.name}" is ${typeName(value)}, not a ${type}` };
  const fix = leafFix(value, type, field);
  return fix === undefined ? at : { ...at, fix };
}

function leafFix(value: unknown, type: FieldType, { name }: Field): string | undefined {
  if (name.startsWith('exclusive') && typeof value === 'boolean')
    return `a flag of OpenAPI 3.0: give the bound itself, ${name}: 10, and remove ${name === 'exclusiveMinimum' ? 'minimum' : 'maximum'}`;
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `put it in quotes: "${String(value)}"`;
  if (typeof value === 'string' && (type === 'number' || type === 'boolean')) return 'remove the quotes';
  return undefined;
}

function countProblem(value: unknown, { pointer, name }: Field): Problem | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return undefined;
  const received = typeof value === 'number' ? String(value) : typeName(value);
  return { pointer, message: `"${name}" is ${received}, not a whole number from 0` };
}

const types31 = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

function typeProblem(value: unknown, { pointer, dialect }: Field): Problem | undefined {
  const known = dialect === '3.1' ? types31 : types31.filter((name) => name !== 'null');
  if (typeof value === 'string') return oneTypeProblem(value, known, pointer);
  if (dialect === '3.0')
    return {
      pointer,
      message: `type is ${typeName(value)}, not a string`,
      fix: 'write one type, and nullable: true for null',
    };
  if (value === null)
    return { pointer, message: 'type is null, not a string', fix: 'put it in quotes: "null"' };
  if (!Array.isArray(value))
    return { pointer, message: `type is ${typeName(value)}, not a string or a list of strings` };
  if (value.length === 0)
    return { pointer, message: 'type is an empty list', fix: 'name a type, or remove it' };
  return listProblem(value, known, pointer);
}

function listProblem(
  value: readonly unknown[],
  known: readonly string[],
  pointer: string,
): Problem | undefined {
  for (const [index, each] of value.entries()) {
    const at = `${pointer}/${index}`;
    if (each === null)
      return { pointer: at, message: 'null in type is no string', fix: 'put it in quotes: "null"' };
    if (typeof each !== 'string')
      return { pointer: at, message: `type lists ${typeName(each)}, not a string` };
    if (value.indexOf(each) < index) return { pointer: at, message: `type lists "${each}" twice` };
    const problem = oneTypeProblem(each, known, at);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function oneTypeProblem(name: string, known: readonly string[], pointer: string): Problem | undefined {
  if (known.includes(name)) return undefined;
  if (name === 'null')
    return {
      pointer,
      message: 'type "null" is of OpenAPI 3.1, and this document is 3.0',
      fix: 'write nullable: true beside the type',
    };
  const near = nearest(name, known);
  return {
    pointer,
    message: `unknown type "${name}"; known: ${known.join(', ')}`,
    ...(near === undefined ? {} : { fix: `did you mean ${near}?` }),
  };
}
