// What is added to a contract is made in the words of OpenAPI 3.1; a contract of an older version gets it in its own.
import { posix } from 'node:path';
import type { Contract, WrittenPlace } from '../../contract/openapi.ts';
import { localPointer } from '../../contract/references.ts';
import { isObject, type JsonObject } from '../../lib/objects.ts';

/** undefined where the version has no words for it. `at`: where it is added. */
export function inWordsOfVersion(
  { version, writtenAt }: Pick<Contract, 'version' | 'writtenAt'>,
  update: unknown,
  at: WrittenPlace,
): unknown {
  const nullable = version === '2.0' ? 'x-nullable' : 'nullable';
  try {
    return inner(version === '2.0' ? partsOf20(update) : update);
  } catch (error) {
    if (error === NO_WORDS) return undefined;
    throw error;
  }

  function inner(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(inner);
    if (!isObject(value)) return value;
    const words = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(each)]));
    const pointer = localPointer(value.$ref);
    if (pointer !== undefined) {
      const target = writtenAt(pointer);
      const way = target.file === at.file ? '' : posix.relative(posix.dirname(at.file), target.file);
      words.$ref = `${way}#${encodeURI(target.pointer)}`;
    }
    if (version !== '2.0' && version !== '3.0') return words;
    if (version === '2.0' && (Array.isArray(value.anyOf) || Array.isArray(value.oneOf))) throw NO_WORDS;
    const { type } = value;
    // https://spec.openapis.org/oas/v3.0.4.html#fixed-fields-20: `nullable` beside one type, where 3.1 has a list of types.
    if (Array.isArray(type) && type.every((each) => typeof each === 'string')) {
      if (type.length !== 2 || type[1] !== 'null') throw NO_WORDS;
      return { ...words, type: type[0], [nullable]: true };
    }
    return words;
  }
}

const NO_WORDS: unique symbol = Symbol('no words');

/** https://swagger.io/specification/v2/: no `content`, and no `schema` in parameters that are not bodies. */
function partsOf20(update: unknown): unknown {
  if (!isObject(update)) return update;
  if (isObject(update.schema) && typeof update.in === 'string') return parameterOf20(update);
  if (Array.isArray(update.parameters)) return { ...update, parameters: update.parameters.map(partsOf20) };
  return Object.fromEntries(
    Object.entries(update).map(([status, value]) => [
      status,
      /^\d{3}$/.test(status) && isObject(value) && isObject(value.content) ? responseOf20(value) : value,
    ]),
  );
}

function parameterOf20({ schema, ...parameter }: JsonObject): JsonObject {
  const { type } = schema as JsonObject;
  const isRepeated = type === 'array' && parameter.in === 'query';
  return { ...parameter, ...(schema as JsonObject), ...(isRepeated && { collectionFormat: 'multi' }) };
}

function responseOf20({ content, ...response }: JsonObject): JsonObject {
  const [media] = Object.values(content as JsonObject);
  return { ...response, ...(isObject(media) && { schema: media.schema }) };
}
