// swagger-parser's verdict, in our words. It comes after our own lint, so that what is left is what lint does not know.
import type { ErrorObject } from 'ajv';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import { listOf } from '../lib/suggest.ts';
import type { JsonPointer } from '../model.ts';
import { setOwn } from './map-objects.ts';
import type { Problem } from './problem.ts';
import { isJsonObject, type JsonObject } from './walk.ts';

export async function validateDocument(document: JsonObject): Promise<Problem[]> {
  const { default: parser } = await import('@apidevtools/swagger-parser');
  try {
    await parser.validate(softened(document) as unknown as Parameters<typeof parser.validate>[0], {
      resolve: { external: false },
      // References are checked already, and following them would grow the document beyond bounds.
      dereference: { circular: 'ignore', excludedPathMatcher: () => true },
    });
    return [];
  } catch (error) {
    return problemsOf(error);
  }
}

function problemsOf(error: unknown): Problem[] {
  if (error instanceof Error && 'details' in error && Array.isArray(error.details))
    return told(error.details as ErrorObject[]);
  const message = error instanceof Error ? error.message : String(error);
  return [{ pointer: '', message: `not valid OpenAPI: ${message.split('\n', 1)[0]}` }];
}

/**
 * Copies of the parts that its schema of OpenAPI 3.1 (of April 2021) refuses although the specification allows them: a
 * license with a name only, and a description of a server variable. Delete when swagger-parser has a newer one:
 * https://github.com/APIDevTools/swagger-parser/issues
 */
function softened(document: JsonObject): JsonObject {
  const copy: Record<string, unknown> = { ...document };
  if (isJsonObject(copy.info) && isJsonObject(copy.info.license)) {
    const { license, ...info } = copy.info;
    copy.info = isJsonObject(license) && !license.url && !license.identifier ? info : copy.info;
  }
  if (Array.isArray(copy.servers)) copy.servers = copy.servers.map(softServer);
  return copy;
}

function softServer(server: unknown): unknown {
  if (!isJsonObject(server) || !isJsonObject(server.variables)) return server;
  const variables: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(server.variables)) {
    const { description: _, ...rest } = isJsonObject(variable) ? variable : {};
    setOwn(variables, name, rest);
  }
  return { ...server, variables };
}

// The schema is full of alternatives, and each that was not meant complains. The deepest complaints are about the one
// that was.
function told(errors: readonly ErrorObject[]): Problem[] {
  const meant = preferring(
    errors,
    ({ keyword }) => !['oneOf', 'anyOf', 'allOf', 'if', 'not'].includes(keyword),
  );
  const unreferring = preferring(meant, ({ params }) => params.missingProperty !== '$ref');
  const deepest = unreferring.filter(
    (error) => !unreferring.some((other) => other.instancePath.startsWith(`${error.instancePath}/`)),
  );
  const byPointer = new Map<JsonPointer, ErrorObject>();
  for (const error of deepest)
    if (!byPointer.has(error.instancePath)) byPointer.set(error.instancePath, error);
  return [...byPointer.values()].map(problemOf);
}

function preferring(
  errors: readonly ErrorObject[],
  isMeant: (error: ErrorObject) => boolean,
): readonly ErrorObject[] {
  const meant = errors.filter(isMeant);
  return meant.length > 0 ? meant : errors;
}

function problemOf({ keyword, instancePath: pointer, params, message }: ErrorObject): Problem {
  const name = pointerTokens(pointer).at(-1) ?? 'the document';
  const unknown = params.additionalProperty ?? params.unevaluatedProperty;
  if (typeof unknown === 'string')
    return {
      pointer: appendToken(pointer, unknown),
      atKey: true,
      message: `"${unknown}" is not allowed in "${name}"`,
      fix: 'remove it; fields of your own start with x-',
    };
  if (keyword === 'required')
    return { pointer, atKey: true, message: `"${params.missingProperty}" is missing in "${name}"` };
  if (keyword === 'enum' && Array.isArray(params.allowedValues))
    return { pointer, message: `"${name}" is none of ${listOf(params.allowedValues.map(String))}` };
  return { pointer, message: `"${name}" ${message ?? 'is not valid OpenAPI'}` };
}
