import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Contract, OpenApiDocument } from '../../src/contract/openapi.ts';
import { checkContract } from '../../src/page/check-contract.ts';
import { type LockedPage, lockedPlaces } from '../../src/page/lock.ts';
import { createTrafficTally } from '../../src/page/observed.ts';
import { applyOverlay } from '../../src/page/propose/apply-overlay.ts';
import { propose } from '../../src/page/propose/propose.ts';
import { inWordsOfVersion } from '../../src/page/propose/words-of-version.ts';

const text = `openapi: 3.1.0
info: { title: Things, version: "1" }
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - name: state # of the thing
          in: query
          schema: { type: string }

      responses:
        "200":
          description: OK
          content:
            application/json:
              schema:
                type: object
                properties:
                  state: { type: string, enum: [A] }
        "400":
          description: no
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Error" }
    post:
      operationId: makeThing
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: { name: { type: string } }
      responses: { "204": { description: done } }
components:
  schemas:
    Error:
      type: object
      properties: { error_code: { type: string } }
`;

const list: LockedPage = {
  file: 'listThings.md',
  hash: '',
  reason: '',
  lines: { 'response/200#/owner': 7 },
  samples: {},
  contradictions: [],
  facts: {
    operationId: 'listThings',
    method: 'GET',
    path: '/things',
    parameters: [
      { name: 'state', in: 'query', required: false, type: 'String' },
      { name: 'limit', in: 'query', required: true, type: 'Integer', maximum: '50' },
    ],
    requestFields: [],
    responses: {
      200: [
        { pointer: '/state', type: 'String', enum: ['A', 'B'] },
        { pointer: '/owner', type: 'Owner object' },
        { pointer: '/owner/names', type: 'Array of Name objects' },
        { pointer: '/owner/names/*/first', type: 'String', enum: ['x'] },
        { pointer: '/rooms', type: 'Map<String,Room>' },
        { pointer: '/rooms/*/floor', type: 'Integer' },
      ],
      400: [{ pointer: '/error_code', type: 'String' }],
      409: [{ pointer: '/error_code', type: 'String' }],
    },
    statusCodes: ['200', '400', '409', '410'],
  },
};

const make: LockedPage = {
  ...list,
  file: 'makeThing.md',
  facts: {
    ...list.facts,
    operationId: 'makeThing',
    method: 'POST',
    parameters: [{ name: 'dry', in: 'query', required: false, type: 'Boolean' }],
    requestFields: [
      { pointer: '/name', type: 'String', required: false },
      { pointer: '/size', type: 'Long', required: true },
    ],
    responses: {},
    statusCodes: ['204'],
  },
};

function differences(document: OpenApiDocument) {
  const contract = { document, files: ['a.yaml'], positionOf: () => undefined };
  return [list, make].flatMap((page) =>
    checkContract({ facts: page.facts, places: lockedPlaces(page), file: page.file }, contract),
  );
}

describe('what pages have and the contract lacks', () => {
  const document = parse(text) as OpenApiDocument;
  const proposal = propose({
    document,
    findings: [],
    observed: createTrafficTally(),
    lock: { version: 1, pages: [list, make] },
    pageFindings: differences(document).map((finding) => ({
      finding,
      fingerprint: finding.code,
      seen: undefined,
    })),
  });

  test('is added, and then nothing differs', () => {
    expect(proposal.left).toEqual([]);
    expect(proposal.actions.map(({ description }) => description)).toEqual([
      'declare the query parameter limit',
      'declare /owner',
      'declare /rooms',
      'add the value to the list of /state',
      'declare status 409',
      'declare status 410',
      'declare the query parameter dry',
      'declare /size',
      'require /size',
    ]);
    const after = applyOverlay(text, proposal.actions, 'a.yaml');
    expect(differences(parse(after) as OpenApiDocument)).toEqual([]);
    expect(after).toContain('# of the thing');
    expect(after).toContain('                  state: { type: string, enum: [A, B] }\n');
    expect(text.split('\n').filter((line) => !after.includes(line.replace(/ \}$|\] \}$/, '')))).toEqual([]);
  });

  test('with the page line, and the schema that another status has for the same body', () => {
    expect(proposal.actions.find(({ description }) => description === 'declare /owner')).toMatchObject({
      update: {
        owner: {
          type: 'object',
          properties: { names: { items: { properties: { first: { enum: ['x'] } } } } },
        },
      },
      'x-evidence': { occurrences: 0, page: 'listThings.md:7' },
    });
    expect(proposal.actions.find(({ description }) => description === 'declare status 409')?.update).toEqual({
      409: {
        description: 'Status 409',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    });
  });
});

test('several parameters and required names where the contract has no list of them; null as the document of the vendor says', () => {
  const bare = parse(
    text.replace(/ {6}parameters:[\s\S]*?\n\n/, '').replace('properties: { name: { type: string } }', ''),
  ) as OpenApiDocument;
  const whole: LockedPage = {
    ...make,
    facts: {
      ...make.facts,
      requestFields: [
        { pointer: '/name', type: 'string', required: true, isNullable: true },
        { pointer: '/size', type: 'integer', required: true },
      ],
      responses: {},
      parameters: ['limit', 'page'].map((name) => ({ name, in: 'query', required: false, type: 'integer' })),
    },
  };
  const contract = { document: bare, files: ['a.yaml'], positionOf: () => undefined };
  const found = checkContract({ facts: whole.facts, places: {}, file: whole.file }, contract);
  const { actions } = propose({
    document: bare,
    findings: [],
    observed: createTrafficTally(),
    lock: { version: 1, pages: [whole] },
    pageFindings: found.map((finding) => ({ finding, fingerprint: finding.code, seen: undefined })),
  });
  expect(actions.map(({ description }) => description)).toEqual([
    'declare the query parameter limit',
    'declare the query parameter page',
    'declare /name',
    'require /name',
    'declare /size',
    'require /size',
  ]);
  expect(actions[2]?.update).toEqual({ properties: { name: { type: ['string', 'null'] } } });
});

const TEXT = { type: 'string' };
test.each<[string, Contract['version'], unknown, unknown]>([
  ['null, 3.0', '3.0', { a: { type: ['string', 'null'] } }, { a: { type: 'string', nullable: true } }],
  ['null, 2.0', '2.0', { a: { type: ['string', 'null'] } }, { a: { type: 'string', 'x-nullable': true } }],
  ['several types, 3.0', '3.0', { type: ['string', 'integer'] }, undefined],
  ['a choice, 3.0', '3.0', { anyOf: [TEXT] }, { anyOf: [TEXT] }],
  ['a choice, 2.0', '2.0', { a: { anyOf: [TEXT] } }, undefined],
  ['a property of that name, 2.0', '2.0', { properties: { anyOf: TEXT } }, { properties: { anyOf: TEXT } }],
  [
    'a reference, 2.0',
    '2.0',
    { $ref: '#/components/schemas/A' },
    { $ref: 'of.yaml#/definitions/components/schemas/A' },
  ],
  [
    'a parameter, 2.0',
    '2.0',
    { name: 'ids', in: 'query', schema: { type: 'array', items: TEXT } },
    { name: 'ids', in: 'query', type: 'array', items: TEXT, collectionFormat: 'multi' },
  ],
  [
    'a status, 2.0',
    '2.0',
    { 404: { description: '', content: { 'application/json': { schema: TEXT } } } },
    { 404: { description: '', schema: TEXT } },
  ],
  ['anything, 3.1', '3.1', { type: ['string', 'integer'] }, { type: ['string', 'integer'] }],
])('in the words of the contract: %s', (_, version, update, expected) => {
  const writtenAt = (pointer: string) => ({
    file: 'b/of.yaml',
    pointer: `/definitions${pointer}`,
    path: undefined,
  });
  expect(
    inWordsOfVersion({ version, writtenAt }, update, { file: 'b/a.yaml', pointer: '', path: '$' }),
  ).toEqual(expected);
});

test('what neither contract nor traffic has is left out: docs check says to leave the contract', () => {
  const document = parse(text) as OpenApiDocument;
  const observed = createTrafficTally();
  observed.add('listThings', '200', { state: 'A', rooms: {} });
  const { actions, left } = propose({
    document,
    findings: [],
    observed,
    lock: { version: 1, pages: [list] },
    pageFindings: differences(document)
      .filter(({ operation, status }) => operation === 'listThings' && status === '200')
      .map((finding) => ({ finding, fingerprint: finding.code, seen: undefined })),
  });
  expect(actions.map(({ description }) => description)).toEqual([
    'declare /rooms',
    'add the value to the list of /state',
  ]);
  expect(left).toEqual([
    'docs-property-added at listThings 200 /owner: leave the contract; the page is the odd one out: neither contract nor traffic has what its table lists',
  ]);
});
