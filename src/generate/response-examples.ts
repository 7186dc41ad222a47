// The examples of each response and of its headers (OpenAPI 3.2, Media Type and Header Object: example, examples; else those of the schema),
// for mocks.

import type {
  OpenApiDocument,
  OpenApiExample,
  OpenApiHeader,
  OpenApiMediaType,
} from '../contract/openapi.ts';
import { follow, followEach } from '../contract/references.ts';
import { valueAt } from '../lib/pointer.ts';
import type { CompiledOperation, JsonPointer, JsonSchema, ResponseExample } from '../model.ts';

/** By operationId; an operation without any is left out. */
export function responseExamples(
  document: OpenApiDocument,
  operations: readonly CompiledOperation[],
): Readonly<Record<string, readonly ResponseExample[]>> {
  const found = operations.map(({ id, responses }) => {
    const examples = responses.flatMap(({ status, pointer }): ResponseExample[] => [
      ...followEach<OpenApiMediaType>(document, `${pointer}/content`).flatMap((content) =>
        valuesOf(document, content).map((example) => ({ status, mediaType: content.key, ...example })),
      ),
      ...followEach<OpenApiHeader>(document, `${pointer}/headers`).flatMap((header) =>
        valuesOf(document, header)
          .slice(0, 1)
          .map((example) => ({ status, mediaType: '', header: header.key.toLowerCase(), ...example })),
      ),
    ]);
    return [id, examples] as const;
  });
  return Object.fromEntries(found.filter(([, examples]) => examples.length > 0));
}

type Example = Pick<ResponseExample, 'name' | 'value'>;

function valuesOf(
  document: OpenApiDocument,
  content: { readonly value: OpenApiMediaType | OpenApiHeader; readonly pointer: JsonPointer },
): Example[] {
  const { value, pointer } = content;
  if (value.example !== undefined) return [{ name: 'example', value: value.example }];
  const named = followEach<OpenApiExample>(document, `${pointer}/examples`)
    .filter(({ value: example }) => Object.hasOwn(example, 'value') || Object.hasOwn(example, 'dataValue'))
    .map(({ key, value: { value: own, dataValue = own } }) => ({ name: key, value: dataValue }));
  return named.length > 0 ? named : ofSchema(document, `${pointer}/schema`);
}

function ofSchema(document: OpenApiDocument, pointer: JsonPointer): Example[] {
  const schema = follow<JsonSchema>(document, pointer)?.value;
  if (typeof schema !== 'object') return [];
  const examples = valueAt(schema, '/examples');
  const values = Array.isArray(examples) ? examples : 'example' in schema ? [schema.example] : [];
  return values.map((value: unknown, index) => ({ name: `schema-${index}`, value }));
}
