// swagger-parser's verdict, in our words. It comes after our own lint, so that what is left is what lint does not know.

import { isObject, type JsonObject, setOwn } from '../lib/objects.ts';
import { appendToken, pointerTokens } from '../lib/pointer.ts';
import { listOf } from '../lib/suggest.ts';
import type { JsonPointer } from '../model.ts';
import { asOf31 } from './lowered.ts';
import type { Problem } from './problem.ts';
import { mapObjects } from './walk.ts';

/** What its validator says of a mistake. */
type Complaint = {
  readonly keyword: string;
  readonly instancePath: JsonPointer;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
};

export async function validateDocument(document: JsonObject): Promise<Problem[]> {
  const { default: parser } = await import('@apidevtools/swagger-parser');
  try {
    const known = String(document.openapi).startsWith('3.2') ? asOf31(document) : document;
    await parser.validate(softened(known) as unknown as Parameters<typeof parser.validate>[0], {
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
    return told(error.details as Complaint[]);
  const message = error instanceof Error ? error.message : String(error);
  return [
    { kind: 'openapi-schema', pointer: '', message: `not valid OpenAPI: ${message.split('\n', 1)[0]}` },
  ];
}

/**
 * Copies of the parts that its schemas (that of OpenAPI 3.1 is of April 2021) refuse although the specification allows
 * them: a license with a name only, a description of a server variable, a server of a link, a scheme spelt `Bearer`. Delete when swagger-parser has a newer one:
 * https://github.com/APIDevTools/swagger-parser/issues
 */
function softened(document: JsonObject): JsonObject {
  const copy: Record<string, unknown> = { ...document };
  if (isObject(copy.info) && isObject(copy.info.license)) {
    const { license, ...info } = copy.info;
    copy.info = isObject(license) && !license.url && !license.identifier ? info : copy.info;
  }
  if (Array.isArray(copy.servers)) copy.servers = copy.servers.map(softServer);
  if (isObject(copy.components)) copy.components = softComponents(copy.components);
  return mapObjects(copy, 'document', '', '3.1', (kind, object) => {
    if (kind !== 'link' || object.server === undefined) return object;
    const { server: _, ...link } = object;
    return link;
  }) as JsonObject;
}

function softComponents(components: JsonObject): JsonObject {
  if (!isObject(components.securitySchemes)) return components;
  const securitySchemes: Record<string, unknown> = {};
  for (const [name, scheme] of Object.entries(components.securitySchemes)) {
    const isHttp = isObject(scheme) && scheme.type === 'http' && typeof scheme.scheme === 'string';
    setOwn(
      securitySchemes,
      name,
      isHttp ? { ...scheme, scheme: String(scheme.scheme).toLowerCase() } : scheme,
    );
  }
  return { ...components, securitySchemes };
}

function softServer(server: unknown): unknown {
  if (!isObject(server) || !isObject(server.variables)) return server;
  const variables: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(server.variables)) {
    const { description: _, ...rest } = isObject(variable) ? variable : {};
    setOwn(variables, name, rest);
  }
  return { ...server, variables };
}

// The schema is full of alternatives, and each that was not meant complains. Where the deepest complaints are about one
// thing, that is the mistake; where they are about several, it is that no alternative fits.
function told(complaints: readonly Complaint[]): Problem[] {
  const meant = preferring(complaints, ({ keyword }) => !['oneOf', 'anyOf', 'allOf', 'if'].includes(keyword));
  const unreferring = preferring(meant, ({ params }) => params.missingProperty !== '$ref');
  const deepest = unreferring.filter(
    ({ instancePath }) => !unreferring.some((other) => other.instancePath.startsWith(`${instancePath}/`)),
  );
  const [union] = complaints
    .filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf')
    .sort((one, other) => other.instancePath.length - one.instancePath.length);
  const problems = deepest.map(problemOf);
  const apart =
    union === undefined ? problems : problems.filter(({ pointer }) => !isWithin(pointer, union.instancePath));
  const within = problems.filter((problem) => !apart.includes(problem));
  return union === undefined || within.length < 2 ? problems : [...apart, noForm(union, within)];
}

function isWithin(pointer: JsonPointer, outer: JsonPointer): boolean {
  return pointer === outer || pointer.startsWith(`${outer}/`);
}

function noForm({ instancePath: pointer }: Complaint, problems: readonly Problem[]): Problem {
  const reasons = [...new Set(problems.map(({ message }) => message))];
  return {
    kind: 'openapi-schema',
    pointer,
    atKey: true,
    message: `"${nameOf(pointer)}" has none of the forms that OpenAPI knows here: ${listOf(reasons, 3)}`,
  };
}

function nameOf(pointer: JsonPointer): string {
  return pointerTokens(pointer).at(-1) ?? 'the document';
}

function preferring(
  errors: readonly Complaint[],
  isMeant: (error: Complaint) => boolean,
): readonly Complaint[] {
  const meant = errors.filter(isMeant);
  return meant.length > 0 ? meant : errors;
}

function problemOf({ keyword, instancePath: pointer, params, message }: Complaint): Problem {
  const kind = 'openapi-schema';
  const name = nameOf(pointer);
  const unknown = params.additionalProperty ?? params.unevaluatedProperty;
  if (typeof unknown === 'string')
    return {
      kind,
      pointer: appendToken(pointer, unknown),
      atKey: true,
      message: `"${unknown}" is not allowed in "${name}"`,
      fix: 'remove it; fields of your own start with x-',
    };
  if (keyword === 'required')
    return {
      kind,
      pointer,
      atKey: true,
      message: `"${String(params.missingProperty)}" is missing in "${name}"`,
    };
  if (keyword === 'enum' && Array.isArray(params.allowedValues))
    return { kind, pointer, message: `"${name}" is none of ${listOf(params.allowedValues.map(String))}` };
  if (keyword === 'not') return { kind, pointer, message: `"${name}" holds what excludes each other` };
  return { kind, pointer, message: `"${name}" ${message ?? 'is not valid OpenAPI'}` };
}
