// Examples and defaults, held to their own schemas: a contract whose examples break it misleads whoever reads either.

import { attempt } from '../lib/attempt.ts';
import { asObject, type JsonObject } from '../lib/objects.ts';
import { appendToken, parentOf } from '../lib/pointer.ts';
import { listOf } from '../lib/suggest.ts';
import type { JsonPointer, Violation } from '../model.ts';
import { explainValue } from '../schema/explain.ts';
import { READ_AS } from './objects.ts';
import type { Problem } from './problem.ts';
import type { Direction } from './reading.ts';
import { targetOf } from './references.ts';
import { schemaBook } from './schema-book.ts';
import { mediaTypeKey, namedExamples, readSerialized, serializedProblems } from './serialized-examples.ts';
import { list } from './shape.ts';
import { type OpenApiObject, walkObjects } from './walk.ts';

type Sample = { readonly pointer: JsonPointer; readonly schema: JsonPointer; readonly value: unknown };

/** For a document in the version that all are read as. */
export function exampleProblems(document: JsonObject): Problem[] {
  const samples: Sample[] = [];
  const serialized: Problem[] = [];
  walkObjects(document, 'document', '', READ_AS, (spot) => {
    samples.push(...samplesOf(spot, document));
    if (HOLDERS.has(spot.kind) && !spot.isReference) serialized.push(...serializedProblems(spot, document));
  });
  const explain = explainer(document);
  return [...samples.flatMap((sample) => ofSample(sample, explain)), ...serialized];
}

const HOLDERS = new Set(['mediaType', 'parameter', 'header']);

function samplesOf(spot: OpenApiObject, document: JsonObject): Sample[] {
  if (spot.kind === 'schema') return ofSchema(spot);
  if (!HOLDERS.has(spot.kind) || spot.isReference) return [];
  return [...ofValues(spot, document), ...ofData(spot, document)];
}

function ofValues(spot: OpenApiObject, document: JsonObject): Sample[] {
  if (spot.value.schema === undefined || !isReadable(spot)) return [];
  const schema = `${spot.pointer}/schema`;
  const single = Object.hasOwn(spot.value, 'example')
    ? [{ pointer: `${spot.pointer}/example`, schema, value: spot.value.example }]
    : [];
  const named = namedExamples(spot, document)
    .filter(({ value }) => Object.hasOwn(value, 'value'))
    .map(({ value, pointer }) => ({ pointer: `${pointer}/value`, schema, value: value.value }));
  const all = [...single, ...named];
  // A text is the whole multipart as it goes over the wire.
  return isMultipart(spot) ? all.filter(({ value }) => typeof value !== 'string') : all;
}

/** OpenAPI 3.2, Example Object: dataValue is of the schema whatever the media type; without one, a serialized JSON text is. */
function ofData(spot: OpenApiObject, document: JsonObject): Sample[] {
  const key = mediaTypeKey(spot);
  return namedExamples(spot, document).flatMap(({ value: example, pointer }): Sample[] => {
    const text = example.serializedValue;
    if (Object.hasOwn(example, 'dataValue'))
      return ofDatum(spot, document, { pointer: `${pointer}/dataValue`, value: example.dataValue });
    if (typeof text !== 'string' || key === undefined) return [];
    const value = attempt(() => readSerialized(key, text));
    const datum = { pointer: `${pointer}/serializedValue`, value };
    return value === undefined ? [] : ofDatum(spot, document, datum);
  });
}

function ofDatum(spot: OpenApiObject, document: JsonObject, datum: Omit<Sample, 'schema'>): Sample[] {
  const [[key, inside] = ['', undefined]] = Object.entries(asObject(spot.value.content));
  const at = appendToken(`${spot.pointer}/content`, key);
  const { value, pointer } = targetOf(document, inside, at) ?? spot;
  return value.schema === undefined ? [] : [{ ...datum, schema: `${pointer}/schema` }];
}

function isMultipart(spot: OpenApiObject): boolean {
  return spot.kind === 'mediaType' && /^ *multipart\//i.test(mediaTypeKey(spot) ?? '');
}

// The example of an XML or plain text body, or of a sequence of JSON texts, is that text, which the schema of its value says nothing about.
function isReadable(spot: OpenApiObject): boolean {
  if (spot.kind !== 'mediaType') return true;
  return /json *(?:;|$)|x-www-form-urlencoded|multipart|^\*\/\*$/i.test(mediaTypeKey(spot) ?? '');
}

function ofSchema({ value, pointer }: OpenApiObject): Sample[] {
  const single = ['default', 'example'].filter((name) => Object.hasOwn(value, name));
  const own = single.map((name) => [name, value[name]] as const);
  const listed = list(value.examples).map((each, index) => [`examples/${index}`, each] as const);
  return [...own, ...listed].map(([at, each]) => ({
    pointer: `${pointer}/${at}`,
    schema: pointer,
    value: each,
  }));
}

type Explain = (schema: JsonPointer, direction: Direction, value: unknown) => readonly Violation[];

function explainer(document: JsonObject): Explain {
  const { book, use } = schemaBook(document, false);
  return (schema, direction, value) =>
    explainValue({ schemas: book.schemas, formats: {} }, use(schema, direction), value, {
      limit: 20,
      showValues: true,
    }).violations;
}

// What is readOnly counts in responses only and what is writeOnly in requests only, and an example of a schema may be of
// either: it is wrong where it is wrong as both.
function ofSample({ pointer, schema, value }: Sample, explain: Explain): Problem[] {
  const asResponse = explain(schema, 'response', value);
  const violations = asResponse.length === 0 ? [] : explain(schema, 'request', value);
  const byPlace = Map.groupBy(
    violations.filter(({ code }) => code !== 'property-unsupported'),
    ownerOf,
  );
  return [...byPlace].map(([at, found]) => ({
    kind: 'example-broken',
    pointer: pointer + at,
    message: `${pointer.endsWith('/default') ? 'default' : 'example'} breaks its schema: ${listOf(found.map(wording), 3)}`,
    fix: 'correct the example or the schema',
  }));
}

// A missing property is told where it would stand.
function ownerOf({ code, pointer }: Violation): JsonPointer {
  return code === 'property-missing' ? parentOf(pointer) : pointer;
}

function wording({ code, name, expected, received }: Violation): string {
  if (code === 'property-missing' && name !== undefined) return `"${name}" is missing`;
  if (code === 'property-undocumented' && name !== undefined) return `"${name}" is not declared`;
  return `expected ${expected}, found ${received}`;
}
