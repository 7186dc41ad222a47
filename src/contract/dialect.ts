// Which OpenAPI a document is, and how one of 3.0 or 3.1 becomes one of 3.2 (JSON Schema 2020-12).
// The upgrade is our own code: the known converters go by the names of path segments, and so change examples and properties that
// are merely called `nullable` or `example`.
import { isObject, type JsonObject } from '../lib/objects.ts';
import { appendToken } from '../lib/pointer.ts';
import { tokenTree } from '../lib/token-tree.ts';
import type { JsonPointer } from '../model.ts';
import { typesOf } from '../schema/words.ts';
import { withItems } from './items.ts';
import type { Dialect } from './objects.ts';
import { addMove, type Moves } from './origins.ts';
import { type Problem, typeName } from './problem.ts';
import { isAnnotation } from './shape.ts';
import { mapObjects } from './walk.ts';

const versions = '3.0.0 to 3.0.4, 3.1.0 to 3.1.2 and 3.2.x';

/** `problem`: the version is not known, and is read as `dialect`. `isSwagger`: it is Swagger 2.0, to be converted first. */
type Version = { readonly dialect: Dialect; readonly problem?: Problem; readonly isSwagger?: true };

/** A problem alone: the value is no OpenAPI document. */
export function dialectOf(value: unknown): Version | Problem {
  if (!isObject(value)) return notOpenApi(`not an OpenAPI document: ${typeName(value)}, not an object`);
  if (value.openapi !== undefined) return dialectOfVersion(value.openapi);
  if (value.swagger !== undefined) return swaggerVersion(value.swagger);
  return notOpenApi('not an OpenAPI document: it has no field "openapi"');
}

function notOpenApi(
  message: string,
  fix = 'give an OpenAPI document; its first line is usually `openapi: 3.1.1`',
  pointer = '',
): Problem {
  return { kind: 'not-openapi', pointer, message, fix };
}

/** YAML reads an unquoted 2.0 as a number. */
function swaggerVersion(version: unknown): Version | Problem {
  const fix = 'convert it, for example with https://converter.swagger.io';
  if (version === '2.0' || version === 2) {
    const message = 'this is Swagger 2.0, not OpenAPI 3';
    const problem = { kind: 'swagger', pointer: '/openapi', message, fix } as const;
    return { dialect: '3.0', isSwagger: true, problem };
  }
  const message = `Swagger ${String(version)} is not supported, Swagger 2.0 and OpenAPI ${versions} are`;
  return notOpenApi(message, fix, '/swagger');
}

function dialectOfVersion(version: unknown): Version | Problem {
  const [isThree, minor = '0'] = /^3(?:\.(\d+))?(?:\.|$)/.exec(String(version)) ?? [];
  const dialect = minor === '0' ? '3.0' : minor === '1' ? '3.1' : '3.2';
  const problem = versionProblem(version);
  if (problem === undefined) return { dialect };
  return isThree === undefined ? problem : { dialect, problem: { ...problem, kind: 'dialect' } };
}

function versionProblem(version: unknown): Problem | undefined {
  if (typeof version !== 'string')
    return notOpenApi(
      `openapi is ${typeName(version)}, not a string`,
      'write `openapi: "3.1.1"`',
      '/openapi',
    );
  if (/^3\.(?:0\.[0-4]|1\.[0-2]|2\.\d+)$/.test(version)) return undefined;
  const message = `OpenAPI ${JSON.stringify(version)} is not supported, ${versions} are`;
  return notOpenApi(message, 'write `openapi: 3.1.1` where the document keeps to that version', '/openapi');
}

type Upgrade = { readonly document: JsonObject; readonly moves: Moves };

/** A document of 3.2, and the way back for each schema that moved. Words of 3.0 in a later document are read as in 3.0. */
export function upgradeDocument(document: JsonObject, from: Dialect = '3.0'): Upgrade {
  const moves = tokenTree<JsonPointer>();
  const upgrade = from === '3.0' ? upgradeSchema : upgradeLeftovers;
  const upgraded = mapObjects(document, 'document', '', from, (kind, value, pointer) => {
    if (kind === 'mediaType') return withItems(value, { document, pointer, moves });
    return kind === 'schema' ? upgrade(value, pointer, moves) : value;
  }) as JsonObject;
  return { document: { ...upgraded, openapi: '3.2.0' }, moves };
}

function upgradeSchema(schema: JsonObject, pointer: JsonPointer, moves: Moves): JsonObject {
  // OpenAPI 3.0.4, Reference Object: what stands beside $ref is ignored.
  if (typeof schema.$ref === 'string') return { $ref: schema.$ref };
  const upgraded: Record<string, unknown> = { ...schema };
  upgradeExample(upgraded, pointer, moves);
  upgradeFormat(upgraded);
  return upgradeLeftovers(upgraded, pointer, moves);
}

/** Keywords of 3.0 that stand in later documents by mistake. */
function upgradeLeftovers(schema: JsonObject, pointer: JsonPointer, moves: Moves): JsonObject {
  const { exclusiveMinimum, exclusiveMaximum, nullable } = schema;
  const hasFlag = typeof exclusiveMinimum === 'boolean' || typeof exclusiveMaximum === 'boolean';
  if (!hasFlag && nullable === undefined) return schema;
  const upgraded: Record<string, unknown> = { ...schema };
  upgradeBound(upgraded, 'minimum', 'exclusiveMinimum');
  upgradeBound(upgraded, 'maximum', 'exclusiveMaximum');
  return upgradeNullable(upgraded, pointer, moves);
}

function upgradeBound(schema: Record<string, unknown>, bound: string, exclusive: string): void {
  if (typeof schema[exclusive] !== 'boolean') return;
  if (schema[exclusive] === true && schema[bound] !== undefined) {
    schema[exclusive] = schema[bound];
    delete schema[bound];
  } else delete schema[exclusive];
}

function upgradeExample(schema: Record<string, unknown>, pointer: JsonPointer, moves: Moves): void {
  if (!Object.hasOwn(schema, 'example')) return;
  addMove(moves, `${pointer}/examples/0`, `${pointer}/example`);
  schema.examples = [schema.example];
  delete schema.example;
}

// https://spec.openapis.org/oas/v3.1.1#migrating-binary-descriptions-from-oas-3-0
function upgradeFormat(schema: Record<string, unknown>): void {
  if (schema.type !== 'string') return;
  // OpenAPI 3.0.4 section 4.4.1: base64 data as in RFC 4648 section 4. The format stays, since contentEncoding asserts nothing.
  if (schema.format === 'byte') schema.contentEncoding = 'base64';
  if (schema.format !== 'binary') return;
  schema.contentMediaType = 'application/octet-stream';
  delete schema.format;
}

// The letter of 3.0.3 gives `nullable` an effect only beside `type`, and none beside an enum without null. Documents mean
// null by it wherever they write it, and type generators read it so; an alarm about such a null would be a false one.
function upgradeNullable(schema: Record<string, unknown>, pointer: JsonPointer, moves: Moves): JsonObject {
  const { nullable, ...rest } = schema;
  if (nullable !== true) return rest;
  if (['allOf', 'oneOf', 'anyOf', 'not', '$ref'].some((keyword) => rest[keyword] !== undefined))
    return nullableUnion(rest, pointer, moves);
  const types = typesOf(rest);
  if (types !== undefined && !types.includes('null')) rest.type = [...types, 'null'];
  if (Array.isArray(rest.enum) && !rest.enum.includes(null)) rest.enum = [...rest.enum, null];
  return rest;
}

function nullableUnion(schema: JsonObject, pointer: JsonPointer, moves: Moves): JsonObject {
  const outer: Record<string, unknown> = {};
  const inner: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(schema)) {
    const isOuter = isAnnotation(name) || name.startsWith('x-');
    (isOuter ? outer : inner)[name] = value;
  }
  addMove(moves, `${pointer}/anyOf/0`, pointer);
  addMove(moves, `${pointer}/anyOf/1`, appendToken(pointer, 'nullable'));
  return { ...outer, anyOf: [inner, { type: 'null' }] };
}
