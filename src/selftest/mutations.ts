// What can go wrong with a body, kind by kind: the changed value, and the one finding that it has to be.

import { asObject, isObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import { schemaRegExp } from '../lib/regex.ts';
import type { JsonPointer, JsonSchema } from '../model.ts';
import { listedValues, type SchemaObject, typesOf } from '../schema/words.ts';
import { codeOfUnwanted, partsOf, requiredIn } from './parts.ts';
import type { BodyPlace } from './places.ts';
import { numbers } from './sample-scalar.ts';

/** `at` is where the value stands that is replaced; without `value` it is removed. */
export type Mutation = {
  readonly code: string;
  readonly pointer: JsonPointer;
  readonly at: JsonPointer;
  readonly value?: unknown;
  /** The closed world or the wire says so, not the schema as written: the open validator has nothing to say. */
  readonly closedWorld?: true;
};

type MutationKind = (place: BodyPlace) => readonly Mutation[];

function replaced(place: BodyPlace, code: string, value: unknown): Mutation {
  return { code, pointer: place.pointer, at: place.pointer, value };
}

function types(place: BodyPlace): readonly string[] {
  return place.schemas.flatMap((schema) => typesOf(schema) ?? []);
}

const OTHERS: readonly (readonly [string, unknown])[] = [
  ['string', 'drift'],
  ['number', 7.5],
  ['boolean', true],
  ['array', []],
  ['object', {}],
];

const wrongType: MutationKind = (place) => {
  const allowed = types(place);
  if (allowed.length === 0) return [];
  const others = OTHERS.filter(([type]) => !allowed.includes(type));
  return others.slice(0, 2).map(([, value]) => replaced(place, 'type-mismatch', value));
};

const fraction: MutationKind = (place) => {
  const allowed = types(place);
  const isWhole = allowed.includes('integer') && !allowed.includes('number');
  return isWhole ? [replaced(place, 'type-mismatch', 1.5)] : [];
};

const nothing: MutationKind = (place) => {
  const allowed = types(place);
  return allowed.length > 0 && !allowed.includes('null') ? [replaced(place, 'null-undocumented', null)] : [];
};

const newValue: MutationKind = (place) => {
  if (place.isTagWithDefault) return [];
  const list = place.schemas.map(listedValues).find((values) => values !== undefined);
  if (list === undefined) return [];
  const text = list.find((value) => typeof value === 'string');
  const number = list.filter((value) => typeof value === 'number');
  return [
    ...(typeof text === 'string'
      ? [`${text}-drift`, swapCase(text)].filter((value) => !list.includes(value))
      : []),
    ...(number.length > 0 ? [Math.max(...(number as number[])) + 1000] : []),
  ].map((value) => replaced(place, 'enum-value-undocumented', value));
};

function swapCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

const pattern: MutationKind = (place) => {
  const { value, schemas } = place;
  if (typeof value !== 'string' || isListed(place)) return [];
  const sources = schemas.flatMap((schema) => (typeof schema.pattern === 'string' ? [schema.pattern] : []));
  const fits = (text: string): boolean => sources.every((source) => schemaRegExp(source).test(text));
  const stranger = value.replaceAll(/./gsu, '\u2603');
  return sources.length > 0 && !fits(stranger) && stranger !== ''
    ? [replaced(place, 'pattern-mismatch', stranger)]
    : [];
};

const ASSERTED = new Set(['date-time', 'date', 'time', 'uuid', 'ipv4', 'ipv6', 'email', 'uri']);

const format: MutationKind = (place) => {
  if (isListed(place) || says(place, ['pattern', 'minLength', 'maxLength'])) return [];
  const names = place.schemas.map((schema) => schema.format);
  if (typeof place.value === 'string' && names.some((name) => ASSERTED.has(String(name))))
    return [replaced(place, 'format-mismatch', 'no such format')];
  return mayBeLarge(place, 'int32') ? [replaced(place, 'format-mismatch', 2 ** 31)] : [];
};

const unsafe: MutationKind = (place) =>
  mayBeLarge(place, 'int64') && !isListed(place) ? [replaced(place, 'integer-unsafe', 2 ** 53)] : [];

/** A number of this format, without any other limit above. */
function mayBeLarge(place: BodyPlace, name: string): boolean {
  const isOfFormat = place.schemas.some((schema) => schema.format === name);
  const isLimited = says(place, ['maximum', 'exclusiveMaximum', 'multipleOf']);
  return typeof place.value === 'number' && isOfFormat && !isLimited;
}

function says({ schemas }: BodyPlace, keywords: readonly string[]): boolean {
  return schemas.some((schema) => keywords.some((keyword) => schema[keyword] !== undefined));
}

function isListed({ schemas }: BodyPlace): boolean {
  return schemas.some((schema) => listedValues(schema) !== undefined);
}

const limits: MutationKind = (place) => {
  if (isListed(place)) return [];
  const of = (keyword: string): number[] => numbers(place.schemas, keyword);
  const wrong = [...beyondNumber(place.value, of), ...beyondText(place, of), ...beyondList(place.value, of)];
  return wrong.map((value) => replaced(place, 'out-of-range', value));
};

type Limits = (keyword: string) => number[];

function beyondNumber(value: unknown, of: Limits): unknown[] {
  if (typeof value !== 'number') return [];
  const step = Math.max(1, ...of('multipleOf'));
  const low = [...of('minimum'), ...of('exclusiveMinimum')];
  const high = [...of('maximum'), ...of('exclusiveMaximum')];
  return [
    ...(low.length > 0 ? [Math.floor(Math.min(...low) / step) * step - step] : []),
    ...(high.length > 0 ? [Math.ceil(Math.max(...high) / step) * step + step] : []),
  ];
}

function beyondText(place: BodyPlace, of: Limits): unknown[] {
  if (typeof place.value !== 'string' || says(place, ['pattern', 'format'])) return [];
  const least = Math.max(0, ...of('minLength'));
  const most = Math.min(...of('maxLength'));
  return [
    ...(least > 0 ? ['x'.repeat(least - 1)] : []),
    ...(Number.isFinite(most) ? ['x'.repeat(most + 1)] : []),
  ];
}

function beyondList(value: unknown, of: Limits): unknown[] {
  if (!Array.isArray(value)) return [];
  const least = Math.max(0, ...of('minItems'));
  return least > 0 && value.length >= least ? [value.slice(0, least - 1)] : [];
}

const stranger: MutationKind = (place) => {
  const { value, schemas } = place;
  if (!isObject(value) || !schemas.some(isClosed) || schemas.some(isOpen)) return [];
  const isDeclared = (name: string): boolean =>
    schemas.some(
      (schema) =>
        partsOf({ schema: { ...schema, additionalProperties: undefined }, at: '' }, name).length > 0,
    );
  const names = ['drift_new', '__proto__'].filter((name) => !isDeclared(name));
  return names.map((name) => {
    const pointer = appendToken(place.pointer, name);
    return { code: 'property-undocumented', pointer, at: pointer, value: { inner: 1 }, closedWorld: true };
  });
};

/** Some part allows further names; names that one part declares, the closing around it allows too. */
function isOpen({ additionalProperties: further }: SchemaObject): boolean {
  return further !== undefined && further !== false;
}

function isClosed(schema: SchemaObject): boolean {
  return schema.unevaluatedProperties === false || schema.additionalProperties === false;
}

const missing: MutationKind = (place) => {
  if (!isObject(place.value)) return [];
  const names = new Set(place.certain.flatMap(requiredIn));
  return [...names].map((name) => {
    const pointer = appendToken(place.pointer, name);
    return { code: 'property-missing', pointer, at: pointer };
  });
};

/** Plants a property that is declared never to come. */
const unwanted: MutationKind = (place) => {
  if (!isObject(place.value)) return [];
  const declared = place.certain.flatMap((schema) => Object.entries(asObject(schema.properties)));
  return declared.flatMap(([name, schema]) => {
    const code = codeOfUnwanted(schema as JsonSchema);
    const pointer = appendToken(place.pointer, name);
    const value = populated(schema as JsonSchema);
    return code === undefined ? [] : [{ code, pointer, at: pointer, value, closedWorld: true } as const];
  });
};

function populated(schema: JsonSchema): unknown {
  const type = isObject(schema) ? (typesOf(schema)?.[0] ?? 'string') : 'string';
  const values: Readonly<Record<string, unknown>> = {
    string: 'x',
    integer: 1,
    number: 1,
    boolean: true,
    array: ['x'],
    object: { x: 1 },
  };
  return values[type];
}

/** A value that is right by itself but not together with the others. */
const togetherWrong: MutationKind = (place) => {
  if (!isObject(place.value)) return [];
  const { value, pointer, certain } = place;
  const ruled = certain.filter((schema) =>
    ['dependentSchemas', 'dependentRequired'].some((keyword) => schema[keyword] !== undefined),
  );
  return ruled.flatMap((schema) =>
    Object.keys(value).flatMap((name) => {
      const own = isObject(schema.properties) ? schema.properties[name] : undefined;
      const list = isObject(own) && Array.isArray(own.enum) ? own.enum : [];
      const others = list.filter((other) => other !== value[name]);
      const at = appendToken(pointer, name);
      return others.map((other) => ({ code: 'rule-violated', pointer, at, value: other }));
    }),
  );
};

const repeated: MutationKind = (place) => {
  const { value, schemas } = place;
  const isDistinct = schemas.some((schema) => schema.uniqueItems === true);
  const most = Math.min(...numbers(schemas, 'maxItems'));
  if (!Array.isArray(value) || !isDistinct || says(place, ['prefixItems'])) return [];
  if (value.length === 0 || value.length >= most) return [];
  return [replaced(place, 'rule-violated', [...value, value[0]])];
};

export const mutationKinds: readonly MutationKind[] = [
  stranger,
  missing,
  unwanted,
  wrongType,
  fraction,
  nothing,
  newValue,
  pattern,
  format,
  limits,
  unsafe,
  togetherWrong,
  repeated,
];
