// Where in the contract something can be added.

import type { OpenApiDocument } from '../../contract/openapi.ts';
import { appendToken, pointerTokens, valueAt } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';
import { type Node, nodesAt } from '../contract-schema.ts';
import { matches } from '../documented-at.ts';
import type { Side } from '../places.ts';
import type { Stated } from '../stated.ts';

/** The one schema of the object at `pattern` that has the properties. */
export function objectAt(
  document: OpenApiDocument,
  stated: Stated,
  status: string,
  pattern: JsonPointer,
): JsonPointer | undefined {
  const body = stated.bodies[status] ?? stated.bodies[`${status[0]}XX`] ?? stated.bodies.default;
  let at = body?.at;
  for (const token of pointerTokens(pattern)) {
    if (at === undefined) return undefined;
    const steps = nodesAt(document, at).flatMap(({ schema, at: place }) => {
      if (token === '*' && schema.items !== undefined) return [`${place}/items`];
      const own = appendToken(`${place}/properties`, token);
      if (valueAt(document, own) !== undefined) return [own];
      return typeof schema.additionalProperties === 'object' ? [`${place}/additionalProperties`] : [];
    });
    at = steps[0];
  }
  const owners =
    at === undefined ? [] : nodesAt(document, at).filter(({ schema }) => schema.properties !== undefined);
  const [owner] = owners;
  if (owners.length > 1) return undefined;
  return (
    owner?.at ??
    (at === undefined ? undefined : nodesAt(document, at).find(({ schema }) => schema.type === 'object')?.at)
  );
}

/** The schema that lists the values of the property at `pattern`. */
export function enumAt(
  document: OpenApiDocument,
  stated: Stated,
  status: Side,
  pattern: JsonPointer,
): Node | undefined {
  const field = stated.bodies[status]?.fields.find(({ pointer }) => matches(pointer, pattern));
  const nodes = field === undefined ? [] : nodesAt(document, field.at);
  return nodes.find(({ schema }) => Array.isArray(schema.enum));
}

/** RFC 9535 section 2.3.1: names in quotes, so that any key can be said. */
export function jsonPath(pointer: JsonPointer): string {
  return `$${pointerTokens(pointer)
    .map((token) => (/^[A-Za-z_]\w*$/.test(token) ? `.${token}` : `['${token.replace(/[\\']/g, '\\$&')}']`))
    .join('')}`;
}
