// What a schema is read for: direction, strictness, and in a stream of server-sent events which part of an event its values are.
import { isObject } from '../lib/objects.ts';
import type { JsonPointer } from '../model.ts';
import type { SchemaObject } from '../schema/words.ts';
import { type EventLevel, isBesideJson } from './items.ts';
import type { Resolve } from './references.ts';
import { alwaysApplied } from './shape.ts';

export type Direction = 'request' | 'response';

export type Reading = {
  /** The strict reading. */
  readonly closed: boolean;
  readonly direction: Direction;
  /** In a stream of events, down to the data of one. */
  readonly events?: Events | undefined;
  /** Within `not` and its like, where nothing is closed. */
  readonly plain: boolean;
  /** Properties and items that a schema around this one describes for all that share them: here they take any value. */
  readonly shared: readonly JsonPointer[];
};

/**
 * How the data of server-sent events is read, which is JSON where its schema says so by `contentMediaType`: `json`, as the value that
 * `contentSchema` describes; `text`, as a text that is no JSON.
 */
type EventData = 'json' | 'text';

export type Events = {
  readonly at: EventLevel;
  readonly data: EventData;
  /** Another schema may say that the same data is JSON. */
  readonly isBesideJson?: boolean;
};

const ITEM_KEYWORDS = new Set(['items', 'prefixItems', 'contains', 'unevaluatedItems']);
/** Keywords, but for `properties`, that describe values inside of the value. */
const INNER = new Set([
  ...ITEM_KEYWORDS,
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  '$defs',
]);
const ABOUT_TEXT = ['pattern', 'minLength', 'maxLength'];

/** The reading of a keyword, or of a part of its `allOf`, with whether the rest of its owner may say that the data is JSON. */
export function readingBeside(
  owner: SchemaObject,
  keyword: string,
  reading: Reading,
  resolve: Resolve,
  part?: unknown,
): Reading {
  const { events } = reading;
  if (events?.data !== 'json' || events.isBesideJson === true) return reading;
  if (!isBesideJson(owner, keyword, events.at, resolve, part)) return reading;
  return { ...reading, events: { ...events, isBesideJson: true } };
}

/** `pattern` and its like ask for a text: a number that was read from the data of an event does not fit by being no text. */
export function aboutText(schema: SchemaObject, { events, plain }: Reading): SchemaObject {
  if (events?.at !== 'data' || events.isBesideJson === true || plain || schema.type !== undefined) return {};
  return ABOUT_TEXT.some((keyword) => schema[keyword] !== undefined) ? { type: 'string' } : {};
}

/** The reading of the values that a keyword describes: those inside, or the same value. */
export function readingUnder(keyword: string, reading: Reading): Reading {
  const { events } = reading;
  if (events === undefined || !INNER.has(keyword)) return reading;
  const isEvent = events.at === 'list' && ITEM_KEYWORDS.has(keyword);
  return { ...reading, events: isEvent ? { ...events, at: 'event' } : undefined };
}

export function readingOfProperty(name: string, reading: Reading): Reading {
  const { events } = reading;
  if (events === undefined) return reading;
  const isData = events.at === 'event' && name === 'data';
  return { ...reading, events: isData ? { ...events, at: 'data' } : undefined };
}

// readOnly and writeOnly (OpenAPI 3.1, Schema Object): which properties belong to requests alone, and which to responses alone.

/** The mark of properties that do not go in this direction. */
export function wrongWay(direction: Direction): 'readOnly' | 'writeOnly' {
  return direction === 'response' ? 'writeOnly' : 'readOnly';
}

/** `required` has no effect for a writeOnly property of a response, and the reverse. */
export function bindingNames(
  owner: SchemaObject,
  names: readonly string[],
  direction: Direction,
  resolve: Resolve,
): readonly string[] {
  const mark = wrongWay(direction);
  const members = alwaysApplied(owner, resolve);
  const isExempt = (name: string): boolean =>
    members.some(
      ({ properties }) =>
        isObject(properties) &&
        alwaysApplied(properties[name], resolve).some((property) => property[mark] === true),
    );
  return names.filter((name) => !isExempt(name));
}
