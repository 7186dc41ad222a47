// The schemas of a contract that bodies are held to, with all that they refer to, as one self-contained `{ $defs }` in one reading.

import { nestedTasks } from '../lib/nested-tasks.ts';
import { isObject } from '../lib/objects.ts';
import { escapeToken, pointerTokens, valueAt } from '../lib/pointer.ts';
import { rememberByName } from '../lib/remember.ts';
import type { JsonPointer, JsonSchema, ValueKeyword } from '../model.ts';
import { safePattern } from './pattern-growth.ts';
import type { Direction, Events, Reading } from './reading.ts';
import { isComponent, pointerOfRef, resolver } from './references.ts';
import { shapesOf } from './shape.ts';
import { sharedFinder } from './shared-values.ts';
import { type Deriver, deriveInPlace, deriveTogether, deriveUsed } from './strict.ts';

export type SchemaBook = {
  readonly schemas: { readonly $defs: Readonly<Record<string, JsonSchema>> };
  /** Of all definitions, in the order in which they were added. */
  readonly names: readonly string[];
  /** By the name of a definition: the pointer of each schema in it -> the pointer of its source in the document. */
  readonly sources: ReadonlyMap<string, ReadonlyMap<JsonPointer, JsonPointer>>;
};

type SchemaBookBuilder = {
  /**
   * Adds the schema at this pointer as something that a body is held to; answers where it stands in the book. `events`: the body is a
   * stream of server-sent events, or one of them, and its data is read so.
   */
  readonly use: (pointer: JsonPointer, direction: Direction, events?: Events) => JsonPointer;
  /** Where it will stand, without adding it. */
  readonly placeOf: (pointer: JsonPointer, direction: Direction, events?: Events) => JsonPointer;
  readonly book: SchemaBook;
};

/** A book of schemas for one document. `closed` makes the strict reading, which alone holds values to the conditions of `valueRules`. */
export function schemaBook(
  document: unknown,
  closed: boolean,
  valueRules: readonly ValueKeyword[] = [],
): SchemaBookBuilder {
  const { book, define, finish } = createDefinitions();
  const resolve = resolver(document);
  const shapes = shapesOf(resolve);
  const deriver: Deriver = {
    document,
    resolve,
    shapes,
    sharedValues: sharedFinder(resolve, shapes),
    valueRules,
    refer: (source, reading) =>
      define(`${componentName(source)}${readingSuffix(reading)}`, (at, sources) =>
        deriveInPlace(valueAt(document, source), { deriver, at, source, reading, sources }, false),
      ),
    referToAll: (sources, reading) =>
      define(`${sources.map(componentName).join(' and ')} (together)${readingSuffix(reading)}`, (at, own) =>
        deriveTogether(sources, { deriver, at, source: sources[0] ?? '', reading, sources: own }),
      ),
    safePattern: rememberByName(safePattern),
  };
  return {
    book,
    use: (pointer, direction, events) => {
      const source = behindRefs(document, pointer);
      const reading = { closed, direction, events, plain: false, shared: [] };
      const place = define(usedName(source, direction, events), (at, sources) =>
        deriveUsed(valueAt(document, source), { deriver, at, source, reading, sources }),
      );
      finish();
      return place;
    },
    placeOf: (pointer, direction, events) =>
      `/$defs/${escapeToken(usedName(behindRefs(document, pointer), direction, events))}`,
  };
}

type MakeDefinition = (at: JsonPointer, sources: Map<JsonPointer, JsonPointer>) => JsonSchema;

type Definitions = {
  readonly book: SchemaBook;
  /** Where the definition of this name stands; it is made when it is first asked for. */
  readonly define: (name: string, make: MakeDefinition) => JsonPointer;
  /** Makes the definitions that wait. */
  readonly finish: () => void;
};

function createDefinitions(): Definitions {
  const $defs = Object.create(null) as Record<string, JsonSchema>;
  const names: string[] = [];
  const sources = new Map<string, Map<JsonPointer, JsonPointer>>();
  const { run, finish } = nestedTasks();
  return {
    book: { schemas: { $defs }, names, sources },
    define: (name, make) => {
      const at = `/$defs/${escapeToken(name)}`;
      if (Object.hasOwn($defs, name)) return at;
      const ownSources = new Map<JsonPointer, JsonPointer>();
      sources.set(name, ownSources);
      names.push(name);
      // A schema may refer to itself.
      $defs[name] = true;
      run(() => {
        $defs[name] = make(at, ownSources);
      });
      return at;
    },
    finish,
  };
}

/** Where responses only refer to one schema, they share one validator. */
export function behindRefs(document: unknown, pointer: JsonPointer): JsonPointer {
  let at = pointer;
  for (let schema = valueAt(document, at); isPlainRef(schema); schema = valueAt(document, at))
    at = pointerOfRef(schema.$ref);
  return at;
}

function isPlainRef(schema: unknown): schema is { readonly $ref: string } {
  return isObject(schema) && typeof schema.$ref === 'string' && Object.keys(schema).length === 1;
}

function componentName(source: JsonPointer): string {
  return isComponent(source) ? (pointerTokens(source)[2] ?? '') : source;
}

function usedName(source: JsonPointer, direction: Direction, events: Events | undefined): string {
  return `${componentName(source)} (${direction})${eventsSuffix(events)}`;
}

function eventsSuffix(events: Events | undefined): string {
  return events === undefined
    ? ''
    : ` (${events.at} with ${events.data}${events.isBesideJson === true ? ' beside' : ''})`;
}

function readingSuffix({ direction, events, plain, shared }: Reading): string {
  const without = shared.length === 0 ? '' : ` (without ${shared.join(', ')})`;
  return `${without}${eventsSuffix(events)}${direction === 'request' ? ' (in a request)' : ''}${plain ? ' (as written)' : ''}`;
}
