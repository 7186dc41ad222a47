// What a client sees of two contracts beyond the values of bodies.
import { describe, expect, test } from 'vitest';
import { adviceOf } from '../../src/diff/advice.ts';
import { changesBetween, contract, requestOf, responseOf, short } from './compare.ts';

type Json = Readonly<Record<string, unknown>>;

const string = { type: 'string' };
const query = (more: Json = {}) => ({
  parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' }, ...more }],
});
const statuses = (...all: string[]) => ({
  responses: Object.fromEntries(all.map((status) => [status, { description: '' }])),
});
const header = (more: Json | undefined) => ({
  responses: {
    200: {
      description: '',
      ...(more && { headers: { 'X-Total': { schema: { type: 'integer' }, ...more } } }),
    },
  },
});
const media = (...types: string[]) => ({
  content: Object.fromEntries(types.map((type) => [type, { schema: string }])),
});
const form = (encoding: Json) => ({
  content: {
    'application/x-www-form-urlencoded': {
      schema: { type: 'object', properties: { a: { type: 'array', items: string } } },
      encoding,
    },
  },
});
const responds = (content: Json) => ({ responses: { 200: { description: '', ...content } } });
const schemes = {
  components: {
    securitySchemes: {
      token: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' },
      key: { type: 'apiKey', in: 'query', name: 'key' },
      oauth: { type: 'oauth2', flows: {} },
      bearer: { type: 'http', scheme: 'Bearer' },
    },
  },
};
const secured = (...security: Json[]) => contract({ security }, schemes);

const events = (n: Json) => {
  const contentSchema = { type: 'object', properties: { n } };
  const data = { type: 'string', contentMediaType: 'application/json', contentSchema };
  return responds({
    content: { 'text/event-stream': { 'x-item-schema': { type: 'object', properties: { data } } } },
  });
};

const rows: readonly (readonly [name: string, old: Json, now: Json, told: readonly string[]])[] = [
  ['the same', contract(responseOf(string)), contract(responseOf(string)), []],
  // OpenAPI 3.1, Parameter Object: such definitions are ignored.
  [
    'a header parameter that other parts describe',
    contract({ parameters: [{ name: 'Accept', in: 'header', required: true, schema: string }] }),
    contract({ parameters: [{ name: 'authorization', in: 'header', required: true, schema: string }] }),
    [],
  ],
  [
    'a key in a header of another case',
    secured({ token: [] }),
    contract(
      { security: [{ other: [] }] },
      { components: { securitySchemes: { other: { type: 'apiKey', in: 'header', name: 'x-auth-token' } } } },
    ),
    [],
  ],
  [
    'a part of a range of media types is left',
    contract(responds(media('*/*'))),
    contract(responds(media('application/json'))),
    ['response-media-type-removed note */*'],
  ],
  [
    'the encoding of a form',
    contract({ requestBody: form({ a: { style: 'form', explode: false } }) }),
    contract({ requestBody: form({}) }),
    ['parameter-style-changed error form a'],
  ],
  [
    'the JSON in the data of an event',
    contract(events({ type: 'integer' })),
    contract(events(string)),
    ['response-type-widened error /*/data/n'],
  ],
  [
    'an operation that moved',
    contract({}),
    contract({}, {}, '/things/{id}/details'),
    ['operation-removed error', 'operation-added note'],
  ],
  [
    'a path parameter under another name',
    contract({}),
    {
      ...contract({}),
      paths: {
        '/things/{thing}': {
          get: {
            operationId: 'getThing',
            parameters: [{ name: 'thing', in: 'path', required: true, schema: string }],
            responses: { 200: { description: '' } },
          },
        },
      },
    },
    [],
  ],
  [
    'a prefix that moved from the server to the path',
    contract({}, { servers: [{ url: 'https://a.example/v1' }] }),
    contract({}, { servers: [{ url: 'https://a.example' }] }, '/v1/things/{id}'),
    [],
  ],
  [
    'another prefix, and a path that did not move',
    contract({}, { servers: [{ url: 'https://a.example/v1' }] }),
    contract({}, { servers: [{ url: 'https://a.example' }] }),
    ['server-removed warning https://a.example/v1', 'server-added note https://a.example'],
  ],
  [
    'another operationId',
    contract({}),
    contract({ operationId: 'showThing' }),
    ['operation-id-changed warning'],
  ],
  ['an operationId where there was none', contract({ operationId: undefined }), contract({}), []],
  ['a deprecated operation', contract({}), contract({ deprecated: true }), ['deprecated note']],

  ['an optional parameter more', contract({}), contract(query()), ['parameter-added note query limit']],
  [
    'a required parameter more',
    contract({}),
    contract(query({ required: true })),
    ['parameter-required error query limit'],
  ],
  ['a parameter less', contract(query()), contract({}), ['parameter-removed error query limit']],
  [
    'a parameter that became required',
    contract(query()),
    contract(query({ required: true })),
    ['parameter-required error query limit'],
  ],
  [
    'a parameter that became optional',
    contract(query({ required: true })),
    contract(query()),
    ['parameter-optional note query limit'],
  ],
  [
    'a parameter in another place',
    contract(query()),
    contract(query({ in: 'header' })),
    ['parameter-removed error query limit', 'parameter-added note header limit'],
  ],
  [
    'another default',
    contract(query({ schema: { type: 'integer', default: 10 } })),
    contract(query({ schema: { type: 'integer', default: 20 } })),
    ['parameter-default-changed warning query limit'],
  ],
  [
    'a header parameter in another case',
    contract(query({ in: 'header', name: 'X-Limit' })),
    contract(query({ in: 'header', name: 'x-limit' })),
    [],
  ],
  [
    'a tighter parameter',
    contract(query()),
    contract(query({ schema: { type: 'integer', maximum: 5 } })),
    ['request-limit-tightened error query limit maximum'],
  ],
  [
    'a list that stands in another way',
    contract(query({ schema: { type: 'array', items: string } })),
    contract(query({ schema: { type: 'array', items: string }, explode: false })),
    ['parameter-style-changed error query limit'],
  ],
  [
    'the style that is usual anyway',
    contract(query({ schema: { type: 'array', items: string } })),
    contract(query({ schema: { type: 'array', items: string }, style: 'form', explode: true })),
    [],
  ],

  ['a body more', contract({}), contract(requestOf(string)), ['request-body-optional note']],
  [
    'a required body more',
    contract({}),
    contract({ requestBody: { required: true, ...media('application/json') } }),
    ['request-body-required error'],
  ],
  ['a body less', contract(requestOf(string)), contract({}), ['request-body-removed error']],
  [
    'a body that became required',
    contract({ requestBody: media('application/json') }),
    contract({ requestBody: { required: true, ...media('application/json') } }),
    ['request-body-required error'],
  ],
  [
    'media types of a request',
    contract({ requestBody: media('application/json', 'text/plain') }),
    contract({ requestBody: media('application/json', 'application/xml') }),
    ['request-media-type-removed error text/plain', 'request-media-type-added note application/xml'],
  ],

  ['a success more', contract(statuses('200')), contract(statuses('200', '202')), ['status-added error']],
  ['a failure more', contract(statuses('200')), contract(statuses('200', '404')), ['status-added warning']],
  [
    'a status that a range covers',
    contract(statuses('200', '4XX')),
    contract(statuses('200', '404', '4XX')),
    [],
  ],
  [
    'a status that default covers',
    contract(statuses('200', 'default')),
    contract(statuses('200', '500')),
    [],
  ],
  ['a success less', contract(statuses('200', '201')), contract(statuses('201')), ['status-removed error']],
  ['a failure less', contract(statuses('200', '404')), contract(statuses('200')), ['status-removed warning']],
  [
    'media types of a response',
    contract(responds(media('application/json', 'text/plain'))),
    contract(responds(media('application/json', 'application/xml'))),
    ['response-media-type-removed error text/plain', 'response-media-type-added warning application/xml'],
  ],
  [
    'a media type in another spelling',
    contract(responds(media('application/json'))),
    contract(responds(media('Application/JSON; charset=utf-8'))),
    [],
  ],
  [
    'a body of a response less',
    contract(responds(media('application/json'))),
    contract(responds({})),
    ['response-body-removed error'],
  ],
  ['a header more', contract(header(undefined)), contract(header({})), ['header-added note header x-total']],
  [
    'an optional header less',
    contract(header({})),
    contract(header(undefined)),
    ['header-removed warning header x-total'],
  ],
  [
    'a required header less',
    contract(header({ required: true })),
    contract(header(undefined)),
    ['header-removed error header x-total'],
  ],
  [
    'a header that became optional',
    contract(header({ required: true })),
    contract(header({})),
    ['header-optional error header x-total'],
  ],
  [
    'a header of another type',
    contract(header({})),
    contract(header({ schema: string })),
    ['response-type-widened error header x-total'],
  ],

  [
    'credentials where none were asked for',
    contract({}, schemes),
    secured({ token: [] }),
    ['security-tightened error a request without credentials'],
  ],
  [
    'no credentials any more',
    secured({ token: [] }),
    contract({}, schemes),
    ['security-loosened note a request without credentials'],
  ],
  [
    'a second credential',
    secured({ token: [] }),
    secured({ token: [], key: [] }),
    ['security-tightened error header X-Auth-Token'],
  ],
  [
    'another way',
    secured({ token: [] }),
    secured({ token: [] }, { key: [] }),
    ['security-loosened note query key'],
  ],
  [
    'a way less',
    secured({ token: [] }, { key: [] }),
    secured({ token: [] }),
    ['security-tightened error query key'],
  ],
  [
    'a scope more',
    secured({ oauth: ['read'] }),
    secured({ oauth: ['read', 'write'] }),
    ['security-tightened error oauth2 (read)'],
  ],
  [
    'a scheme under another name',
    secured({ bearer: [] }),
    contract(
      { security: [{ http: [] }] },
      { components: { securitySchemes: { http: { type: 'http', scheme: 'bearer' } } } },
    ),
    [],
  ],
];

describe('of two contracts', () => {
  test.each(rows)('%s', async (_name, old, now, told) => {
    expect((await changesBetween(old, now)).map(short)).toEqual(told);
  });

  test('both places', async () => {
    const [change] = await changesBetween(contract(query()), contract(query({ required: true })));
    expect(change).toMatchObject({
      operation: 'getThing',
      status: 'request',
      before: { file: 'old.json', line: 1, pointer: '/paths/~1things~1{id}/get/parameters/0' },
      after: { file: 'now.json', line: 1, pointer: '/paths/~1things~1{id}/get/parameters/0' },
    });
  });
});

test('rings of other lengths come to an end, and what is left out is told', async () => {
  const ring = (length: number) => {
    const names = Array.from({ length }, (_, index) => `Ring${index}`);
    const schemas = Object.fromEntries(
      names.map((name, index) => [
        name,
        {
          type: 'object',
          properties: { next: { $ref: `#/components/schemas/${names[(index + 1) % length]}` } },
        },
      ]),
    );
    return contract(responseOf({ $ref: '#/components/schemas/Ring0' }), { components: { schemas } });
  };
  expect((await changesBetween(ring(30), ring(31))).map(short)).toEqual([]);
  expect((await changesBetween(ring(149), ring(151))).map(short)).toEqual(['not-compared warning']);
});

test.each([
  [[], 'patch'],
  [['note'], 'minor'],
  [['warning', 'note'], 'minor'],
  [['note', 'error'], 'major'],
] as const)('%j asks for a %s version', (levels, bump) => {
  const changes = levels.map((level) => ({ level, code: 'diff-type-widened', message: 'a' }));
  expect(adviceOf(changes).bump).toBe(bump);
});

test.each([
  [['note', 'error', 'warning', 'error'], 'clients of the old contract break: 1 and 1 more'],
  [['note', 'warning', 'note'], 'no client breaks for certain, and this may matter to one: 1'],
  [['note', 'note'], 'no client breaks, and something is new: 0 and 1 more'],
  [[], 'nothing that a client sees changed'],
] as const)('of %j the worst is named, and how many others there are of it', (levels, reason) => {
  const changes = levels.map((level, index) => ({ level, code: '', message: String(index) }));
  expect(adviceOf(changes).reason).toBe(reason);
});

describe('what the service calls is told, where it is written otherwise', () => {
  const event = (type: string) => ({ components: { schemas: { Event: { type }, Other: { type } } } });
  const calls = (description: string, ref = '#/components/schemas/Event') => ({
    post: {
      requestBody: { content: { 'application/json': { schema: { $ref: ref } } } },
      responses: { 200: { description } },
    },
  });
  const hooked = (webhooks: object, type = 'object') => contract({}, { webhooks, ...event(type) });
  const called = (callbacks: object, type = 'object') => contract({ callbacks }, event(type));
  const reordered = { post: Object.fromEntries(Object.entries(calls('a').post).reverse()) };

  test.each<[what: string, old: object, now: object, told: readonly string[]]>([
    ['the same webhook', hooked({ added: calls('a') }), hooked({ added: calls('a') }), []],
    ['its names in another order', hooked({ added: calls('a') }), hooked({ added: reordered }), []],
    [
      'another description',
      hooked({ added: calls('a') }),
      hooked({ added: calls('b') }),
      ['incoming-changed warning added'],
    ],
    [
      'a schema that it refers to',
      hooked({ added: calls('a') }),
      hooked({ added: calls('a') }, 'array'),
      ['incoming-changed warning added'],
    ],
    [
      'a schema that it does not refer to',
      hooked({ added: { post: { responses: {} } } }),
      hooked({ added: { post: { responses: {} } } }, 'array'),
      [],
    ],
    [
      'one that went and one that came',
      hooked({ 'a/b': calls('a') }),
      hooked({ c: calls('a') }),
      ['incoming-changed warning a/b', 'incoming-changed warning c'],
    ],
    [
      'a callback of an operation',
      called({ done: { '{$request.body#/url}': calls('a') } }),
      called({ done: { '{$request.body#/url}': calls('a') } }, 'array'),
      ['incoming-changed warning done'],
    ],
    [
      'the same callback',
      called({ done: { '{$url}': calls('a') } }),
      called({ done: { '{$url}': calls('a') } }),
      [],
    ],
  ])('%s', async (_, old, now, told) => {
    const changes = await changesBetween(old as Json, now as Json);
    expect(changes.map(({ code, level, name }) => `${code.replace('diff-', '')} ${level} ${name}`)).toEqual(
      told,
    );
  });

  test('the places are those of the webhook in both contracts', async () => {
    const [change] = await changesBetween(hooked({ added: calls('a') }), hooked({ added: calls('b') }));
    expect(change?.message).toBe('the webhook added is written otherwise, and is not compared');
    expect(change).toMatchObject({
      before: { file: 'old.json', pointer: '/webhooks/added' },
      after: { file: 'now.json', pointer: '/webhooks/added' },
    });
  });
});
