// Each value of each sample beside the row of the tables that documents it. The rules look at these pairs only.
import { isObject } from '../lib/objects.ts';
import { appendToken, lastToken, parentOf } from '../lib/pointer.ts';
import type { JsonPointer, PageFacts, PageField } from '../model.ts';
import { placeKey, type Side } from './places.ts';
import { innerType, type JsonKind, jsonKind } from './reading/types.ts';
import { samplesOfSteps } from './request-lines.ts';
import { fieldsOf } from './stated.ts';

export type SampleValue = {
  readonly side: Side;
  /** Of the sample, within its side. */
  readonly index: number;
  readonly pointer: JsonPointer;
  readonly pattern: JsonPointer;
  readonly value: unknown;
  /** The row that documents it; an item of `Array of strings` has its array's. */
  readonly field: PageField | undefined;
  /** What the type column makes of it: undefined where its word says nothing. */
  readonly kind: JsonKind | undefined;
  readonly type: string;
  readonly isRightType: boolean;
  /** false: a key that its object's table does not have. */
  readonly isDocumented: boolean;
  /** The rows for the properties of this object, by pattern. */
  readonly properties: readonly PageField[];
};

export type PageSamples = {
  readonly facts: PageFacts;
  readonly values: readonly SampleValue[];
};

export function pageSamples(facts: PageFacts): PageSamples {
  const steps = samplesOfSteps(facts);
  const values = Object.entries(facts.examples).flatMap(([side, samples]) => {
    const fields = fieldsOf(facts, side) ?? [];
    if (fields.length === 0) return [];
    const table = fieldTable(fields);
    return samples.flatMap((sample, index) =>
      isJson(sample) && !steps.has(placeKey.sample(side, index))
        ? sampleValues(side, index, sample, table)
        : [],
    );
  });
  return { facts, values };
}

/** Not `{$invalid: text}`, not `{$nobody: true}`. */
export function isJson(sample: unknown): boolean {
  if (typeof sample !== 'object' || sample === null) return true;
  const [key, ...more] = Object.keys(sample);
  return more.length > 0 || (key !== '$invalid' && key !== '$nobody');
}

/**
 * An object with none of the keys of its table: the sample is wrapped in a key, or without the wrapper, or is another
 * object. That is one contradiction, not one for each key and row.
 */
export function hasOtherKeysOnly({ value, properties }: Pick<SampleValue, 'value' | 'properties'>): boolean {
  if (!isObject(value)) return false;
  const known = new Set(properties.map(({ pointer }) => lastToken(pointer)));
  const keys = Object.keys(value);
  return keys.length > 0 && known.size > 0 && !known.has('*') && keys.every((key) => !known.has(key));
}

type FieldTable = {
  readonly byPattern: ReadonlyMap<JsonPointer, PageField>;
  readonly children: ReadonlyMap<JsonPointer, readonly PageField[]>;
};

function fieldTable(fields: readonly PageField[]): FieldTable {
  const properties = fields.filter(({ pointer }) => pointer !== '/');
  return {
    byPattern: new Map(fields.map((field) => [field.pointer, field])),
    children: Map.groupBy(properties, ({ pointer }) => parentOf(pointer)),
  };
}

type Frame = Pick<SampleValue, 'pointer' | 'pattern' | 'value' | 'field' | 'type' | 'isDocumented'>;

function sampleValues(side: Side, index: number, sample: unknown, table: FieldTable): readonly SampleValue[] {
  const whole = table.byPattern.get('/');
  const type = whole?.type ?? 'Object';
  const values: SampleValue[] = [];
  const stack: Frame[] = [
    { pointer: '', pattern: '', value: sample, field: whole, type, isDocumented: true },
  ];
  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const kind = jsonKind(frame.type);
    const isRightType = isOfKind(frame.value, kind);
    const properties = table.children.get(frame.pattern) ?? [];
    values.push({ side, index, ...frame, kind, isRightType, properties });
    // Where the type differs, or nothing documents the value, what is inside tells no more.
    if (isRightType && frame.isDocumented) stack.push(...framesBelow(frame, properties, table).reverse());
  }
  return values;
}

function framesBelow(frame: Frame, properties: readonly PageField[], table: FieldTable): Frame[] {
  const { value, pattern, pointer } = frame;
  if (typeof value !== 'object' || value === null) return [];
  const inner = innerType(frame.type);
  const any = table.byPattern.get(`${pattern}/*`);
  const isList = Array.isArray(value);
  // A plain Object has no table: its inside is never judged.
  if (!isList && properties.length === 0 && inner === undefined) return [];
  return Object.entries(value).map(([key, below]): Frame => {
    const place = { pointer: appendToken(pointer, key), value: below };
    const anyPlace = { ...place, pattern: `${pattern}/*`, isDocumented: true };
    if (isList) return { ...anyPlace, field: any ?? frame.field, type: any?.type ?? inner ?? '' };
    const named = table.byPattern.get(appendToken(pattern, key));
    if (named !== undefined)
      return { ...place, pattern: named.pointer, field: named, type: named.type, isDocumented: true };
    if (any !== undefined) return { ...anyPlace, field: any, type: any.type };
    if (properties.length === 0) return { ...anyPlace, field: undefined, type: inner ?? '' };
    return { ...place, pattern: appendToken(pattern, key), field: undefined, type: '', isDocumented: false };
  });
}

function isOfKind(value: unknown, kind: JsonKind | undefined): boolean {
  // Null in a sample stands for "nothing here", whatever the type.
  if (value === null || kind === undefined) return true;
  if (kind === 'array') return Array.isArray(value);
  if (kind === 'object') return isObject(value);
  if (kind === 'integer') return Number.isInteger(value);
  return typeof value === kind;
}
