// What the only request sample of a page lacks, and statuses without a table by their kind.
import { expect, test } from 'vitest';
import type { PageFacts } from '../../src/model.ts';
import { checkPage } from '../../src/page/check-page.ts';

const page: PageFacts = {
  operationId: 'MakeLamp',
  title: '',
  method: 'POST',
  path: '/v1/lamps',
  parameters: [
    { name: 'zone', in: 'query', required: true, type: 'String' },
    { name: 'Tag.N.Key', in: 'query', required: true, type: 'String' },
    { name: 'size', in: 'query', required: false, type: 'Integer' },
  ],
  requestFields: [
    { pointer: '/name', type: 'String', required: true },
    { pointer: '/watt', type: 'Integer', required: true },
  ],
  responses: {},
  statusCodes: [],
  examples: {},
};

function linesOf(change: Partial<PageFacts>): string[] {
  return checkPage({ facts: { ...page, ...change }, places: {} }, 'a.md').map(
    ({ code, level, status, pointer, name = '-' }) =>
      `${code.slice('docs-'.length)} ${level} ${status} ${pointer || '-'} ${name}`,
  );
}

test.each<[string, Partial<PageFacts>, string[]]>([
  [
    'a required query parameter that the only sample lacks',
    {
      examples: { request: [{ name: 'a', watt: 1 }] },
      exampleRequestLines: ['POST https://lamps.example/v1/lamps?Tag.1.Key=a'],
    },
    ['sample-parameter-missing warning request - query zone'],
  ],
  [
    'of two samples each may show a part',
    {
      examples: {
        request: [
          { name: 'a', watt: 1 },
          { name: 'b', watt: 1 },
        ],
      },
      exampleRequestLines: ['POST /v1/lamps?size=1', 'POST /v1/lamps?size=2'],
    },
    [],
  ],
  [
    'the body of a step before this operation is not held to its table',
    {
      examples: { request: [{ owner: 'a' }, { name: 'a', watt: 1 }] },
      exampleRequestLines: ['POST /v1/rooms?size=1', 'POST /v1/lamps?size=1&zone=a'],
    },
    [],
  ],
  [
    'of as many responses as requests, that of a step is not held to the table',
    {
      requestFields: [],
      parameters: [],
      responses: { '200': [{ pointer: '/id', type: 'String' }] },
      statusCodes: ['200'],
      examples: {
        request: [{ $nobody: true }, { $nobody: true }],
        '200': [{ id: 'a' }, { rooms: [], total: 1 }],
      },
      exampleRequestLines: ['POST /v1/lamps', 'GET /v1/rooms'],
    },
    [],
  ],
  [
    'a sample of another operation says nothing of this one',
    {
      examples: { request: [{ name: 'a', watt: 1 }] },
      exampleRequestLines: ['POST /v1/rooms?size=1'],
    },
    ['sample-request-line error request - POST /v1/rooms'],
  ],
  [
    'a required query parameter inside of the value of another',
    {
      examples: { request: [{ name: 'a', watt: 1 }] },
      exampleRequestLines: ['POST /v1/lamps?filter=zone::north|limit::3&Tag.1.Key=a'],
    },
    ['sample-query-undocumented warning request - query filter'],
  ],
  [
    'an error under another name than its row',
    {
      requestFields: [],
      parameters: [],
      responses: {
        '200': ['/error', '/error/code', '/error/message'].map((pointer) => ({ pointer, type: '' })),
      },
      statusCodes: ['200'],
      examples: { default: [{ badRequest: { code: 'x', message: 'y' } }] },
    },
    [],
  ],
  [
    'an error of another form than the row "error"',
    {
      requestFields: [],
      parameters: [],
      responses: { '200': [{ pointer: '/error', type: '' }] },
      statusCodes: ['200'],
      examples: { default: [{ badRequest: { code: 'x' } }] },
    },
    ['sample-without-table warning default / -'],
  ],
  [
    'the only sample has no body',
    {
      parameters: [],
      examples: { request: [{ $nobody: true }] },
      exampleRequestLines: ['POST /v1/lamps'],
    },
    ['sample-property-missing error request / -'],
  ],
  [
    'a wrapped sample is one finding, not one and two rows that it lacks',
    { examples: { request: [{ lamp: { name: 'a', watt: 1 } }] } },
    ['sample-property-undocumented error request /lamp -'],
  ],
  [
    'another way to the same operation is no other one',
    {
      parameters: [],
      otherRequestLines: ['PUT /me/lamps'],
      examples: { request: [{ name: 'a', watt: 1 }] },
      exampleRequestLines: ['PUT /v1.0/me/lamps'],
    },
    [],
  ],
  [
    'statuses of errors have a code of their own, off unless the config sets it',
    { statusCodes: ['202', '204', '404'] },
    ['status-without-table warning 202 / -', 'error-status-without-table off 404 / -'],
  ],
  ['a status of a sentence is in no list', { statusCodes: ['202'], statusesWithoutTable: ['202'] }, []],
])('%s', (_name, change, expected) => {
  expect(linesOf(change)).toEqual(expected);
});
