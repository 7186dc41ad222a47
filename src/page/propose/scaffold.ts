// Pages -> a draft OpenAPI document, 3.2 where a method asks for it and else 3.1: operations, and one schema for each model of the pages, equal ones merged.
// It states what the pages state and not a word of theirs.
import { isIgnoredParameter } from '../../lib/headers.ts';
import { HTTP_METHODS } from '../../lib/http-methods.ts';
import { InputError } from '../../lib/input-error.ts';
import type { PageField, PageParameter } from '../../model.ts';
import { operationIdFor } from '../contract-stated.ts';
import type { PageReading } from '../read-page.ts';
import { placeholdersIn } from '../request-lines.ts';
import { draftBody, type Models, parameterOf, schemaOf } from './draft-schema.ts';

export type Draft = {
  readonly document: Readonly<Record<string, unknown>>;
  /** What the pages say and OpenAPI can not, one sentence each. */
  readonly notes: readonly string[];
};

type Json = Record<string, unknown>;

const credential = 'X-Auth-Token';

const reasons: Readonly<Record<string, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No content',
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  429: 'Too many requests',
  500: 'Internal server error',
  503: 'Service unavailable',
};

export function scaffold(pages: readonly { readonly file: string; readonly reading: PageReading }[]): Draft {
  const models: Models = new Map();
  const paths: Record<string, Json> = {};
  const notes: string[] = [];
  const names = new Set<string>();
  for (const { file, reading } of pages) {
    const { facts } = reading;
    const item = paths[facts.path] ?? {};
    const isUsual = HTTP_METHODS.some((method) => method === facts.method);
    if (!isUsual) item.additionalOperations ??= {};
    const holder = isUsual ? item : (item.additionalOperations as Json);
    const method = isUsual ? facts.method.toLowerCase() : facts.method;
    if (holder[method] !== undefined || names.has(facts.operationId))
      throw new InputError(`a second page describes ${facts.operationId}, ${facts.method} ${facts.path}`, {
        place: { file, ...reading.places.path },
        fix: 'pass one page for each operation',
      });
    names.add(facts.operationId);
    holder[method] = operationOf(reading, models, notes);
    paths[facts.path] = item;
  }
  const hasToken = pages.some(({ reading }) => reading.facts.parameters.some(isCredential));
  const document = documentOf(paths, models, hasToken);
  const isOf32 = Object.values(paths).some((item) => 'query' in item || 'additionalOperations' in item);
  return { document: isOf32 ? { ...document, openapi: '3.2.0' } : document, notes };
}

function documentOf(paths: Json, models: Models, hasToken: boolean): Json {
  const schemas = Object.fromEntries([...models].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    openapi: '3.1.0',
    info: { title: 'Draft made from reference pages', version: '0.1.0' },
    ...(hasToken && { security: [{ token: [] }] }),
    paths,
    components: {
      ...(hasToken && { securitySchemes: { token: { type: 'apiKey', in: 'header', name: credential } } }),
      schemas,
    },
  };
}

function isCredential(parameter: PageParameter): boolean {
  return parameter.in === 'header' && parameter.name.toLowerCase() === credential.toLowerCase();
}

function operationOf(
  { facts, bodyNames, responseHeaders }: PageReading,
  models: Models,
  notes: string[],
): Json {
  const parameters = parametersOf(facts.parameters, facts.path, facts.operationId, notes);
  const form = facts.parameters.filter((parameter) => parameter.in === 'formData');
  const hasBody = facts.requestFields.length > 0;
  return {
    operationId: operationIdFor(facts.operationId),
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody && { requestBody: requestBody(facts.requestFields, bodyNames.request, models) }),
    ...(!hasBody && form.length > 0 && { requestBody: formBody(form) }),
    responses: Object.fromEntries(
      facts.statusCodes.map((status) => [
        status,
        {
          description: reasons[status] ?? `Status ${status}`,
          ...headersOf(responseHeaders[status]),
          ...contentOf(facts.responses[status], bodyNames[status], models),
        },
      ]),
    ),
  };
}

function parametersOf(
  all: readonly PageParameter[],
  path: string,
  operation: string,
  notes: string[],
): Json[] {
  const inTemplate = placeholdersIn(path);
  const declared = all.filter((parameter) => {
    if (parameter.in === 'formData' || isCredential(parameter) || isIgnoredParameter(parameter)) return false;
    if (parameter.in !== 'path' || inTemplate.includes(parameter.name)) return true;
    const what = `the page lists the path parameter "${parameter.name}", its path does not have it`;
    notes.push(`${operation}: ${what}`);
    return false;
  });
  const unlisted = inTemplate.filter(
    (name) => !declared.some((parameter) => parameter.in === 'path' && parameter.name === name),
  );
  return [
    ...declared.map(parameterOf),
    ...unlisted.map((name) => {
      const purpose = { reason: "the page's path has it, its table does not" };
      return { name, in: 'path', required: true, schema: { type: 'string' }, 'x-undocumented': purpose };
    }),
  ];
}

function requestBody(fields: readonly PageField[], name: string | undefined, models: Models): Json {
  const required = fields.some((field) => field.required === true && field.pointer.lastIndexOf('/') === 0);
  return { ...(required && { required }), ...contentOf(fields, name, models) };
}

function formBody(form: readonly PageParameter[]): Json {
  const required = form.filter((parameter) => parameter.required).map(({ name }) => name);
  const schema = {
    type: 'object',
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(form.map((parameter) => [parameter.name, schemaOf(parameter)])),
  };
  return { ...(required.length > 0 && { required: true }), content: { 'multipart/form-data': { schema } } };
}

function contentOf(fields: readonly PageField[] = [], name: string | undefined, models: Models): Json {
  if (fields.length === 0) return {};
  return { content: { 'application/json': { schema: draftBody(fields, name, models) } } };
}

/** Content-Type says nothing here: the content of the response states it. */
function headersOf(headers: readonly PageParameter[] = []): Json {
  const stated = headers.filter(({ name }) => name.toLowerCase() !== 'content-type');
  if (stated.length === 0) return {};
  return { headers: Object.fromEntries(stated.map((header) => [header.name, { schema: schemaOf(header) }])) };
}
