// Examples and defaults, held to their own schemas: a contract whose examples break it misleads whoever reads either.

import { isObject, type JsonObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import { listOf } from '../lib/suggest.ts';
import type { JsonPointer, Violation } from '../model.ts';
import { explainValue } from '../schema/explain.ts';
import type { Direction } from './direction.ts';
import { READ_AS } from './objects.ts';
import type { Problem } from './problem.ts';
import { targetOf } from './references.ts';
import { schemaBook } from './schema-book.ts';
import { type OpenApiObject, walkObjects } from './walk.ts';

type Sample = { readonly pointer: JsonPointer; readonly schema: JsonPointer; readonly value: unknown };

/** Of a document as it is read. */
export function exampleProblems(document: JsonObject): Problem[] {
  const samples: Sample[] = [];
  walkObjects(document, 'document', '', READ_AS, (spot) => samples.push(...samplesOf(spot, document)));
  const explain = explainer(document);
  return samples.flatMap((sample) => ofSample(sample, explain));
}

function samplesOf(spot: OpenApiObject, document: JsonObject): Sample[] {
  if (spot.kind === 'schema') return ofSchema(spot);
  const isHolder = ['mediaType', 'parameter', 'header'].includes(spot.kind) && !spot.isReference;
  if (!isHolder || spot.value.schema === undefined || !isReadable(spot)) return [];
  const schema = `${spot.pointer}/schema`;
  const single = Object.hasOwn(spot.value, 'example')
    ? [{ pointer: `${spot.pointer}/example`, schema, value: spot.value.example }]
    : [];
  return [...single, ...named(spot, schema, document)];
}

// The example of an XML or plain text body is that text, which the schema of its value says nothing about.
function isReadable({ kind, pointer }: OpenApiObject): boolean {
  if (kind !== 'mediaType') return true;
  return /json|x-www-form-urlencoded|multipart|\*~1\*$/i.test(pointer.slice(pointer.lastIndexOf('/')));
}

function named({ value, pointer }: OpenApiObject, schema: JsonPointer, document: JsonObject): Sample[] {
  if (!isObject(value.examples)) return [];
  const { examples } = value;
  return Object.keys(examples).flatMap((name) => {
    const example = targetOf(document, examples[name], appendToken(`${pointer}/examples`, name));
    if (example === undefined || !Object.hasOwn(example.value, 'value')) return [];
    return [{ pointer: `${example.pointer}/value`, schema, value: example.value.value }];
  });
}

function ofSchema({ value, pointer }: OpenApiObject): Sample[] {
  const listed = Array.isArray(value.examples) ? value.examples : [];
  return [
    ...['default', 'example'].flatMap((name) =>
      Object.hasOwn(value, name)
        ? [{ pointer: `${pointer}/${name}`, schema: pointer, value: value[name] }]
        : [],
    ),
    ...listed.map((each, index) => ({
      pointer: `${pointer}/examples/${index}`,
      schema: pointer,
      value: each,
    })),
  ];
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
    message: `${isDefault(pointer) ? 'default' : 'example'} breaks its schema: ${listOf(found.map(wording), 3)}`,
    fix: 'correct the example or the schema',
  }));
}

// A missing property is told where it would stand.
function ownerOf({ code, pointer }: Violation): JsonPointer {
  return code === 'property-missing' ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer;
}

function isDefault(pointer: JsonPointer): boolean {
  return pointer.endsWith('/default');
}

function wording({ code, name, expected, received }: Violation): string {
  if (code === 'property-missing' && name !== undefined) return `"${name}" is missing`;
  if (code === 'property-undocumented' && name !== undefined) return `"${name}" is not declared`;
  return `expected ${expected}, found ${received}`;
}
