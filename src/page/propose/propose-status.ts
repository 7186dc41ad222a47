// A status that the page describes -> the response to be declared for it.
import { isDeepStrictEqual } from 'node:util';
import type { OpenApiDocument } from '../../contract/openapi.ts';
import { appendToken, valueAt } from '../../lib/pointer.ts';
import type { JsonPointer } from '../../model.ts';
import type { LockedPage } from '../lock.ts';
import { inlineBody } from './inline-body.ts';

export type Addition = { readonly pointer: JsonPointer; readonly update: Readonly<Record<string, unknown>> };

export function addStatus(
  document: OpenApiDocument,
  operation: JsonPointer,
  page: LockedPage,
  status: string,
): Addition {
  const responses = `${operation}/responses`;
  const fields = page.facts.responses[status] ?? [];
  const schema =
    fields.length === 0 ? undefined : (twinOf(document, responses, page, status) ?? inlineBody(fields));
  const content = schema && { content: { 'application/json': { schema } } };
  return { pointer: responses, update: { [status]: { description: `Status ${status}`, ...content } } };
}

/** The schema of a status that the page describes in the same words: error bodies are mostly one model. */
function twinOf(
  document: OpenApiDocument,
  responses: JsonPointer,
  { facts }: LockedPage,
  status: string,
): unknown {
  for (const [other, fields] of Object.entries(facts.responses)) {
    if (other === status || !isDeepStrictEqual(fields, facts.responses[status])) continue;
    const schema = valueAt(document, `${appendToken(responses, other)}/content/application~1json/schema`);
    if (schema !== undefined) return schema;
  }
  return undefined;
}
