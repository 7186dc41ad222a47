// Swagger 2.0 is read as the OpenAPI 3.0 that says the same: verdicts on what each construct describes, and places in the text.
import { expect, test } from 'vitest';
import { lintContract } from '../../src/contract/load.ts';
import { formatPlace } from '../../src/lib/location.ts';
import type { Body } from '../../src/model.ts';
import { readOpenApi } from '../../src/page/read-openapi.ts';
import { readRequest } from '../../src/verdict/requests.ts';
import { imported, issuesOf, json, type Observed, text } from '../verdict/compiled.ts';
import { inFolder, load, refusals } from './support.ts';

const SHOP = `swagger: "2.0"
info: { title: Shop, version: "1" }
host: api.shop.example
basePath: /v2
schemes: [https]
consumes: [application/json]
produces: [application/json]
paths:
  /pets/{id}:
    parameters:
      - { name: id, in: path, required: true, type: string, maxLength: 2 }
      - $ref: '#/parameters/PetBody'
    put:
      operationId: putPet
      parameters:
        - { name: multi, in: query, type: array, items: { type: integer }, collectionFormat: multi }
        - { name: csv, in: query, type: array, items: { type: integer } }
        - { name: pipes, in: query, type: array, items: { type: integer }, collectionFormat: pipes }
        - { name: ssv, in: query, type: array, items: { type: integer }, collectionFormat: ssv }
        - { name: tsv, in: query, type: array, items: { type: integer }, collectionFormat: tsv }
      responses:
        200:
          description: ok
          headers:
            x-rate: { type: integer }
          schema:
            type: object
            properties:
              id: { type: integer, x-nullable: true }
              owner: { $ref: '#/definitions/Owner', x-nullable: true }
              tag: { type: string, enum: [a], x-nullable: true }
          examples: { application/json: { id: 1 } }
        404: { $ref: '#/responses/Gone' }
  /files:
    post:
      operationId: upload
      consumes: [application/x-www-form-urlencoded]
      produces: [application/problem+json]
      parameters:
        - { name: count, in: formData, type: integer, required: true }
        - { name: tags, in: formData, type: array, items: { type: integer } }
      responses:
        200: { description: any media type's file, schema: { type: file } }
        404: { $ref: '#/responses/Gone' }
  /pet:
    get:
      operationId: getPet
      produces: []
      responses:
        200: { description: ok, schema: { $ref: '#/definitions/Pet' } }
parameters:
  PetBody: { name: pet, in: body, required: true, schema: { $ref: '#/definitions/Owner' } }
responses:
  Gone: { description: gone, schema: { $ref: '#/definitions/Problem' } }
definitions:
  Owner: { type: object, required: [name], properties: { name: { type: string } } }
  Pet: { type: object, discriminator: kind, required: [kind], properties: { kind: { type: string } } }
  Cat:
    allOf:
      - $ref: '#/definitions/Pet'
      - { type: object, properties: { lives: { type: integer, maximum: 9, exclusiveMaximum: true } } }
  Problem: { type: object, required: [code], properties: { code: { type: string } } }
`;

const shop = imported(await load({ 'shop.yaml': SHOP }));

const type = (name: string) => ({ 'Content-Type': name });
const put = (url: string, body: Body = json({ name: 'a' })): Observed => ({
  method: 'PUT',
  url: `https://api.shop.example/v2/pets/${url}`,
  request: { headers: type('application/json'), body },
  headers: { ...type('application/json'), 'x-rate': '1' },
  body: json({}),
});
const answered = (body: unknown): Observed => ({ ...put('1'), body: json(body) });
const upload = (form: string): Observed => ({
  method: 'POST',
  url: 'https://api.shop.example/v2/files',
  request: { headers: type('application/x-www-form-urlencoded'), body: text(form) },
  headers: type('application/problem+json'),
  body: json({}),
});
const pet = (body: unknown): Observed => ({
  url: 'https://api.shop.example/v2/pet',
  headers: type('application/vnd.shop+json'),
  body: json(body),
});

test.each<readonly [name: string, observed: Observed, issues: readonly string[]]>([
  ['host and basePath', put('1'), []],
  [
    'a path below no basePath',
    { ...put('1'), url: 'https://api.shop.example/v9/pets/1' },
    ['operation-undocumented'],
  ],
  ['a path parameter of the path item', put('123'), ['request-parameter-mismatch path id']],
  ['collectionFormat multi', put('1?multi=1&multi=2'), []],
  ['multi, wrong item', put('1?multi=1&multi=b'), ['request-parameter-mismatch query multi']],
  ['csv without a word', put('1?csv=1,2'), []],
  ['csv, wrong item', put('1?csv=1,b'), ['request-parameter-mismatch query csv']],
  ['pipes', put('1?pipes=1%7C2'), []],
  ['pipes, wrong item', put('1?pipes=1%7Cb'), ['request-parameter-mismatch query pipes']],
  ['ssv', put('1?ssv=1%202'), []],
  ['tsv is not judged', put('1?tsv=1%09b'), []],
  ['a shared body', put('1', json({})), ['request-body-mismatch property-missing name/name']],
  ['the schema of a response', answered({ id: 'a' }), ['type-mismatch /id']],
  ['x-nullable', answered({ id: null, owner: null, tag: null }), []],
  ['x-nullable beside $ref asks for the rest', answered({ owner: {} }), ['property-missing /owner/name']],
  [
    'a header of a response',
    { ...put('1'), headers: { ...type('application/json'), 'x-rate': 'a' } },
    ['header-mismatch x-rate'],
  ],
  [
    'produces of the document',
    { ...put('1'), headers: type('text/html'), body: text('a') },
    ['media-type-undocumented text/html'],
  ],
  ['a shared response', { ...put('1'), status: 404, body: json({}) }, ['property-missing /code']],
  [
    'a shared response with the media type of its operation',
    { ...upload('count=1'), status: 404 },
    ['property-missing /code'],
  ],
  ['a form', upload('count=1&tags=1,2'), []],
  [
    'a form without a required field',
    upload('tags=1'),
    ['request-body-mismatch property-missing count/count'],
  ],
  ['a form with a wrong field', upload('count=a'), ['request-body-mismatch type-mismatch/count']],
  ['a file of JSON', { ...upload('count=1'), body: json([1]) }, []],
  ['no media types: any', pet({ kind: 'Pet' }), []],
  ['a discriminator', pet({ kind: 'Cat', lives: 9 }), ['out-of-range /lives']],
])('%s', async (_, observed, issues) => {
  expect(issuesOf(await shop, observed, { readRequest })).toEqual(issues);
});

const lines = (files: Readonly<Record<string, string>>) =>
  inFolder(files, async (folder, main) =>
    (await lintContract(main)).map(({ place, message }) =>
      `${formatPlace(place)}: ${message}`.replaceAll(`${folder}/`, ''),
    ),
  );

test('lint names the conversion, and mistakes at their places in the text', async () => {
  const broken = SHOP.replace('{ type: integer, x-nullable: true }', '{ type: int, default: 1 }')
    .replace(
      'type: array, items: { type: integer } }\n        - { name: pipes',
      'type: list }\n        - { name: pipes',
    )
    .replace("schema: { $ref: '#/definitions/Problem' }", "schema: { $ref: '#/definitions/Problen' }");
  expect(await lines({ 'shop.yaml': broken })).toEqual([
    'shop.yaml:1:10: this is Swagger 2.0, not OpenAPI 3',
    'shop.yaml:17:41: unknown type "list"; known: string, number, integer, boolean, object, array',
    'shop.yaml:20:92: collectionFormat "tsv" has no counterpart here',
    'shop.yaml:29:27: unknown type "int"; known: string, number, integer, boolean, object, array',
    'shop.yaml:54:46: $ref "#/definitions/Problen" leads nowhere',
  ]);
});

test('positions are those of the text', async () => {
  const { positionOf } = await load({ 'shop.yaml': SHOP });
  const lineOf = (pointer: string) => positionOf(pointer)?.[0];
  expect({
    schema: lineOf('/components/schemas/Owner/properties/name'),
    body: lineOf('/paths/~1pets~1{id}/put/requestBody/content/application~1json/schema/$ref'),
    response: lineOf('/paths/~1pets~1{id}/put/responses/200/content/application~1json/schema/properties/id'),
    example: lineOf('/paths/~1pets~1{id}/put/responses/200/content/application~1json/example/id'),
    parameter: lineOf('/paths/~1pets~1{id}/put/parameters/1/schema/items'),
    field: lineOf(
      '/paths/~1files/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/tags',
    ),
    shared: lineOf('/paths/~1files/post/responses/404/content/application~1problem+json/schema/$ref'),
    server: lineOf('/servers/0/url'),
  }).toEqual({
    schema: 56,
    body: 52,
    response: 29,
    example: 32,
    parameter: 17,
    field: 41,
    shared: 54,
    server: 3,
  });
});

test('schemas of other files are read, other parts are named and not judged', async () => {
  const files = {
    'a.yaml': `swagger: "2.0"
info: { title: a, version: "1" }
paths:
  /a:
    get:
      operationId: a
      produces: [application/json]
      parameters: [{ $ref: 'b.yaml#/parameters/P' }]
      responses:
        200: { description: ok, schema: { $ref: 'b.yaml#/definitions/A' } }
        400: { $ref: 'b.yaml#/responses/R' }
definitions: { Own: { type: integer } }
`,
    'b.yaml': `definitions:
  A: { type: object, properties: { n: { type: string, x-nullable: true }, o: { $ref: 'a.yaml#/definitions/Own' } } }
parameters: { P: { name: p, in: query, type: string } }
responses: { R: { description: no } }
`,
  };
  const contract = await load(files);
  expect(contract.defects.map(({ outcome, kind, subject }) => `${outcome} ${kind} ${subject}`)).toEqual([
    'not judged reference b.yaml#/parameters/P',
    'not judged reference b.yaml#/responses/R',
    'told field-missing ',
    'told parameter ',
    'told swagger ',
  ]);
  const compiled = await imported(contract);
  const observed = (body: unknown): Observed => ({
    url: '/a',
    headers: type('application/json'),
    body: json(body),
  });
  expect(issuesOf(compiled, observed({ n: null, o: 1 }))).toEqual([]);
  expect(issuesOf(compiled, observed({ n: 1, o: 'a' }))).toEqual(['type-mismatch /n', 'type-mismatch /o']);
});

test("under lint: 'strict' it is an error", async () => {
  expect(await refusals({ 'shop.yaml': SHOP })).toEqual([
    'shop.yaml:1:10: this is Swagger 2.0, not OpenAPI 3 | convert it, for example with https://converter.swagger.io',
  ]);
});

test('what has the wrong shape is named', async () => {
  const text = `swagger: 2.0
parameters: [1]
definitions: 3
paths: { /a: { get: { parameters: {}, responses: [] } }, /b: 4 }
`;
  expect(await lines({ 'a.yaml': text })).toEqual([
    'a.yaml:1:1: "info" is missing in the OpenAPI document',
    'a.yaml:1:10: this is Swagger 2.0, not OpenAPI 3',
    'a.yaml:2:1: "parameters" is a list, not an object',
    'a.yaml:3:14: "schemas" is a number, not an object',
    'a.yaml:4:16: GET /a has no operationId',
    'a.yaml:4:23: "parameters" is an object, not a list',
    'a.yaml:4:39: "responses" is a list, not an object',
    'a.yaml:4:62: "/b" is a number, not an object',
  ]);
});

test("a vendor's document has the facts of pages, with their lines", async () => {
  const [reading] = readOpenApi(
    await load({ 'shop.yaml': SHOP }),
    ({ operationId }) => operationId === 'upload',
  );
  expect(reading?.facts).toMatchObject({
    path: '/files',
    otherRequestLines: ['POST /v2/files'],
    parameters: [
      { name: 'count', in: 'formData', required: true, type: 'integer' },
      { name: 'tags', in: 'formData', required: false, type: 'array of integers' },
    ],
    responses: { 404: [{ pointer: '/code', required: true, type: 'string' }] },
  });
  expect(reading?.places['parameter/formData/tags']?.line).toBe(41);
  expect(reading?.places['response/404']?.line).toBe(54);
});

test('an array in an array of a parameter is not judged', async () => {
  const nested = '{ type: array, collectionFormat: pipes, items: { type: integer } }';
  const { defects } = await load({
    'shop.yaml': SHOP.replace(
      'name: csv, in: query, type: array, items: { type: integer }',
      `name: csv, in: query, type: array, items: ${nested}`,
    ),
  });
  expect(defects.map(({ outcome, subject, first }) => `${outcome} ${subject} ${first.line}`)).toEqual([
    'not judged collectionFormat "pipes" 17',
    'not judged collectionFormat "tsv" 20',
    'told  1',
  ]);
});
