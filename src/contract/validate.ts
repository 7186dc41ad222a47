// swagger-parser's verdict, in our words. It comes after our own lint, so that what is left is what lint does not know.

import { isObject, type JsonObject } from '../lib/objects.ts';
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
 * What its schemas (that of OpenAPI 3.1 is of April 2021) refuse although the specification allows it, taken out by the kind of object: a
 * license with a name only, a description of a server variable, a server of a link, a scheme spelt `Bearer`. Delete when swagger-parser has
 * newer ones: https://github.com/APIDevTools/swagger-parser/issues
 */
const SOFTER: Readonly<Record<string, (object: JsonObject) => JsonObject>> = {
  info: ({ license, ...info }) => (isNameOnly(license) ? info : { ...info, license }),
  serverVariable: ({ description: _, ...variable }) => variable,
  link: ({ server: _, ...link }) => link,
  securityScheme: (scheme) =>
    scheme.type === 'http' ? { ...scheme, scheme: String(scheme.scheme).toLowerCase() } : scheme,
};

function isNameOnly(license: unknown): boolean {
  return license === undefined || (isObject(license) && !license.url && !license.identifier);
}

function softened(document: JsonObject): JsonObject {
  const soften = (kind: string, object: JsonObject): JsonObject => SOFTER[kind]?.(object) ?? object;
  return mapObjects(document, 'document', '', '3.1', soften) as JsonObject;
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
  if (typeof unknown === 'string') {
    const at = { pointer: appendToken(pointer, unknown), atKey: true } as const;
    const message = `"${unknown}" is not allowed in "${name}"`;
    return { kind, ...at, message, fix: 'remove it; fields of your own start with x-' };
  }
  if (keyword === 'required') {
    const message = `"${String(params.missingProperty)}" is missing in "${name}"`;
    return { kind, pointer, atKey: true, message };
  }
  if (keyword === 'enum' && Array.isArray(params.allowedValues))
    return { kind, pointer, message: `"${name}" is none of ${listOf(params.allowedValues.map(String))}` };
  if (keyword === 'not') return { kind, pointer, message: `"${name}" holds what excludes each other` };
  return { kind, pointer, message: `"${name}" ${message ?? 'is not valid OpenAPI'}` };
}
