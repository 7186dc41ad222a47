// Types of fields and keywords, as the specification's tables state them. Each mistake says how the field is read all the same.
import { isObject } from '../../lib/objects.ts';
import { appendToken } from '../../lib/pointer.ts';
import { didYouMean } from '../../lib/suggest.ts';
import { type Dialect, type FieldType, fieldType, objectTypes } from '../objects.ts';
import { type Problem, typeName } from '../problem.ts';
import { notJudged } from '../repair.ts';
import { isAnnotation } from '../shape.ts';
import type { OpenApiObject } from '../walk.ts';
import { type LintInput, type LintRule, notJudgedKeyword } from './rule.ts';

export const fieldTypes: LintRule = (input) =>
  input.kinds.flatMap((kind) => input.spots(kind).flatMap((spot) => ofObject(spot, input)));

function ofObject({ kind, value, pointer, isReference }: OpenApiObject, { dialect }: LintInput): Problem[] {
  if (isReference && !(kind === 'schema' && dialect !== '3.0')) return [];
  return Object.keys(value).flatMap((name) => {
    const type = fieldType(kind, dialect, name) ?? fieldType(kind, otherOf(dialect), name);
    const field: Field = { pointer: appendToken(pointer, name), dialect, name, kind, owner: pointer };
    return type === undefined ? [] : fieldProblems(value[name], type.replace(/!$/, ''), field);
  });
}

function otherOf(dialect: Dialect): Dialect {
  return dialect === '3.0' ? '3.1' : '3.0';
}

type Field = {
  readonly pointer: string;
  readonly dialect: Dialect;
  readonly name: string;
  /** Of the object that it stands in, and where that stands. */
  readonly kind: string;
  readonly owner: string;
};

function fieldProblems(value: unknown, type: FieldType, field: Field): Problem[] {
  if (type.startsWith('[')) return listProblems(value, type.slice(1, -1), field);
  if (type.startsWith('{')) return mapProblems(value, type.slice(1, -1), field);
  if (type === 'schema') return schemaProblems(value, field);
  if (Object.hasOwn(objectTypes, type)) return isObject(value) ? [] : [mismatch(field, 'an object', value)];
  const problem = leafProblem(value, type, field);
  return problem === undefined ? [] : [problem];
}

/** Null is how YAML writes an absent value. Values are held to what remains of a schema. */
function mismatch(field: Field, wanted: string, value: unknown): Problem {
  const { pointer, name } = field;
  const message = `"${name}" is ${typeName(value)}, not ${wanted}`;
  if (value !== null && isConstraint(field))
    return { ...notJudgedKeyword(field.owner, name, value), pointer, message };
  return { kind: 'field-type', pointer, message, edits: [{ at: pointer, do: 'remove' }] };
}

/** Beside annotations, keywords without which a schema means the same to a validator, or more. */
const DISPENSABLE = ['$schema', 'contentEncoding', 'contentMediaType', 'discriminator', 'format', 'nullable'];

/** It says something of values, and stands in its schema directly. */
function isConstraint({ kind, name, owner, pointer }: Field): boolean {
  const saysLittle = isAnnotation(name) || DISPENSABLE.includes(name);
  return kind === 'schema' && !saysLittle && pointer === appendToken(owner, name);
}

/** What it was meant to be is plain. */
function meant({ pointer }: Field, message: string, value: unknown): Problem {
  return { kind: 'field-type', pointer, message, edits: [{ at: pointer, do: 'put', value }] };
}

function listProblems(value: unknown, member: FieldType, field: Field): Problem[] {
  if (!Array.isArray(value)) return [listMismatch(value, member, field)];
  return value.flatMap((each, index) =>
    fieldProblems(each, member, { ...field, pointer: `${field.pointer}/${index}` }),
  );
}

/** One member stands for a list of one; `required: true` in a property is of JSON Schema draft 3. */
function listMismatch(value: unknown, member: FieldType, field: Field): Problem {
  const message = `"${field.name}" is ${typeName(value)}, not a list`;
  const isMember = member === 'any' ? value !== null : isObject(value) || typeof value === member;
  if (isMember) return meant(field, message, [value]);
  const { name, pointer } = field;
  return name === 'required' && typeof value === 'boolean'
    ? { kind: 'field-type', pointer, message, edits: [{ at: pointer, do: 'remove' }] }
    : mismatch(field, 'a list', value);
}

function mapProblems(value: unknown, member: FieldType, field: Field): Problem[] {
  if (isEmptyList(value)) return [meant(field, `"${field.name}" is a list, not an object`, {})];
  if (!isObject(value)) return [mismatch(field, 'an object', value)];
  return Object.keys(value).flatMap((name) =>
    fieldProblems(value[name], member, { ...field, name, pointer: appendToken(field.pointer, name) }),
  );
}

/** What PHP writes for an empty object. */
function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

// A boolean is a schema in JSON Schema 2020-12; in OpenAPI 3.0 only additionalProperties takes one.
function schemaProblems(value: unknown, field: Field): Problem[] {
  if (isObject(value)) return [];
  const { dialect, name, pointer } = field;
  const message = `"${name}" is ${typeName(value)}, not a schema`;
  if (typeof value === 'boolean')
    return dialect !== '3.0' || name === 'additionalProperties'
      ? []
      : [{ kind: 'field-version', pointer, message }];
  if (isEmptyList(value)) return [meant(field, message, {})];
  if (value === 'true' || value === 'false') return [meant(field, message, value === 'true')];
  if (name === 'items' && Array.isArray(value)) return [tuple(value, field, message)];
  if (value === null || isConstraint(field)) return [mismatch(field, 'a schema', value)];
  const stub = notJudged(`schema: ${pointer}`);
  return [
    { kind: 'schema', subject: pointer, pointer, message, edits: [{ at: pointer, do: 'put', value: stub }] },
  ];
}

/** A list of schemas under `items`, as JSON Schema up to draft 2019-09 has it. */
function tuple(value: readonly unknown[], { owner, pointer }: Field, message: string): Problem {
  return {
    kind: 'field-version',
    pointer,
    message,
    fix: 'name it prefixItems',
    edits: [
      { at: pointer, do: 'remove' },
      { at: `${owner}/prefixItems`, do: 'put', value },
    ],
  };
}

function leafProblem(value: unknown, type: FieldType, field: Field): Problem | undefined {
  if (type === 'any') return undefined;
  if (type === 'type') return typeProblem(value, field);
  if (type === 'count') return countProblem(value, field);
  if (typeof value === type) return undefined;
  const message = `"${field.name}" is ${typeName(value)}, not a ${type}`;
  return { ...leafReading(value, type, field, message), fix: leafFix(value, type, field) };
}

function leafReading(value: unknown, type: FieldType, field: Field, message: string): Problem {
  if (field.name.startsWith('exclusive') && (typeof value === 'boolean' || typeof value === 'number'))
    return { kind: 'field-version', subject: field.name, pointer: field.pointer, message };
  const meaning = meaningOf(value, type);
  return meaning === undefined ? mismatch(field, `a ${type}`, value) : meant(field, message, meaning);
}

function meaningOf(value: unknown, type: FieldType): unknown {
  if (type === 'string')
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : undefined;
  if (type !== 'number' || typeof value !== 'string' || value.trim() === '') return undefined;
  return Number.isFinite(Number(value)) ? Number(value) : undefined;
}

function leafFix(value: unknown, type: FieldType, { name }: Field): string | undefined {
  if (name.startsWith('exclusive') && typeof value === 'boolean')
    return `a flag of OpenAPI 3.0: give the bound itself, ${name}: 10, and remove ${name === 'exclusiveMinimum' ? 'minimum' : 'maximum'}`;
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `put it in quotes: "${String(value)}"`;
  if (typeof value === 'string' && (type === 'number' || type === 'boolean')) return 'remove the quotes';
  return undefined;
}

function countProblem(value: unknown, field: Field): Problem | undefined {
  if (isCount(value)) return undefined;
  const received = typeof value === 'number' ? String(value) : typeName(value);
  const message = `"${field.name}" is ${received}, not a whole number from 0`;
  const meaning = meaningOf(value, 'number');
  return isCount(meaning)
    ? meant(field, message, meaning)
    : { ...mismatch(field, 'a whole number from 0', value), message };
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

const types31 = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

type Words = { readonly pointer: string; readonly message: string; readonly fix?: string | undefined };

function typeProblem(value: unknown, field: Field): Problem | undefined {
  const words = typeWords(value, field);
  return words === undefined ? undefined : { ...typeReading(value, field), ...words };
}

/** Known names in any case, `null` without quotes, and names that are listed twice are plain; any other name leaves the type open. */
function typeReading(value: unknown, field: Field): Problem {
  const { pointer, owner } = field;
  const names = (Array.isArray(value) ? value : [value]).map((each) => String(each).toLowerCase());
  const [first, ...more] = [...new Set(names)];
  if (first === undefined || !names.every((name) => types31.includes(name)))
    return { ...notJudgedKeyword(owner, 'type', value), message: '' };
  const reading = more.length === 0 && !Array.isArray(value) ? first : [first, ...more];
  return JSON.stringify(reading) === JSON.stringify(value)
    ? { kind: 'field-version', subject: 'type', pointer, message: '' }
    : { kind: 'field-type', pointer, message: '', edits: [{ at: pointer, do: 'put', value: reading }] };
}

function typeWords(value: unknown, { pointer, dialect }: Field): Words | undefined {
  const known = dialect !== '3.0' ? types31 : types31.filter((name) => name !== 'null');
  if (typeof value === 'string') return oneTypeWords(value, known, pointer);
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
  return listWords(value, known, pointer);
}

function listWords(value: readonly unknown[], known: readonly string[], pointer: string): Words | undefined {
  for (const [index, each] of value.entries()) {
    const at = `${pointer}/${index}`;
    if (each === null)
      return { pointer: at, message: 'null in type is no string', fix: 'put it in quotes: "null"' };
    if (typeof each !== 'string')
      return { pointer: at, message: `type lists ${typeName(each)}, not a string` };
    if (value.indexOf(each) < index) return { pointer: at, message: `type lists "${each}" twice` };
    const words = oneTypeWords(each, known, at);
    if (words !== undefined) return words;
  }
  return undefined;
}

function oneTypeWords(name: string, known: readonly string[], pointer: string): Words | undefined {
  if (known.includes(name)) return undefined;
  if (name !== 'null') {
    const message = `unknown type "${name}"; known: ${known.join(', ')}`;
    return { pointer, message, fix: didYouMean(name, known) };
  }
  const message = 'type "null" is of OpenAPI 3.1, and this document is 3.0';
  return { pointer, message, fix: 'write nullable: true beside the type' };
}
