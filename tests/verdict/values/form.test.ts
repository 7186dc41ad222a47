// Form bodies of requests and responses: read by the types and the Encoding Object of their schema, then judged as any other body.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Body, Exchange } from '../../../src/model.ts';
import { createExplainer } from '../../../src/verdict/explain.ts';
import { createJudge } from '../../../src/verdict/judge.ts';
import { readRequest } from '../../../src/verdict/requests.ts';
import { type Compiled, compiled } from '../compiled.ts';

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

const integer = { type: 'integer' };
const schema = {
  type: 'object',
  required: ['a'],
  properties: {
    a: { type: 'integer', maximum: 100 },
    on: { type: 'boolean' },
    name: { type: 'string', maxLength: 5 },
    list: { type: 'array', items: integer },
    csv: { type: 'array', items: integer },
    piped: { type: 'array', items: { type: 'string' } },
    meta: { type: 'object', properties: { k: integer } },
    deep: { type: 'object', properties: { k: integer, s: { type: 'string' } } },
    objects: { type: 'array', items: { type: 'object', properties: { k: integer } } },
    nested: { type: 'array', items: { type: 'array', items: integer } },
    file: { type: 'string', format: 'binary', maxLength: 300 },
    image: { type: 'string', contentMediaType: 'image/png' },
    scan: { type: 'array', items: { type: 'string', format: 'binary' } },
  },
};
const encoding = {
  csv: { style: 'form', explode: false },
  piped: { style: 'pipeDelimited' },
  deep: { style: 'deepObject', explode: true },
  image: { contentType: 'image/png, image/x*, text/*' },
  scan: {
    headers: {
      'X-Page': { required: true, schema: { type: 'integer', maximum: 9 } },
      'X-Tags': { $ref: '#/components/headers/Tags' },
      'Content-Type': { required: true, schema: { const: 'never' } },
    },
  },
  a: { headers: { 'X-Of-Urlencoded': { schema: { type: 'integer' } } } },
  list: { headers: { 'X-Id': { schema: { type: 'string', format: 'uuid' } } } },
};
const open = { type: 'object', additionalProperties: { type: 'integer' } };
const union = {
  oneOf: [
    { type: 'object', required: ['kind', 'n'], properties: { kind: { const: 'n' }, n: integer } },
    { type: 'object', required: ['kind', 's'], properties: { kind: { const: 's' }, s: { type: 'string' } } },
  ],
};

const contents = {
  form: { [FORM]: { schema, encoding } },
  multipart: { [MULTIPART]: { schema, encoding } },
  open: { [FORM]: { schema: open }, [MULTIPART]: { schema: open } },
  union: { [FORM]: { schema: { $ref: '#/components/schemas/Union' } } },
};

let contract: Compiled;
beforeAll(async () => {
  contract = await compiled({
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: Object.fromEntries(
      Object.entries(contents).map(([id, content]) => [
        `/${id}`,
        {
          post: {
            operationId: id,
            requestBody: { required: true, content },
            responses: { 200: { description: 'ok', content }, 204: { description: 'gone' } },
          },
        },
      ]),
    ),
    components: {
      schemas: { Union: union },
      headers: { Tags: { schema: { type: 'array', items: { type: 'integer' } } } },
    },
  });
});

function exchangeOf(url: string, type: string, body: Body, side: 'request' | 'response'): Exchange {
  const headers = { 'Content-Type': type };
  const empty = { headers: {}, body: { kind: 'none' } } as const;
  const isRequest = side === 'request';
  return {
    source: 'x',
    index: 0,
    request: {
      method: 'POST',
      url,
      ...(isRequest ? { headers, body } : { ...empty, body: { kind: 'unrecorded', reason: 'x' } }),
    },
    response: isRequest ? { status: 204, ...empty } : { status: 200, headers, body },
  };
}

/** Messages, or why it is unchecked; the same for request and response but for the words of the side. */
function said(url: string, type: string, body: Body): readonly string[] {
  const explainer = createExplainer(contract.detail);
  const [request, response] = (['request', 'response'] as const).map((side) => {
    const judge = createJudge(contract.contract, side === 'request' ? { readRequest } : {});
    const exchange = exchangeOf(url, type, body, side);
    const verdict = judge(exchange, explainer);
    return [
      ...(verdict?.issues ?? []).map(({ message }) => message),
      ...(verdict?.unchecked === undefined ? [] : [`unchecked: ${verdict.unchecked.message}`]),
    ].map((text) => text.replace(/^unchecked: \w+ \d+: /, 'unchecked: '));
  });
  expect(request?.map((text) => text.replace(/^the request body(?: is)?:? /, ''))).toHaveLength(
    response?.length ?? 0,
  );
  return response ?? [];
}

const text = (value: string): Body => ({ kind: 'text', text: value });

describe(FORM, () => {
  test.each<[string, string, ...string[]]>([
    ['form', 'a=1'],
    ['form', 'a=1&on=true&name=x'],
    ['form', 'a=+1', '"/a" is a string, declared as integer'],
    ['form', 'a=x', '"/a" is a string, declared as integer'],
    ['form', 'a=', '"/a" is a string, declared as integer'],
    ['form', 'a', '"/a" is a string, declared as integer'],
    ['form', 'a=101', '"/a" is out of range: a number of the shape 999, declared as at most 100'],
    ['form', 'a=1&a=2', '"/a" is an array, declared as integer'],
    ['form', 'on=true', 'required property "a" is missing'],
    ['form', 'a=1&B=2', 'undocumented property "B"'],
    ['form', 'a=1&name=a+b%2B'],
    ['form', 'a=1&name=%E4%B8%AD'],
    ['form', 'a=1&name=toolong', '"/name" is out of range: 7 characters, declared as at most 5 characters'],
    ['form', 'a=1&list=1&list=2'],
    ['form', 'a=1&list=1'],
    ['form', 'a=1&list=1&list=b', '"/list/1" is a string, declared as integer'],
    ['form', 'a=1&list=1,2', '"/list/0" is a string, declared as integer'],
    ['form', 'a=1&csv=1,2'],
    ['form', 'a=1&csv=1%2C2'],
    ['form', 'a=1&csv=1,b', '"/csv/1" is a string, declared as integer'],
    ['form', 'a=1&piped=x|y'],
    ['form', 'a=1&meta=%7B%22k%22%3A1%7D'],
    ['form', 'a=1&meta={"k":"1"}', '"/meta/k" is a string, declared as integer'],
    ['form', 'a=1&meta={"z":1}', 'undocumented property "z"'],
    ['form', 'a=1&meta=k', '"/meta" is a string, declared as object'],
    ['form', 'a=1&deep[k]=1&deep%5Bs%5D=2'],
    ['form', 'a=1&deep[k]=x', '"/deep/k" is a string, declared as integer'],
    ['form', 'a=1&deep[z]=1', 'undocumented property "deep[z]"'],
    ['form', 'a=1&objects={"k":1}&objects={"k":2}'],
    ['form', 'a=1&objects=[{"k":1}]'],
    ['form', 'a=1&objects={"k":"1"}', '"/objects/0/k" is a string, declared as integer'],
    ['form', 'a=1&nested=[[1]]'],
    [
      'form',
      'a=1&meta[k]=1',
      'unchecked: OpenAPI does not say how "meta[k]" stands in a form without deepObject',
    ],
    ['open', 'x=1&y=2'],
    ['open', '__proto__=1'],
    ['open', 'x=1&y=z', '"/y" is a string, declared as integer'],
    ['union', 'kind=n&n=1'],
    ['union', 'kind=s&s=1'],
  ])('%s %s', (operation, body, ...messages) => {
    expect(said(`/${operation}`, `${FORM}; charset=utf-8`, text(body))).toEqual(messages);
    expect(said(`/${operation}`, FORM, { kind: 'bytes', bytes: Buffer.from(body) })).toEqual(messages);
  });

  test('a form that is parsed already', () => {
    expect(said('/form', FORM, { kind: 'json', value: { a: 1 } })).toEqual([]);
  });
});

type Part = readonly [head: string, body: string | Buffer];

function multipart(parts: readonly Part[], boundary = 'b'): Buffer {
  const pieces = parts.flatMap(([head, body]) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

describe(MULTIPART, () => {
  const type = `${MULTIPART}; boundary=b`;
  const a: Part = ['name="a"', '1'];
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255]);
  test.each<[string, readonly Part[], ...string[]]>([
    ['one field', [a]],
    ['a name without quotes', [['name=a', '1']]],
    ['no field', [], 'required property "a" is missing'],
    ['a value of another type', [['name="a"', 'x']], '"/a" is a string, declared as integer'],
    ['an empty value', [['name="a"', '']], '"/a" is a string, declared as integer'],
    ['text in UTF-8', [a, ['name="name"', '中文']]],
    ['a name that nobody knows', [a, ['name="ä"', '1']], 'undocumented property "ä"'],
    ['a list', [a, ['name="list"', '1'], ['name="list"', '2']]],
    [
      'a list that drifts',
      [a, ['name="list"', '1'], ['name="list"', 'b']],
      '"/list/1" is a string, declared as integer',
    ],
    ['one value twice', [a, a], '"/a" is an array, declared as integer'],
    ['an object', [a, ['name="meta"\r\nContent-Type: application/json', '{"k":1}']]],
    [
      'an object without a type',
      [a, ['name="meta"', '{"k":"1"}']],
      '"/meta/k" is a string, declared as integer',
    ],
    [
      'no JSON',
      [a, ['name="meta"\r\nContent-Type: application/json', '{k}']],
      'not multipart/form-data: part "meta" is not JSON',
    ],
    ['objects', [a, ['name="objects"', '{"k":1}'], ['name="objects"', '{"k":2}']]],
    ['a file', [a, ['name="file"; filename="x.png"\r\nContent-Type: image/png', png]]],
    ['a file of digits', [a, ['name="file"; filename="x.txt"', '123']]],
    [
      'a file that is too large',
      [a, ['name="file"; filename="x"', Buffer.alloc(301, 255)]],
      '"/file" is out of range: 301 characters, declared as at most 300 characters',
    ],
    ['a file for a number', [['name="a"; filename="1"', '1']], '"/a" is a string, declared as integer'],
    ['a declared media type', [a, ['name="image"; filename="x"\r\nContent-Type: image/png', png]]],
    ['a declared range', [a, ['name="image"\r\ncontent-type: text/plain; charset=utf-8', 'x']]],
    [
      'another media type',
      [a, ['name="image"; filename="x"\r\nContent-Type: image/gif', png]],
      'not multipart/form-data: part "image" is image/gif, declared as image/png, image/x*, text/*',
    ],
    ['the headers of a part', [a, ['name="scan"\r\nX-Page: 1\r\nx-tags: 1, 2', png]]],
    ['a header that is not declared', [a, ['name="scan"\r\nX-Page: 1\r\nX-More: 1', png]]],
    ['a header over two lines', [a, ['name="scan"\r\nX-Page: 1\r\nX-Tags: 1,\r\n  2', 'x']]],
    [
      'no header where one is required',
      [a, ['name="scan"', png]],
      'not multipart/form-data: part "scan" lacks the required header "x-page"',
    ],
    [
      'the same in a later part of a list',
      [a, ['name="scan"\r\nX-Page: 1', 'x'], ['name="scan"\r\nX-Page: 10', 'x']],
      'not multipart/form-data: part "scan": header "x-page" is 10, declared maximum 9',
    ],
    [
      'a header of another type',
      [a, ['name="scan"\r\nX-Page: 1\r\nX-Tags: 1, b', 'x']],
      'not multipart/form-data: part "scan": header "x-tags" at "/1" is "a", declared as integer',
    ],
    [
      'a header of another format, shown by its shape',
      [a, ['name="list"\r\nX-Id: secret-1', '1']],
      'not multipart/form-data: part "list": header "x-id" is "aaaaaa-9", declared as format uuid',
    ],
    [
      'a header over two lines that drifts in the second',
      [a, ['name="list"\r\nX-Id: x\r\n  y', '1']],
      'not multipart/form-data: part "list": header "x-id" is "a a", declared as format uuid',
    ],
    [
      'a header with a space before its colon',
      [a, ['name="scan"\r\nX-Page : 10', 'x']],
      'not multipart/form-data: part "scan": header "x-page" is 10, declared maximum 9',
    ],
    ['a value that is written as a header', [a, ['name="image"', 'Content-Type: image/gif']]],
    ['a name with a quote, as browsers write it', [a, ['name="x%22y"', '1']], 'undocumented property "x"y"'],
    ['the boundary inside of a value', [a, ['name="name"', 'x--b']]],
    ['the boundary at the end of a line that starts as it', [a, ['name="file"', 'x\r\n--bc --b\r\ny']]],
    ['a line that starts as the boundary', [a, ['name="file"', 'x\r\n--bc\r\n--b x\r\n']]],
  ])('%s', (_, parts, ...messages) => {
    expect(said('/multipart', type, { kind: 'bytes', bytes: multipart(parts) })).toEqual(messages);
    const isText = parts.every(([, body]) => typeof body === 'string');
    if (!isText) return;
    const asText = multipart(parts).toString();
    expect(said('/multipart', type, text(asText))).toEqual(messages);
    expect(said('/multipart', type, text(`preamble\r\n${asText}epilogue`))).toEqual(messages);
    expect(said('/multipart', type, text(asText.replaceAll('\r\n', '\n')))).toEqual(messages);
  });

  test.each([
    ['no boundary in Content-Type', MULTIPART, '--b--', 'Content-Type names no boundary'],
    ['an empty boundary', `${MULTIPART}; boundary=`, '--\r\n\r\n', 'Content-Type names no boundary'],
    ['another boundary', type, '--c\r\n', 'the boundary is not in the body'],
    [
      'two boundaries one after the other',
      type,
      '--b\r\n--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--',
      'a part has no name',
    ],
    [
      'no closing boundary',
      type,
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
      'the closing boundary is missing',
    ],
    ['no name', type, '--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--', 'a part has no name'],
    ['no head', type, '--b\r\n\r\n1\r\n--b--', 'a part has no name'],
    [
      'no blank line',
      type,
      '--b\r\nContent-Disposition: form-data; name="a"\r\n--b--',
      'a part has no blank line behind its head',
    ],
  ])('%s', (_, contentType, body, mistake) => {
    expect(said('/multipart', contentType, text(body))).toEqual([`not multipart/form-data: ${mistake}`]);
  });

  test.each([
    ['an empty line', '\n'],
    ['a line that ends with the boundary', 'x--b\n'],
  ])('%s before the first part', (_, before) => {
    const body = `${before}--b\nContent-Disposition: form-data; name=a\n\n1\n--b--`;
    expect(said('/multipart', type, text(body))).toEqual([]);
  });

  test('a quoted boundary', () => {
    const bytes = multipart([a], 'a b=');
    expect(
      said('/multipart', `${MULTIPART}; charset=utf-8; Boundary="a b="`, { kind: 'bytes', bytes }),
    ).toEqual([]);
  });
});

test('a form of many fields that can each be read in several ways has an end', () => {
  const body = Array.from({ length: 200 }, (_, nth) => `f${nth}=7`).join('&');
  expect(said('/open', FORM, text(body))).toEqual([]);
  expect(said('/open', FORM, text(`${body}&z=x`))).toEqual([
    'unchecked: the form can be read in more than 1024 ways',
  ]);
});

test('without an explainer at hand a form is not answered for', () => {
  const exchange = exchangeOf('/form', FORM, text('a=1'), 'response');
  expect(createJudge(contract.contract)(exchange)).toBeUndefined();
});
