// The items of a sequence as the value that its schema describes, an array, with what is wrong with those that are no value.
import { beyond, type Limits, tokensIn } from '../../json/limits.ts';
import type { Repetition } from '../../json/survey.ts';
import { type Framing, isJson, parameterOf } from '../../lib/media-type.ts';
import type { CompiledContent } from '../../model.ts';
import type { ItemFault, ReadBody, SequenceItems, SurveyText } from '../body.ts';
import { plainValue } from '../body.ts';
import { readJsonText } from '../body-text.ts';
import { fits } from '../value.ts';
import { createEvents } from './events.ts';
import type { EventFields, Framed, Framer, FramerOptions } from './framing.ts';
import { createJsonSequence, createLines } from './json-texts.ts';
import { createParts } from './parts.ts';

export type ItemReader = {
  readonly push: (text: string) => void;
  readonly end: () => void;
  /** The items since the last time that this was asked, or since the start. */
  readonly take: () => ReadItems;
};

export type ReadItems = ReadBody & {
  readonly kind: 'value';
  readonly value: readonly unknown[];
  /** The index of each value in the sequence. */
  readonly places: readonly number[];
};

type Value = Extract<ReadBody, { readonly kind: 'value' }>;

export type ItemSource = {
  readonly content: CompiledContent;
  readonly framing: Framing;
  /** The field. */
  readonly contentType: string;
  readonly survey: SurveyText;
  readonly limits: Limits;
};

export function createItemReader({ content, framing, contentType, survey, limits }: ItemSource): ItemReader {
  let count = 0;
  let batch = emptyBatch();
  const each = content.items?.each ?? content;
  const asText = content.items?.text ?? each;
  const mayBeJson = content.items?.text !== undefined;
  const isAlone = content.items?.isWhole !== true;
  const isItem = (schema: typeof each, item: unknown): boolean => isAlone && fits(schema.strict, [item]);

  const framer = createFramer(framing, contentType, {
    most: limits.bodyBytes,
    found: (item) => {
      read(item, count);
      count += 1;
    },
  });

  function read(item: Framed, index: number): void {
    const at = `/${index}`;
    if (item.kind === 'cut') leave('item-cut', `the body ends inside of item ${index}`);
    else if (item.kind === 'too-large')
      leave('body-too-large', `item ${index} has ${beyond(limits, 'bodyBytes')}`);
    else if (item.kind === 'broken')
      batch.faults.push({ kind: 'malformed', pointer: at, of: item.of, message: item.message });
    else if (item.kind === 'json') readText(item.text, at, item.mayBeCut === true);
    else if (item.kind === 'event') readEvent(item.event, at);
    else readPart(item.text, item.mediaType, at);
  }

  /** A JSON text; undefined where it is more than is parsed. */
  function parse(text: string): ReadBody | undefined {
    const left = limits.jsonTokens - batch.tokens;
    // A text has at least as many characters as tokens, so most are not looked at.
    batch.tokens += text.length <= left ? text.length : tokensIn(text, left);
    if (batch.tokens > limits.jsonTokens) return undefined;
    return readJsonText(text, survey, limits);
  }

  function readText(text: string, at: string, mayBeCut: boolean): void {
    const parsed = parse(text);
    if (parsed === undefined) tooMany();
    else if (parsed.kind === 'value') add(parsed.value, at, parsed, at);
    else if (parsed.kind === 'malformed' && mayBeCut)
      leave('item-cut', `the body ends inside of item ${at.slice(1)}`);
    else fault(parsed, at);
  }

  /** The data of an event means JSON where that fits its schema, and else the text that it is. */
  function readEvent(event: EventFields, at: string): void {
    if (!mayBeJson && isItem(asText, event)) return add(event, at);
    const parsed = parse(event.data);
    if (parsed === undefined) return tooMany();
    const inside = `${at}/data`;
    const isValue = parsed.kind === 'value';
    const withJson = isValue ? { ...event, data: parsed.value } : event;
    if (isValue && isItem(each, withJson)) return add(withJson, at, parsed, inside);
    if (mayBeJson && isItem(asText, event)) return add(event, at);
    if (isValue) return add(withJson, at, parsed, inside);
    if (mayBeJson) fault(parsed, inside);
    else add(event, at);
  }

  /** A part without a media type is text (RFC 2046 section 5.2), and in many descriptions JSON. */
  function readPart(text: string, mediaType: string | undefined, at: string): void {
    if (mediaType !== undefined && isJson(mediaType)) return readText(text, at, false);
    if (isItem(each, text)) return add(text, at);
    if (mediaType !== undefined && !mediaType.startsWith('text/'))
      return leave(
        'media-type-unreadable',
        `item ${at.slice(1)} is ${mediaType}, which can not be read here`,
      );
    const parsed = parse(text);
    if (parsed === undefined) tooMany();
    else if (parsed.kind === 'value') add(parsed.value, at, parsed, at);
    else add(text, at);
  }

  function add(value: unknown, at: string, { repetitions, earlier } = NOTHING, inside = at): void {
    for (const repetition of repetitions)
      batch.repetitions.push({ ...repetition, pointer: inside + repetition.pointer });
    for (const [nth, other] of earlier.entries()) {
      const own = inside === at ? other : { ...(value as object), data: other };
      batch.earlier[nth] ??= new Map();
      batch.earlier[nth].set(batch.values.length, own);
    }
    batch.values.push(value);
    batch.places.push(Number(at.slice(1)));
  }

  function fault(read: ReadBody, pointer: string): void {
    if (read.kind === 'too-deep') batch.faults.push({ kind: 'too-deep', pointer });
    else if (read.kind === 'unchecked') leave(read.reason, read.message);
    else {
      const message = read.kind === 'malformed' ? read.message : 'there is no text';
      batch.faults.push({ kind: 'malformed', pointer, of: 'JSON', message });
    }
  }

  /** Said of each item from then on: the words are made once. */
  function tooMany(): void {
    if (batch.unread === undefined) leave('body-too-large', beyond(limits, 'jsonTokens'));
  }

  function leave(reason: string, message: string): void {
    batch.unread ??= { reason, message };
  }

  return {
    push: framer.push,
    end: framer.end,
    take: () => {
      const { values, places, faults, unread, repetitions, earlier } = batch;
      batch = emptyBatch();
      return {
        kind: 'value',
        value: values,
        places,
        repetitions,
        earlier: earlier.map((others) => values.map((value, nth) => others.get(nth) ?? value)),
        items: sequenceItems(places, faults, unread),
      };
    },
  };
}

/** `places`: the index that each value has in the sequence. What is wrong with the whole follows from items that are none. */
export function sequenceItems(
  places: readonly number[],
  faults: readonly ItemFault[],
  unread: SequenceItems['unread'],
): SequenceItems {
  const placed: SequenceItems['placed'] = (violations) =>
    violations
      .filter(({ pointer }) => faults.length === 0 || pointer !== '')
      .map((violation) => ({
        ...violation,
        pointer: violation.pointer.replace(/^\/(\d+)/, (_, at: string) => `/${places[Number(at)]}`),
      }));
  return { placed, faults, unread };
}

/** The same with what else could not be checked, unless something is said already. */
export function withUnread(
  read: ReadItems,
  unread: { readonly reason: string; readonly message: string },
): ReadItems {
  const { items } = read;
  return items === undefined ? read : { ...read, items: { ...items, unread: items.unread ?? unread } };
}

function createFramer(framing: Framing, contentType: string, options: FramerOptions): Framer {
  if (framing === 'event-stream') return createEvents(options);
  if (framing === 'lines') return createLines(options);
  if (framing === 'json-seq') return createJsonSequence(options);
  return createParts(parameterOf(contentType, 'boundary'), options);
}

const NOTHING: Pick<Value, 'repetitions' | 'earlier'> = plainValue(undefined) as Value;

type Batch = {
  readonly values: unknown[];
  /** The index of each value in the sequence. */
  readonly places: number[];
  readonly faults: ItemFault[];
  readonly repetitions: Repetition[];
  /** By which of repeated names is meant, then by the value's index in `values`. */
  readonly earlier: Map<number, unknown>[];
  /** At most so many were parsed. */
  tokens: number;
  unread: { readonly reason: string; readonly message: string } | undefined;
};

function emptyBatch(): Batch {
  return { values: [], places: [], faults: [], repetitions: [], earlier: [], tokens: 0, unread: undefined };
}
