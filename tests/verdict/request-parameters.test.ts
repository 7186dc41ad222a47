// Each style of the Parameter Object, exploded and not, with texts that are easily read wrongly.
import { beforeAll, expect, test } from 'vitest';
import type { Headers } from '../../src/model.ts';
import { type Compiled, compiled } from './compiled.ts';
import { issuesOfRequest } from './sent.ts';

type Declared = { readonly name: string; readonly in?: string; readonly [field: string]: unknown };

const integers = { type: 'array', items: { type: 'integer' } };
const strings = { type: 'array', items: { type: 'string' } };
const colours = { type: 'array', items: { enum: ['blue', 'black', 'dark blue', 'a|b'] }, minItems: 2 };
const mixed = {
  type: 'array',
  items: { anyOf: [{ type: 'string', pattern: '^0' }, { type: 'integer', minimum: 5 }, { type: 'boolean' }] },
};
const rgb = {
  type: 'object',
  required: ['R'],
  properties: {
    R: { type: 'integer' },
    G: { type: 'integer' },
    name: { type: 'string' },
    on: { type: 'boolean' },
  },
};
const open = {
  type: 'object',
  properties: { a: { type: 'integer' } },
  additionalProperties: { type: 'string' },
};
const nested = {
  type: 'object',
  properties: {
    tags: strings,
    range: { type: 'object', properties: { from: { type: 'integer' } } },
    size: { type: 'integer' },
  },
};

/** By operation, the one of the path `/<operation>`. A path parameter stands in `{}` of its template. */
const OPERATIONS: Readonly<Record<string, readonly Declared[]>> = {
  ids: [{ name: 'ids', schema: integers }],
  csv: [{ name: 'ids', explode: false, schema: integers }],
  names: [{ name: 'names', schema: strings }],
  colours: [{ name: 'c', explode: false, schema: colours }],
  mixed: [{ name: 'm', explode: false, schema: mixed }],
  tuple: [
    {
      name: 't',
      explode: false,
      schema: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }] },
    },
  ],
  oneOrMany: [{ name: 'v', explode: false, schema: { oneOf: [{ type: 'integer' }, integers] } }],
  required: [{ name: 'ids', required: true, schema: integers }],
  nullable: [{ name: 'n', schema: { type: ['integer', 'null'] } }],
  text: [{ name: 'q', schema: { type: 'string', pattern: '^a.b$' } }],
  big: [{ name: 'id', schema: { type: 'integer', format: 'int64' } }],
  bigs: [
    { name: 'ids', explode: false, schema: { type: 'array', items: { type: 'integer', format: 'int64' } } },
  ],
  empty: [{ name: 'n', allowEmptyValue: true, schema: { type: 'integer' } }],
  reserved: [{ name: 'next', allowReserved: true, schema: { type: 'string', pattern: '^/a:b[+]c=d[?]$' } }],
  spaces: [{ name: 'c', style: 'spaceDelimited', schema: colours }],
  spacesExploded: [{ name: 'c', style: 'spaceDelimited', explode: true, schema: integers }],
  spacesObject: [{ name: 'c', style: 'spaceDelimited', schema: rgb }],
  pipes: [{ name: 'c', style: 'pipeDelimited', schema: colours }],
  pipesObject: [{ name: 'c', style: 'pipeDelimited', schema: rgb }],
  pipesExploded: [{ name: 'c', style: 'pipeDelimited', explode: true, schema: rgb }],
  object: [{ name: 'c', schema: rgb }],
  objectRequired: [{ name: 'c', required: true, schema: rgb }],
  objectAnyRequired: [{ name: 'c', required: true, schema: nested }],
  objectCsv: [{ name: 'c', explode: false, schema: rgb }],
  open: [
    { name: 'o', schema: open },
    { name: 'page', schema: { type: 'integer' } },
  ],
  bare: [{ name: 'o', schema: { type: 'object' } }],
  bareCsv: [{ name: 'o', explode: false, schema: { type: 'object' } }],
  empties: [{ name: 'o', schema: { type: 'object', additionalProperties: false } }],
  patterned: [{ name: 'o', schema: { type: 'object', patternProperties: { '^x-': { type: 'integer' } } } }],
  family: [
    {
      name: 'o',
      schema: {
        allOf: [
          { type: 'object', properties: { a: { type: 'integer' } } },
          { oneOf: [{ properties: { b: { type: 'integer' } }, required: ['b'] }, { required: ['d'] }] },
        ],
      },
    },
  ],
  proto: [
    {
      name: 'o',
      schema: {
        type: 'object',
        properties: JSON.parse('{"__proto__":{"type":"integer"}}'),
        required: ['__proto__'],
      },
    },
  ],
  shared: [
    { name: 'limit', schema: { type: 'integer' } },
    {
      name: 'o',
      schema: {
        type: 'object',
        properties: { limit: { maximum: 5, type: 'integer' }, a: { type: 'integer' } },
        required: ['a'],
      },
    },
  ],
  two: [
    {
      name: 'x',
      schema: {
        type: 'object',
        properties: { k: { type: 'integer' }, a: { type: 'integer' } },
        required: ['a', 'k'],
      },
    },
    {
      name: 'y',
      schema: {
        type: 'object',
        properties: { k: { type: 'boolean' }, b: { type: 'integer' } },
        required: ['b'],
      },
    },
  ],
  nested: [{ name: 'o', schema: nested }],
  deep: [{ name: 'f', style: 'deepObject', explode: true, schema: rgb }],
  deepDefault: [{ name: 'f', style: 'deepObject', schema: rgb }],
  deepRequired: [{ name: 'f', style: 'deepObject', required: true, schema: rgb }],
  deepOpen: [{ name: 'f', style: 'deepObject', schema: open }],
  deepNested: [{ name: 'f', style: 'deepObject', schema: nested }],
  deepArray: [{ name: 'f', style: 'deepObject', required: true, schema: integers }],
  brackets: [
    { name: 'page[size]', schema: { type: 'integer' } },
    { name: 'ids[]', schema: integers },
  ],
  json: [{ name: 'j', content: { 'application/json': { schema: rgb } } }],
  jsonOpen: [{ name: 'j', content: { 'application/json': {} } }],
  other: [{ name: 'j', content: { 'text/plain': { schema: { type: 'integer' } } } }],
  simple: [{ name: 'p', in: 'path', schema: integers }],
  simpleObject: [{ name: 'p', in: 'path', schema: rgb }],
  simpleExploded: [{ name: 'p', in: 'path', explode: true, schema: rgb }],
  label: [{ name: 'p', in: 'path', style: 'label', schema: { type: 'number' } }],
  labelArray: [{ name: 'p', in: 'path', style: 'label', schema: integers }],
  labelExploded: [{ name: 'p', in: 'path', style: 'label', explode: true, schema: integers }],
  labelVersions: [
    {
      name: 'p',
      in: 'path',
      style: 'label',
      explode: true,
      schema: { type: 'array', items: { type: 'string', pattern: '^\\d[.]\\d$' } },
    },
  ],
  labelObject: [{ name: 'p', in: 'path', style: 'label', schema: rgb }],
  labelObjectExploded: [{ name: 'p', in: 'path', style: 'label', explode: true, schema: rgb }],
  matrix: [{ name: 'p', in: 'path', style: 'matrix', schema: { type: 'integer' } }],
  matrixText: [{ name: 'p', in: 'path', style: 'matrix', schema: { type: 'string' } }],
  matrixArray: [{ name: 'p', in: 'path', style: 'matrix', schema: integers }],
  matrixExploded: [{ name: 'p', in: 'path', style: 'matrix', explode: true, schema: integers }],
  matrixObject: [{ name: 'p', in: 'path', style: 'matrix', schema: rgb }],
  matrixObjectExploded: [{ name: 'p', in: 'path', style: 'matrix', explode: true, schema: rgb }],
  header: [{ name: 'X-Ids', in: 'header', schema: integers }],
  headerObject: [{ name: 'X-C', in: 'header', schema: rgb }],
  headerExploded: [{ name: 'X-C', in: 'header', explode: true, schema: rgb }],
  headerJson: [{ name: 'X-C', in: 'header', content: { 'application/json': { schema: rgb } } }],
  cookieCsv: [{ name: 'ids', in: 'cookie', explode: false, schema: integers }],
  cookie: [{ name: 'ids', in: 'cookie', schema: integers }],
  cookieObject: [{ name: 'c', in: 'cookie', schema: rgb }],
  cookieOpen: [{ name: 'c', in: 'cookie', schema: open }],
};

const EXTRA_PATHS: Readonly<Record<string, string>> = {
  '/p{a}{b}': 'adjacent',
  '/q/{a}-{b}': 'dashed',
  '/r/{a}.json': 'suffixed',
  '/größe/{a}': 'umlaut',
};

function pathOf(operation: string, parameters: readonly Declared[]): string {
  return parameters.some((parameter) => parameter.in === 'path') ? `/${operation}/{p}` : `/${operation}`;
}

function operationOf(operationId: string, parameters: readonly Declared[]): object {
  return {
    get: {
      operationId,
      parameters: parameters.map((parameter) => ({
        ...parameter,
        in: parameter.in ?? 'query',
        ...(parameter.in === 'path' ? { required: true } : {}),
      })),
      responses: { 204: { description: 'gone' } },
    },
  };
}

let contract: Compiled;
beforeAll(async () => {
  const inPath = (name: string): Declared => ({ name, in: 'path', schema: { type: 'integer' } });
  contract = await compiled({
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: {
      ...Object.fromEntries(
        Object.entries(OPERATIONS).map(([id, parameters]) => [
          pathOf(id, parameters),
          operationOf(id, parameters),
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(EXTRA_PATHS).map(([path, id]) => [
          path,
          operationOf(id, path.includes('{b}') ? [inPath('a'), inPath('b')] : [inPath('a')]),
        ]),
      ),
    },
  });
});

function issuesOf(url: string, headers?: Headers): string[] {
  return issuesOfRequest(contract, { url, headers }).map((issue) => issue.replace('request-parameter-', ''));
}

type Row = readonly [url: string, ...issues: string[]];

test.each<Row>([
  ['/ids?ids=1&ids=2'],
  ['/ids?ids=1'],
  ['/ids?ids='],
  ['/ids?ids=1&ids=x', 'mismatch query ids'],
  ['/ids?ids=1,2', 'mismatch query ids'],
  ['/ids?ids[]=1', 'undocumented query ids[]'],
  ['/csv?ids=1,2'],
  ['/csv?ids=1%2C2'],
  ['/csv?ids='],
  ['/csv?ids=1,,2', 'mismatch query ids'],
  ['/csv?ids=1&ids=2', 'mismatch query ids'],
  ['/csv?ids=1;2', 'mismatch query ids'],
  ['/names?names=1,2&names=true&names='],
  ['/names?names=%zz&names=%C3'],
  ['/colours?c=blue,black'],
  ['/colours?c=dark+blue,dark%20blue'],
  ['/colours?c=blue', 'mismatch query c'],
  ['/mixed?m=01,5,true,02'],
  ['/mixed?m=01,4', 'mismatch query m'],
  [`/mixed?m=${'5,'.repeat(40)}7`],
  ['/tuple?t=1,2'],
  ['/tuple?t=a,b', 'mismatch query t'],
  ['/oneOrMany?v=1'],
  ['/oneOrMany?v=1,2'],
  ['/oneOrMany?v=1,b', 'mismatch query v'],
  ['/required', 'missing query ids'],
  ['/nullable?n='],
  ['/nullable?n=null', 'mismatch query n'],
  ['/text?q=a+b'],
  ['/text?q=a%2Bb'],
  ['/text?q=aab&q=abb', 'mismatch query q'],
  ['/big?id=9223372036854775807'],
  ['/big?id=-9223372036854775808'],
  ['/big?id=99223372036854775808', 'mismatch query id'],
  ['/bigs?ids=1,9007199254740993'],
  ['/empty?n'],
  ['/empty?n='],
  ['/empty?n=x', 'mismatch query n'],
  ['/reserved?next=/a:b+c=d?'],
  ['/reserved?next=%2Fa%3Ab%2Bc%3Dd%3F'],
])('form and plain: %s', (url, ...issues) => {
  expect(issuesOf(url)).toEqual(issues);
});

test.each<Row>([
  ['/spaces?c=blue%20black'],
  ['/spaces?c=blue+black'],
  ['/spaces?c=blue%20dark%20blue'],
  ['/spaces?c=blue%20dark%20red', 'mismatch query c'],
  ['/spaces?c=blue,black', 'mismatch query c'],
  ['/spaces?c=blue&c=black', 'mismatch query c'],
  ['/spacesExploded?c=1&c=2'],
  ['/spacesExploded?c=1%202'],
  ['/spacesObject?c=R%20100%20on%20true'],
  ['/spacesObject?c=R%20100%20on', 'mismatch query c'],
  ['/pipes?c=blue|black'],
  ['/pipes?c=blue%7Cblack'],
  ['/pipes?c=a%7Cb|blue'],
  ['/pipes?c=a%7Cb%7Cblue'],
  ['/pipes?c=blue,black', 'mismatch query c'],
  ['/pipesObject?c=R|1|name|7'],
  ['/pipesObject?c=R|x', 'mismatch query c'],
  ['/pipesExploded?R=1&G=2'],
  ['/pipesExploded?c=R|1|G|2'],
])('delimited: %s', (url, ...issues) => {
  expect(issuesOf(url)).toEqual(issues);
});

test.each<Row>([
  ['/object'],
  ['/object?R=1&G=2&name=3&on=true'],
  ['/object?R=1&B=2', 'undocumented query B'],
  ['/object?B=2&B=3', 'undocumented query B'],
  ['/object?G=2', 'mismatch query c'],
  ['/object?R=x', 'mismatch query c'],
  ['/object?R=1&R=2', 'mismatch query c'],
  ['/object?R=1&name=a+b%26c'],
  ['/object?c=R,1', 'mismatch query c'],
  ['/object?c[R]=1', 'undocumented query c[R]'],
  ['/object?toString=1', 'undocumented query toString'],
  ['/objectRequired', 'missing query c'],
  ['/objectAnyRequired'],
  ['/objectCsv?c=R,100,name,150'],
  ['/objectCsv?c=R%2C100'],
  ['/objectCsv?c=R,100,G', 'mismatch query c'],
  ['/objectCsv?c=R,100,B,1', 'mismatch query c'],
  ['/objectCsv?R=100', 'undocumented query R'],
  ['/open?anything=1&a=2&page=3&o=x'],
  ['/open?a=x', 'mismatch query o'],
  ['/open?page=x', 'mismatch query page'],
  ['/bare?anything=1&and=more'],
  ['/bareCsv?o=a,1,b,x'],
  ['/bareCsv?anything=1', 'undocumented query anything'],
  ['/empties?anything=1', 'undocumented query anything'],
  ['/patterned?x-a=1'],
  ['/patterned?x-a=b', 'mismatch query o'],
  ['/patterned?y=1', 'undocumented query y'],
  ['/family?a=1&b=2'],
  ['/family?a=1&d=x'],
  ['/family?a=1&e=2&b=1', 'undocumented query e'],
  ['/proto?__proto__=1'],
  ['/proto?__proto__=x', 'mismatch query o'],
  ['/shared?limit=7'],
  ['/shared?limit=7&a=1'],
  ['/shared?limit=x&a=1', 'mismatch query limit'],
  ['/shared?limit=7&a=x', 'mismatch query o'],
  ['/two?a=1&k=1'],
  ['/two?b=1&k=true'],
  ['/two?a=1&b=1&k=1'],
  ['/two?a=1&b=1', 'mismatch query x'],
  ['/nested?tags=a&tags=b&size=1'],
  ['/nested?tags[]=a&tags[1]=b&range[from]=x'],
  ['/nested?tags=a,b&size=x', 'mismatch query o'],
  ['/nested?size[x]=1', 'undocumented query size[x]'],
])('objects by the names of their properties: %s', (url, ...issues) => {
  expect(issuesOf(url)).toEqual(issues);
});

test.each<Row>([
  ['/deep?f[R]=100&f[G]=200'],
  ['/deep?f%5BR%5D=100'],
  ['/deepDefault?f[R]=100&f[on]=false'],
  ['/deep?f[R]=x', 'mismatch query f'],
  ['/deep?f[G]=1', 'mismatch query f'],
  ['/deep?f[R]=1&f[B]=1&f[B][x]=2', 'undocumented query f[B]'],
  ['/deep?f[B]=1', 'undocumented query f[B]'],
  ['/deep?f[R][x]=1', 'mismatch query f'],
  ['/deep?f[R=1', 'undocumented query f[R'],
  ['/deep?f[]=1', 'undocumented query f[]'],
  ['/deep?R=1', 'undocumented query R'],
  ['/deep?g[R]=1', 'undocumented query g[R]'],
  ['/deep?f=R,1', 'mismatch query f'],
  ['/deepRequired', 'missing query f'],
  ['/deepOpen?f[a]=1&f[any]=thing'],
  ['/deepOpen?f[a]=1&any=thing', 'undocumented query any'],
  ['/deepNested?f[tags][]=a&f[tags][]=b&f[range][from]=x&f[size]=1'],
  ['/deepNested?f[range][from]=1&f[size]=x', 'mismatch query f'],
  ['/deepArray?f[0]=1&f[]=2'],
  ['/deepArray', 'missing query f'],
  ['/brackets?page[size]=1&ids[]=1&ids%5B%5D=2'],
  ['/brackets?page[number]=1', 'undocumented query page[number]'],
  ['/json?j={"R":1}'],
  ['/json?j=%7B%22R%22:1,%22name%22:%22a+b%22%7D'],
  ['/json?j={"R":"1"}', 'mismatch query j'],
  ['/json?j={', 'mismatch query j'],
  ['/json?j={"R":1}&j={"R":1}', 'mismatch query j'],
  ['/json?R=1', 'undocumented query R'],
  ['/jsonOpen?j={'],
  ['/other?j=7'],
  ['/other?j=x', 'mismatch query j'],
])('deep objects and content: %s', (url, ...issues) => {
  expect(issuesOf(url)).toEqual(issues);
});

test.each<Row>([
  ['/simple/1,2'],
  ['/simple/1%2C2'],
  ['/simple/1'],
  ['/simple/1,b', 'mismatch path p'],
  ['/simpleObject/R,100,on,true'],
  ['/simpleObject/R=100', 'mismatch path p'],
  ['/simpleExploded/R=100,name=a%3Db'],
  ['/simpleExploded/R=100,name=a=b'],
  ['/simpleExploded/R%3D100%2Cname%3Da'],
  ['/simpleExploded/R,100', 'mismatch path p'],
  ['/label/.5.25'],
  ['/label/5', 'mismatch path p'],
  ['/labelArray/.1,2'],
  ['/labelArray/.1.2'],
  ['/labelArray/1,2', 'mismatch path p'],
  ['/labelExploded/.1.2'],
  ['/labelExploded/.1,2', 'mismatch path p'],
  ['/labelVersions/.1.2.3.4'],
  ['/labelVersions/.1.2.3', 'mismatch path p'],
  ['/labelObjectExploded/.R=100.name=a.b'],
  ['/labelObject/.R,100,G,200'],
  ['/labelObject/.R.100.G.200'],
  ['/labelObjectExploded/.R=100.G=200'],
  ['/labelObjectExploded/.R=100.B=200', 'mismatch path p'],
  ['/matrix/;p=5'],
  ['/matrix/%3Bp=5', 'mismatch path p'],
  ['/matrix/5', 'mismatch path p'],
  ['/matrix/;q=5', 'mismatch path p'],
  ['/matrix/;p=5;q=6', 'mismatch path p'],
  ['/matrixText/;p'],
  ['/matrixArray/;p=1,2'],
  ['/matrixArray/;p=1;p=2', 'mismatch path p'],
  ['/matrixExploded/;p=1;p=2'],
  ['/matrixExploded/;p=1,2', 'mismatch path p'],
  ['/matrixObject/;p=R,100'],
  ['/matrixObjectExploded/;R=100;G=200'],
  ['/matrixObjectExploded/;R=100;B=200', 'mismatch path p'],
  ['/matrixObjectExploded/;p=R,100', 'mismatch path p'],
  ['/p12'],
  ['/pxyz'],
  ['/q/1-2'],
  ['/q/x-2', 'mismatch path a'],
  ['/q/1-2-3'],
  ['/r/x.json', 'mismatch path a'],
  ['/%72/5%2Ejson'],
  ['/%72/x%2Ejson', 'mismatch path a'],
  ['/gr%C3%B6%C3%9Fe/5'],
  ['/gr%C3%B6%C3%9Fe/x', 'mismatch path a'],
])('paths: %s', (url, ...issues) => {
  expect(issuesOf(url)).toEqual(issues);
});

test.each<[operation: string, headers: Headers, ...issues: string[]]>([
  ['header', { 'x-ids': '1, 2' }],
  ['header', { 'x-ids': ['1', '2'] }],
  [
    'header',
    [
      { name: 'X-Ids', value: '1' },
      { name: 'x-ids', value: 'b' },
    ],
    'mismatch header X-Ids',
  ],
  ['headerObject', { 'X-C': 'R,1, name,2' }],
  ['headerObject', { 'X-C': 'R=1' }, 'mismatch header X-C'],
  ['headerExploded', { 'X-C': 'R=1,name=2' }],
  ['headerExploded', { 'X-C': 'R,1' }, 'mismatch header X-C'],
  ['headerExploded', { 'X-C': 'R=1,name=a%2Cb' }],
  ['headerJson', { 'X-C': '{"R":1, "name":"a,b"}' }],
  ['headerJson', { 'X-C': 'R,1' }, 'mismatch header X-C'],
  ['cookieCsv', { Cookie: 'a=b; ids=1,2' }],
  ['cookieCsv', { Cookie: 'ids="1,2"' }],
  ['cookieCsv', { Cookie: 'ids=1%2C2' }],
  ['cookieCsv', { Cookie: 'ids=a' }, 'mismatch cookie ids'],
  ['cookie', { Cookie: 'ids=1&ids=2; x=y' }],
  ['cookie', { Cookie: 'ids=1; ids=2' }],
  ['cookie', { Cookie: 'ids=1,2' }],
  ['cookie', { Cookie: 'ids=1&ids=b' }, 'mismatch cookie ids'],
  ['cookieObject', { Cookie: 'R=1; G=2; other=3' }],
  ['cookieObject', { Cookie: 'R=1&G=2; other=3' }],
  ['cookieObject', { Cookie: 'R=x; other=3' }, 'mismatch cookie c'],
  ['cookieOpen', { Cookie: 'a=1; session=anything' }],
])('fields: %s %j', (operation, headers, ...issues) => {
  expect(issuesOf(`/${operation}`, headers)).toEqual(issues);
});
