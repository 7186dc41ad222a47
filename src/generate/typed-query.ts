// For types: a parameter that takes the whole query as a form (OpenAPI 3.2, in: querystring) becomes a query parameter for each property of the
// form, which is how a client writes it. Of another media type the query is one text without a name, and no client of today's has a type for it.
import { READ_AS } from '../contract/objects.ts';
import { targetOf } from '../contract/references.ts';
import { list } from '../contract/shape.ts';
import { mapObjects } from '../contract/walk.ts';
import { asObject, isObject, type JsonObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';

export function withQueryParameters(document: JsonObject): JsonObject {
  return mapObjects(document, 'document', '', READ_AS, (kind, object, pointer) => {
    if ((kind !== 'operation' && kind !== 'pathItem') || !Array.isArray(object.parameters)) return object;
    const parameters = object.parameters.flatMap((entry: unknown, index): unknown[] => {
      const found = targetOf(document, entry, `${pointer}/parameters/${index}`);
      return found?.value.in === 'querystring' ? propertiesOf(document, found) : [entry];
    });
    return parameters.every((one, index) => one === list(object.parameters)[index])
      ? object
      : { ...object, parameters };
  }) as JsonObject;
}

function propertiesOf(
  document: JsonObject,
  { value: parameter, pointer }: { readonly value: JsonObject; readonly pointer: string },
): JsonObject[] {
  const [key = ''] = Object.keys(asObject(parameter.content));
  const at = appendToken(`${pointer}/content`, key);
  const content = isObject(parameter.content) ? targetOf(document, parameter.content[key], at) : undefined;
  const schema = content && targetOf(document, content.value.schema, `${content.pointer}/schema`)?.value;
  if (!/^application\/x-www-form-urlencoded *(?:;|$)/i.test(key) || !isObject(schema?.properties)) return [];
  const required = parameter.required === true ? list(schema.required) : [];
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: property,
  }));
}
