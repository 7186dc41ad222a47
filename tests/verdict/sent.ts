// What the tables of request rules share: a contract with parameters and a request body, and what a client sends to it.
import type { Body, Headers } from '../../src/model.ts';
import { readRequest } from '../../src/verdict/requests.ts';
import { type Compiled, issuesOf, type Observed } from './compiled.ts';

/** GET and PUT of one resource: each kind of parameter, two credentials of which one is enough, a required JSON body. */
export const THINGS = `
openapi: 3.1.0
info: { title: Test, version: '1' }
servers: [{ url: https://h/base }]
security: [{ token: [] }, { signature: [] }]
paths:
  /things/{id}.json:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer } }
    get:
      operationId: getThing
      parameters:
        - { name: limit, in: query, required: true, schema: { type: integer, maximum: 10 } }
        - { name: tags, in: query, schema: { type: array, items: { type: integer } } }
        - { name: deep, in: query, schema: { type: boolean } }
        - { name: X-Auth-Token, in: header, required: true, schema: { type: string } }
        - { name: X-Trace, in: header, schema: { type: string, pattern: '^[0-9a-f]+$' } }
        - { name: Accept, in: header, required: true, schema: { type: string } }
        - { name: session, in: cookie, schema: { type: string, minLength: 3 } }
      responses: { 204: { description: gone }, 401: { description: no } }
    put:
      operationId: putThing
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [name, id]
              properties: { name: { type: string }, id: { type: string, readOnly: true }, secret: { type: string, writeOnly: true } }
          text/*: {}
          application/xml: { schema: { type: object } }
      responses: { 204: { description: gone } }
    patch:
      operationId: patchThing
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } }
      responses: { 204: { description: gone } }
components:
  securitySchemes:
    token: { type: apiKey, in: header, name: X-Auth-Token }
    signature: { type: apiKey, in: header, name: Authorization }
`;

const TOKEN = { 'X-Auth-Token': '[redacted]' };

/** GET with a token; `query` after `limit=5`. */
export function got(query = '', headers: Headers | undefined = TOKEN): Observed {
  return getting(`/base/things/7.json?limit=5${query}`, headers);
}

export function getting(url: string, headers: Headers | undefined = TOKEN): Observed {
  return { url, status: 204, headers: {}, request: { headers } };
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** PUT with this request body. */
export function put(body: Body, headers: Headers | undefined = JSON_TYPE): Observed {
  return { method: 'put', url: '/base/things/7.json', status: 204, headers: {}, request: { headers, body } };
}

type Sent = { readonly url: string; readonly headers?: Headers | undefined };

/** What is found in a GET that is answered by 204. */
export function issuesOfRequest(compiled: Compiled, { url, headers }: Sent): string[] {
  return issuesOf(compiled, { url, status: 204, headers: {}, request: { headers } }, { readRequest });
}
