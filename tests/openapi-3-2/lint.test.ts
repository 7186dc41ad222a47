// What OpenAPI 3.2 forbids, told with its place; and a contract with everything that it has, which has no mistake.
import { expect, test } from 'vitest';
import { type Files, load, refusals } from '../openapi-reading/support.ts';
import { shop } from './support.ts';

const HEAD = 'openapi: 3.2.0\ninfo: { title: Lint, version: "1" }\n';
const OK = 'responses: { "200": { description: ok } }';
const STRING = '{ "text/plain": { schema: { type: string } } }';

function pathItem(text: string): string {
  return `${HEAD}paths:\n  /:\n    ${text.replaceAll('\n', '\n    ')}\n`;
}

function components(text: string): string {
  return `${HEAD}paths: {}\ncomponents:\n  ${text.replaceAll('\n', '\n  ')}\n`;
}

test('the contract with every feature has no mistake', async () => {
  expect((await shop()).defects).toEqual([]);
});

test.for<readonly [what: string, text: string, ...told: string[]]>([
  [
    'a method with a field of its own',
    pathItem(`additionalOperations:\n  GET: { operationId: a, ${OK} }`),
    '6:7: additionalOperations holds GET, which has a field of its own | move it to get',
  ],
  [
    'a usual method in lower case',
    pathItem(`additionalOperations:\n  query: { operationId: a, ${OK} }`),
    '6:7: additionalOperations holds "query", which is not QUERY: methods are case-sensitive | move it to query',
  ],
  [
    'a name that no method has',
    pathItem(`additionalOperations:\n  "GET IT": { operationId: a, ${OK} }`),
    '6:7: "GET IT" is no HTTP method | use letters, digits and hyphens only',
  ],
  [
    'two querystring parameters',
    pathItem(
      `parameters:\n  - { name: a, in: querystring, content: ${STRING} }\nget: { operationId: a, parameters: [{ name: b, in: querystring, content: ${STRING} }], ${OK} }`,
    ),
    '6:9: querystring parameter "a" stands beside a querystring parameter, which takes the whole query at a.yaml:7:41 | declare all of the query in one of them',
  ],
  [
    'a querystring parameter of an operation in place of that of its path',
    pathItem(
      `parameters:\n  - { name: a, in: querystring, content: ${STRING} }\nget: { operationId: a, parameters: [{ name: a, in: querystring, content: ${STRING} }], ${OK} }`,
    ),
  ],
  [
    'a query parameter beside a querystring parameter',
    pathItem(
      `get:\n  operationId: a\n  parameters:\n    - { name: a, in: querystring, content: ${STRING} }\n    - { name: b, in: query, schema: { type: string } }\n  ${OK}`,
    ),
    '9:11: query parameter "b" stands beside a querystring parameter, which takes the whole query at a.yaml:8:11 | declare all of the query in one of them',
  ],
  [
    'examples of a parameter and a header beside their content',
    components(
      `parameters:\n  A: { name: a, in: querystring, content: ${STRING}, examples: { one: { dataValue: b } } }\nheaders:\n  B: { content: ${STRING}, example: b }`,
    ),
  ],
  [
    'a querystring parameter without content',
    components('parameters:\n  A: { name: a, in: querystring, schema: { type: string } }'),
    '6:36: "schema" does not go with a querystring parameter | describe the value by content',
  ],
  [
    'reserved characters where nothing is encoded',
    components(
      'parameters:\n  A: { name: a, in: cookie, style: cookie, allowReserved: true, schema: { type: string } }',
    ),
    '6:46: allowReserved has no effect where nothing is percent-encoded: in headers, and in cookies of style cookie | remove it',
  ],
  [
    'a style of another place',
    components('parameters:\n  A: { name: a, in: query, style: cookie, schema: { type: string } }'),
    '6:37: style "cookie" does not go with a query parameter; known: form, spaceDelimited, pipeDelimited, deepObject',
  ],
  [
    'a name that no header has',
    components('parameters:\n  A: { name: "a b", in: header, schema: { type: string } }'),
    '6:16: "a b" is no name of a header',
  ],
  [
    'a value in two ways',
    components('examples:\n  A: { value: 1, dataValue: 1 }'),
    '6:20: "value" and "dataValue" exclude each other | keep one of them',
  ],
  [
    'a serialized value in two ways',
    components('examples:\n  A: { serializedValue: a, externalValue: a.txt }'),
    '6:30: "serializedValue" and "externalValue" exclude each other | keep one of them',
  ],
  [
    'encoding by name and by position',
    components('mediaTypes:\n  A: { encoding: {}, prefixEncoding: [] }'),
    '6:24: "encoding" and "prefixEncoding" exclude each other | keep one of them',
  ],
  [
    'a node of XML in two ways',
    components('schemas:\n  A: { type: string, xml: { nodeType: attribute, attribute: true } }'),
    '6:52: "nodeType" and "attribute" exclude each other | keep one of them',
  ],
  [
    'a tag that is its own ancestor',
    `${HEAD}paths: {}\ntags:\n  - { name: a, parent: b }\n  - { name: b, parent: a }\n`,
    '5:24: the tag "a" is its own ancestor | remove a parent',
    '6:24: the tag "b" is its own ancestor | remove a parent',
  ],
  [
    'a parent that is not declared',
    `${HEAD}paths: {}\ntags:\n  - { name: news, parent: nwes }\n`,
    '5:27: the parent "nwes" of tag "news" is not declared; known: news | did you mean news?',
  ],
  [
    'two tags of one name',
    `${HEAD}paths: {}\ntags:\n  - { name: a }\n  - { name: a }\n`,
    '6:13: the tag "a" is already declared at a.yaml:5:13 | remove one of them',
  ],
  [
    'a default of a discriminator that leads nowhere',
    components('schemas:\n  A: { type: object, discriminator: { propertyName: a, defaultMapping: Aa } }'),
    '6:74: defaultMapping leads to "Aa", which is no schema; known: A | did you mean A?',
  ],
  [
    'a device flow without its address',
    components(
      'securitySchemes:\n  A:\n    type: oauth2\n    flows:\n      deviceAuthorization: { tokenUrl: "https://a", scopes: {} }',
    ),
    '9:9: "deviceAuthorizationUrl" is missing in a flow | add deviceAuthorizationUrl',
  ],
  [
    'a URI of its own with a fragment',
    'openapi: 3.2.0\n$self: https://example.com/a#b\ninfo: { title: Lint, version: "1" }\npaths: {}\n',
    '2:8: $self "https://example.com/a#b" is no URI without a fragment | correct it',
  ],
  [
    'media types that refer to each other',
    components(
      'mediaTypes:\n  A: { $ref: "#/components/mediaTypes/B" }\n  B: { $ref: "#/components/mediaTypes/A" }',
    ),
    '6:16: $ref leads to itself or to no object | write the object out once',
    '7:16: $ref leads to itself or to no object | write the object out once',
  ],
  [
    'a media type that is a response',
    `${pathItem(`get: { operationId: a, responses: { "200": { content: { "text/plain": { $ref: "#/components/responses/A" } } } } }`)}components: { responses: { A: {} } }\n`,
    '5:83: a media type is wanted here, and $ref leads into components/responses | refer to components/mediaTypes',
  ],
  [
    'a security scheme that leads nowhere',
    `${HEAD}paths: {}\nsecurity: [{ "#/components/securitySchemes/A": [] }]\n`,
    '4:14: $ref "#/components/securitySchemes/A" leads nowhere',
    '4:14: unknown security scheme "#/components/securitySchemes/A"; none is declared | declare it under components/securitySchemes',
  ],
])('%s', async ([, text, ...told]) => {
  expect(await refusals({ 'a.yaml': text })).toEqual(told.map((line) => `a.yaml:${line}`));
});

const PARAMETER =
  'parameters:\n  A:\n    name: a\n    in: IN\n    STYLE\n    schema: { type: [array, object, string, integer, boolean], items: {} }\n    examples: { one: { dataValue: DATA, serializedValue: "TEXT" } }';

test.for<readonly [where: string, style: string, value: string, text: string, isRight: boolean]>([
  ['query', 'explode: true', '[one thing, b]', 'a=one%20thing&a=b', true],
  ['query', 'explode: true', '[one thing, b]', 'a=b&a=one+thing', true],
  ['query', 'explode: true', '[one thing, b]', 'a=one%20thing&a=c', false],
  ['query', 'explode: false', '[x, 2]', 'a=x,2', true],
  ['query', 'explode: false', '[x, 2]', 'x,2', false],
  ['query', 'explode: true', '{ b: 1, c: x }', 'c=x&b=1', true],
  ['query', 'explode: false', '{ b: 1, c: x }', 'a=b,1,c,x', true],
  ['query', 'style: deepObject', '{ b: 1 }', 'a[b]=1', true],
  ['query', 'style: deepObject', '{ b: 1 }', 'a%5Bb%5D=1', true],
  ['query', 'style: deepObject', '{ b: 1 }', 'b=1', false],
  ['query', 'style: pipeDelimited', '[x, y]', 'a=x%7Cy', true],
  ['query', 'style: spaceDelimited', '[x, y]', 'a=x%20y', true],
  ['query', 'explode: true', 'true', 'a=1', true],
  ['path', 'required: true', 'ab', 'ab', true],
  ['path', 'required: true', 'a b', 'a=a%20b', false],
  ['path', '{ required: true, style: label }', '[x, y]', '.x,y', true],
  ['path', '{ required: true, style: matrix, explode: true }', '[x, y]', ';a=x;a=y', true],
  ['path', '{ required: true, style: matrix, explode: true }', '[x, y]', ';a=x,y', false],
  ['header', 'explode: true', '{ b: 1, c: x }', 'b=1,c=x', true],
  ['header', 'explode: false', '[12345678, 90099]', '12345678,90099', true],
  [
    'cookie',
    'style: cookie',
    '{ greeting: Hello%2C world!, code: 42 }',
    'greeting=Hello%2C world!; code=42',
    true,
  ],
  ['cookie', 'style: cookie', '{ code: 42 }', 'code=43', false],
])('serializedValue of a %s parameter, %s: %s as %s', async ([where, style, value, text, isRight]) => {
  const fields = style.replace(/^\{ (.*) \}$/, '$1').replaceAll(', ', '\n    ');
  const contract = components(
    PARAMETER.replace('IN', where).replace('STYLE', fields).replace('DATA', value).replace('TEXT', text),
  );
  const { defects } = await load({ 'a.yaml': contract });
  expect(defects.filter(({ kind }) => kind !== 'paths-missing').map(({ message }) => message)).toEqual(
    isRight ? [] : ['serializedValue is not dataValue in the style of its parameter'],
  );
});

test.for<readonly [what: string, mediaType: string, schema: string, example: string, ...told: string[]]>([
  ['JSON', 'application/json', 'schema: { type: integer }', "dataValue: 1, serializedValue: '1.0'"],
  [
    'another value',
    'application/json',
    'schema: { type: integer }',
    "dataValue: 1, serializedValue: '2'",
    'serializedValue stands for another value than dataValue',
  ],
  [
    'no JSON',
    'application/json',
    'schema: { type: integer }',
    'dataValue: 1, serializedValue: one',
    'serializedValue is not JSON',
  ],
  [
    'a serialized value of another type',
    'application/json',
    'schema: { type: integer }',
    'serializedValue: \'"a"\'',
    'example breaks its schema: expected integer, found string',
  ],
  [
    'data of another type, whatever the media type',
    'text/csv',
    'schema: { type: array }',
    'dataValue: a',
    'example breaks its schema: expected array, found string',
  ],
  [
    'an item of a sequence',
    'application/jsonl',
    'itemSchema: { type: integer }',
    'serializedValue: "1\\n\\"a\\"\\n"',
    'example breaks its schema: expected integer, found string',
  ],
  [
    'lines of any name',
    'application/stream+json',
    'itemSchema: { type: integer }',
    'serializedValue: "1\\n2\\n"',
  ],
  ['a sequence as it is written', 'application/jsonl', 'schema: { type: array }', 'value: "1\\n2\\n"'],
])('examples: %s', async ([, mediaType, schema, example, ...told]) => {
  const text = pathItem(
    `get: { operationId: a, responses: { "200": { content: { "${mediaType}": { ${schema}, examples: { one: { ${example} } } } } } } }`,
  );
  const { defects } = await load({ 'a.yaml': text });
  expect(defects.map(({ message }) => message)).toEqual(told);
});

const FILES: Files = {
  'openapi.yaml': `openapi: 3.2.0
$self: https://example.com/api/openapi
info: { title: Self, version: "1" }
security: [{ "shared/foo#/components/securitySchemes/Key": [] }]
paths:
  /foo:
    get:
      operationId: getFoo
      responses:
        "200": { content: { application/json: { $ref: "shared/foo#/components/mediaTypes/Foo" } } }
`,
  'parts/other-name.yaml': `openapi: 3.2.0
$self: https://example.com/api/shared/foo
info: { title: Shared, version: "1" }
components:
  securitySchemes:
    Key: { type: apiKey, in: header, name: X-Key }
  mediaTypes:
    Foo: { schema: { $ref: ../schemas/foo } }
  schemas:
    Foo:
      $id: https://example.com/api/schemas/foo
      type: object
      properties: { bar: { $ref: bar } }
    Bar: { $id: https://example.com/api/schemas/bar, type: string }
`,
};

test('what stands beside the $ref of a path item refers to other files as what stands elsewhere', async () => {
  const { document, defects } = await load({
    'a.yaml': `${HEAD}paths:\n  /:\n    $ref: item.yaml\n    parameters: [{ $ref: p.yaml }, { $ref: none.yaml }]\n`,
    'item.yaml': `query: { operationId: a, ${OK} }`,
    'p.yaml': '{ name: p, in: header, schema: { type: string } }',
  });
  expect(document.paths?.['/']?.parameters?.[0]).toEqual({ $ref: '#/components/parameters/p' });
  expect(defects.map(({ kind, message }) => `${kind}: ${message}`)).toContain(
    'reference: $ref "none.yaml": no such file',
  );
});

test('documents refer to each other by the URIs that they give themselves (Appendix F)', async () => {
  const { document, files, positionOf } = await load(FILES, { lint: 'strict' });
  expect(files.map((file) => file.split('/').slice(-2).join('/')).at(-1)).toBe('parts/other-name.yaml');
  expect(document.security).toEqual([{ Key: [] }]);
  expect(document.components?.schemas).toEqual({
    Foo: { type: 'object', properties: { bar: { $ref: '#/components/schemas/Bar' } } },
    Bar: { type: 'string' },
  });
  expect(positionOf('/security/0/Key')?.slice(0, 2)).toEqual([4, 14]);
});
