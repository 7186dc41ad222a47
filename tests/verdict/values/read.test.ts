// One reader of values from text: a schema and a text have the same answer in a path, a query, a request header, a cookie and a response
// header, as far as their styles write it the same way.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Headers } from '../../../src/model.ts';
import { readRequest } from '../../../src/verdict/requests.ts';
import { type Compiled, compiled, judged } from '../compiled.ts';

type Schema = object;
type Place = 'path' | 'query' | 'header' | 'cookie' | 'response';

const PLACES: readonly Place[] = ['path', 'query', 'header', 'cookie', 'response'];
/** OpenAPI 3.1, Style Examples: style form, exploded, writes arrays and objects in several texts. */
const SIMPLE: readonly Place[] = ['path', 'header', 'response'];
const FIELDS: readonly Place[] = ['header', 'response'];

const integer = { type: 'integer' };
const integers = { type: 'array', items: integer };
const rgb = {
  type: 'object',
  required: ['R'],
  properties: { R: { type: 'integer', maximum: 255 }, name: { type: 'string' } },
};
const tuple = { type: 'array', prefixItems: [integer, { type: 'string' }], items: false };
const big = { type: 'integer', format: 'int64' };
const oneOrMany = { oneOf: [integer, integers] };

type Row = readonly [
  schema: Schema,
  text: string,
  answer: string,
  stated?: { readonly explode?: boolean; readonly content?: string },
  places?: readonly Place[],
];

const exploded = { explode: true };
const json = { content: 'application/json' };

const rows: readonly Row[] = [
  [integer, '7', 'fits'],
  [integer, 'seven', 'is "aaaaa", declared as integer'],
  [integer, '1.5', 'is 1.5, declared as integer'],
  [{ type: 'integer', maximum: 100 }, '1000', 'is 1000, declared maximum 100'],
  [{ type: 'integer', exclusiveMinimum: 0 }, '0', 'is 0, declared exclusiveMinimum 0'],
  [{ type: 'integer', multipleOf: 5 }, '7', 'is 7, declared multipleOf 5'],
  [{ type: 'string', maxLength: 2 }, 'abc', 'has 3 characters, declared as at most 2 characters'],
  [{ type: 'string', pattern: '^a' }, 'B-7', 'is "a-9", declared as text that matches ^a'],
  [{ type: 'string', format: 'date' }, '7.1.2026', 'is "9.9.9999", declared as format date'],
  [{ enum: ['asc', 'desc'] }, 'up', 'is "up", declared as "asc" or "desc"'],
  [{ enum: [1, 2] }, '2', 'fits'],
  [{ type: 'integer', enum: [1, 2] }, '3', 'is 3, declared as 1 or 2'],
  [{ type: 'boolean' }, 'TRUE', 'is "aaaa", declared as boolean'],
  [{ anyOf: [integer, { type: 'string', maxLength: 3 }] }, '12345', 'fits'],
  [{}, 'anything', 'fits'],
  [big, '9223372036854775807', 'fits'],
  [big, '-9007199254740993', 'fits'],
  [big, '-9223372036854775808', 'fits'],
  [big, '9223372036854775808', 'is 9223372036854776000, beyond 64 bits'],
  [big, '99223372036854775808', 'is 99223372036854780000, beyond 64 bits'],
  [{ type: 'array', items: big }, '1,9007199254740993', 'fits'],

  [integers, '1,2', 'fits'],
  [integers, '1,b', 'at "/1" is "a", declared as integer'],
  [integers, '1', 'fits'],
  [{ type: 'array', items: { type: 'string' } }, '1,02,a', 'fits'],
  [{ ...integers, minItems: 2 }, '1', 'has 1 item, declared as at least 2 items'],
  [tuple, '1,2', 'fits'],
  [tuple, '1,w', 'fits'],
  [tuple, 'w,w', 'at "/0" is "a", declared as integer'],
  [oneOrMany, '1', 'fits'],
  [oneOrMany, '1,2', 'fits'],

  [rgb, 'R,100,name,42', 'fits'],
  [rgb, 'R,256,name,x', 'at "/R" is 256, declared maximum 255'],
  [rgb, 'R,red,name,x', 'at "/R" is "aaa", declared as integer'],
  [rgb, 'name,x', 'lacks the required property "R"'],
  [rgb, 'R,1,B,2', 'has an undocumented property "B"'],
  [rgb, 'R,1,name', 'is not written as object of style STYLE'],
  [rgb, 'R=100,name=42', 'lacks the required property "R", and 1 more', {}, SIMPLE],
  [rgb, 'R=100,name=42', 'fits', exploded, SIMPLE],
  [rgb, 'R=red,name=42', 'at "/R" is "aaa", declared as integer', exploded, SIMPLE],
  [rgb, 'R,100', 'is not written as object of style STYLE exploded', exploded, SIMPLE],
  [rgb, 'R=100,name=a%2Cb', 'fits', exploded, SIMPLE],

  [rgb, '{"R":1}', 'fits', json],
  [rgb, '{"R":"1"}', 'at "/R" is "9", declared as integer', json],
  [rgb, '{R:1}', 'is not JSON', json],
  [rgb, '{"R":1,"name":"a,b"}', 'fits', { content: 'application/vnd.x+json;v=1' }],
  [integer, '7', 'fits', { content: 'text/plain' }],
  [integer, 'x', 'is "a", declared as integer', { content: 'text/plain; charset=utf-8' }],
  [integer, 'x', 'fits', { content: 'application/xml' }],
  [{}, `${'['.repeat(600)}${']'.repeat(600)}`, 'is nested deeper than 500 levels', json],

  [integers, '1 ,\t2', 'fits', {}, FIELDS],
  [integers, '1,,2,', 'fits', {}, FIELDS],
  [integers, '1,,2', 'at "/1" is "", declared as integer', {}, ['path', 'query']],
  [rgb, 'R, 1, name, 2', 'fits', {}, FIELDS],
  [rgb, 'R=1, name=2', 'fits', exploded, FIELDS],
  [integer, ' 7 ', 'fits', {}, ['header', 'cookie', 'response']],
  [integer, '', 'is "", declared as integer', {}, ['query', 'header', 'cookie', 'response']],
  [{ type: ['integer', 'null'] }, '', 'fits', {}, ['query', 'header', 'cookie', 'response']],
  [integers, '', 'fits', {}, ['query', 'header', 'cookie', 'response']],
];

const tests = rows.flatMap(([schema, text, answer, stated = {}, places = PLACES], index) =>
  places.map((place) => ({ id: `${place}${index}`, place, schema, text, answer, stated })),
);

function declaration({ place, schema, stated }: (typeof tests)[number]): object {
  if (stated.content !== undefined) return { content: { [stated.content]: { schema } } };
  return { schema, explode: stated.explode ?? false, ...(place === 'path' ? { required: true } : {}) };
}

function operation(one: (typeof tests)[number]): object {
  const declared = declaration(one);
  const ok = { description: 'gone', ...(one.place === 'response' ? { headers: { 'X-P': declared } } : {}) };
  const name = one.place === 'header' ? 'X-P' : 'p';
  const parameter = { ...declared, name, in: one.place, ...(one.place === 'path' ? { required: true } : {}) };
  return {
    get: {
      operationId: one.id,
      ...(one.place === 'response' ? {} : { parameters: [parameter] }),
      responses: { 204: ok },
    },
  };
}

let contract: Compiled;
beforeAll(async () => {
  contract = await compiled({
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: {
      ...Object.fromEntries(
        tests.map((one) => [one.place === 'path' ? `/${one.id}/{p}` : `/${one.id}`, operation(one)]),
      ),
      '/cookies': {
        get: {
          operationId: 'cookies',
          responses: {
            200: {
              description: 'text',
              headers: {
                'Set-Cookie': { schema: { type: 'string', pattern: '^[a-z]+=[^;]*(; [^=]+=[^;]+)?$' } },
              },
            },
            201: {
              description: 'a list',
              headers: {
                'Set-Cookie': { schema: { type: 'array', maxItems: 2, items: { type: 'string' } } },
              },
            },
            202: { description: 'an object', headers: { 'Set-Cookie': { schema: rgb } } },
            203: {
              description: 'lines',
              headers: { 'X-Ids': { schema: integers }, 'X-Id': { schema: integer } },
            },
          },
        },
      },
    },
  });
});

type Told = {
  readonly url: string;
  readonly sent?: Headers;
  readonly status?: number;
  readonly received?: Headers;
};

/** The only issue's message without its subject, or fits; the fast path agrees. */
function answerTo({ url, sent = {}, status = 204, received = {} }: Told): string {
  const exchange = {
    source: 'x',
    index: 0,
    request: { method: 'GET', url, headers: sent, body: { kind: 'none' } },
    response: { status, headers: received, body: { kind: 'none' } },
  } as const;
  const { issues } = judged(contract, exchange, { readRequest });
  expect(issues.length).toBeLessThan(2);
  return issues[0]?.message.replace(/^(?:\w+ parameter|header) "[^"]+" /, '') ?? 'fits';
}

function tell({ id, place, text }: (typeof tests)[number]): Told {
  const url = `/${id}`;
  if (place === 'path') return { url: `${url}/${text.replaceAll('/', '%2F')}` };
  if (place === 'query') return { url: `${url}?p=${text}` };
  if (place === 'header') return { url, sent: { 'x-p': text } };
  if (place === 'cookie') return { url, sent: { cookie: `a=b; p=${text}` } };
  return { url, received: { 'X-P': text } };
}

describe.each(PLACES)('%s', (place) => {
  test.each(
    tests
      .filter((one) => one.place === place)
      .map((one) => [one.text, JSON.stringify(one.schema), one] as const),
  )('%s of %s', (_, __, one) => {
    const style = place === 'query' || place === 'cookie' ? 'form' : 'simple';
    expect(answerTo(tell(one))).toBe(one.answer.replace('STYLE', style));
  });
});

describe('several lines of one field', () => {
  const lines = (name: string, ...values: string[]): Headers => values.map((value) => ({ name, value }));
  test.each<[string, number, Headers, string]>([
    ['are one list', 203, lines('X-Ids', '1', '2,3'), 'fits'],
    [
      'are one list, also where one drifts',
      203,
      lines('x-ids', '1', 'b'),
      'at "/1" is "a", declared as integer',
    ],
    ['are no single value', 203, lines('X-Id', '7', '7'), 'is "9, 9", declared as integer'],
    ['of Set-Cookie are judged one by one', 200, lines('Set-Cookie', 'a=1; Path=/', 'b=2; Path=/'), 'fits'],
    [
      'of Set-Cookie are not split at commas',
      200,
      lines('set-cookie', 'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2'),
      'fits',
    ],
    [
      'of Set-Cookie: one drifts',
      200,
      lines('Set-Cookie', 'a=1', 'B=2'),
      'is "a=9", declared as text that matches ^[a-z]+=[^;]*(; [^=]+=[^;]+)?$',
    ],
    ['of Set-Cookie are the elements of an array', 201, lines('Set-Cookie', 'a=1, b=2', 'c=3, d=4'), 'fits'],
    [
      'of Set-Cookie are as many elements',
      201,
      lines('Set-Cookie', 'a=1', 'b=2', 'c=3'),
      'has 3 items, declared as at most 2 items',
    ],
    ['of Set-Cookie stand for no object', 202, lines('Set-Cookie', 'R=1'), 'fits'],
  ])('%s', (_, status, received, answer) => {
    expect(answerTo({ url: '/cookies', status, received })).toBe(answer);
  });
});
