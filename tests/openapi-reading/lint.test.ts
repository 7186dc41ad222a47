import { expect, test } from 'vitest';
import { type LoadOptions, loadContract } from '../../src/contract/load.ts';
import { generate } from '../../src/generate/generate.ts';
import { typesSource } from '../../src/generate/types.ts';
import { inFolder, refusals } from './support.ts';

// The line and column of each mistake are counted in this text.
const sound = `openapi: 3.1.1
info:
  title: Things
  version: "1"
paths:
  /things/{id}:
    get:
      operationId: showThing
      parameters:
        - name: id
          in: path
          required: true
          schema: { type: string }
      security:
        - token: []
      responses:
        "200":
          description: the thing
          headers:
            X-Count: { schema: { type: integer } }
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Thing" }
              examples:
                one: { value: { name: a, size: 1 } }
        default: { $ref: "#/components/responses/Failure" }
  /things:
    get:
      operationId: listThings
      responses:
        "204": { description: nothing }
components:
  securitySchemes:
    token: { type: apiKey, in: header, name: X-Auth-Token }
  responses:
    Failure: { description: failed }
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: { type: string, pattern: "^a" }
        size: { type: integer, minimum: 0, maximum: 9 }
        kind: { type: string, enum: [big, small] }
        at: { type: string, format: date-time }
        tag: { type: [string, "null"] }
    Other: { type: object }
`;

test('the sound document is accepted', async () => {
  expect(await refusals({ 'a.yaml': sound })).toEqual([]);
});

type Row = readonly [mistake: string, from: string, to: string, ...refusals: string[]];

const rows: readonly Row[] = [
  [
    'a misspelt type',
    '{ type: integer, minimum',
    '{ type: intger, minimum',
    'a.yaml:43:23: unknown type "intger"; known: string, number, integer, boolean, object, array, null | did you mean integer?',
  ],
  [
    'arrray',
    'tag: { type: [string, "null"] }',
    'tag: { type: arrray }',
    'a.yaml:46:22: unknown type "arrray"; known: string, number, integer, boolean, object, array, null | did you mean array?',
  ],
  [
    'an unquoted null in a type list',
    '[string, "null"]',
    '[string, null]',
    'a.yaml:46:31: null in type is no string | put it in quotes: "null"',
  ],
  ['a type twice', '[string, "null"]', '[string, string]', 'a.yaml:46:31: type lists "string" twice'],
  [
    'no type at all',
    '[string, "null"]',
    '[]',
    'a.yaml:46:16: type is an empty list | name a type, or remove it',
  ],
  [
    'a misspelt keyword',
    'enum: [big',
    'enmu: [big',
    'a.yaml:44:31: unknown keyword "enmu" in a schema | did you mean enum?',
  ],
  [
    'a keyword of an older draft',
    'Other: { type: object }',
    'Other: { definitions: {} }',
    'a.yaml:47:14: unknown keyword "definitions" in a schema | did you mean $defs?',
  ],
  [
    'a keyword of nobody',
    'Other: { type: object }',
    'Other: { wobble: 1 }',
    'a.yaml:47:14: unknown keyword "wobble" in a schema | names of your own start with x-',
  ],
  [
    'an empty enum',
    'enum: [big, small]',
    'enum: []',
    'a.yaml:44:31: enum is empty: no value is right | list the values, or remove it',
  ],
  [
    'an enum value twice',
    '[big, small]',
    '[big, big]',
    'a.yaml:44:43: enum lists "big" twice | remove one of them',
  ],
  [
    'an unquoted number in a list of strings',
    '[big, small]',
    '[big, 01]',
    'a.yaml:44:43: 1 is a number, and the schema is of type string | put it in quotes: "1"',
  ],
  [
    'a quoted number in a list of integers',
    'minimum: 0, maximum: 9',
    'enum: ["1", 2]',
    'a.yaml:43:39: "1" is a string, and the schema is of type integer | remove the quotes',
  ],
  [
    'a const of another type',
    'minimum: 0, maximum: 9',
    'const: 1.5',
    'a.yaml:43:39: 1.5 is a number, and the schema is of type integer',
  ],
  [
    'nullable',
    'tag: { type: [string, "null"] }',
    'tag: { type: string, nullable: true }',
    'a.yaml:46:30: "nullable" is of OpenAPI 3.0, and this document is 3.1 | write type: [string, "null"]',
  ],
  [
    'nullable without a type',
    'tag: { type: [string, "null"] }',
    'tag: { nullable: true }',
    'a.yaml:46:16: "nullable" is of OpenAPI 3.0, and this document is 3.1 | add a branch {type: "null"}',
  ],
  [
    'a boolean exclusiveMinimum',
    'maximum: 9',
    'exclusiveMinimum: true',
    'a.yaml:43:62: "exclusiveMinimum" is a boolean, not a number | a flag of OpenAPI 3.0: give the bound itself, exclusiveMinimum: 10, and remove minimum',
  ],
  [
    'bounds that cross',
    'maximum: 9',
    'maximum: -1',
    'a.yaml:43:41: minimum 0 and maximum -1 leave no value | correct one of them',
  ],
  [
    'bounds that touch where one is exclusive',
    'maximum: 9',
    'exclusiveMaximum: 0',
    'a.yaml:43:41: minimum 0 and exclusiveMaximum 0 leave no value | correct one of them',
  ],
  [
    'a negative length',
    'pattern: "^a"',
    'minLength: -1',
    'a.yaml:42:42: "minLength" is -1, not a whole number from 0',
  ],
  [
    'a bound in quotes',
    'maximum: 9',
    'maximum: "9"',
    'a.yaml:43:53: "maximum" is a string, not a number | remove the quotes',
  ],
  [
    'a multipleOf of zero',
    'maximum: 9',
    'multipleOf: 0',
    'a.yaml:43:56: multipleOf is 0, not above 0 | correct or remove it',
  ],
  [
    'both readOnly and writeOnly',
    'maximum: 9',
    'readOnly: true, writeOnly: true',
    'a.yaml:43:60: readOnly and writeOnly are both true | keep one of them',
  ],
  [
    'a pattern that does not compile',
    '"^a"',
    '"("',
    'a.yaml:42:40: pattern "(" does not compile: unterminated group | write it as JavaScript does: \\p{L} and (?<name>…), but no \\A, \\Z, (?i) or possessive quantifier',
  ],
  [
    'a pattern that compiles without u only',
    '"^a"',
    '"[\\\\w-\\\\.]"',
    'a.yaml:42:40: pattern "[\\\\w-\\\\.]" does not compile: invalid character class | remove backslashes before characters that need none, such as \\- or \\_',
  ],
  [
    'a pattern that may take exponential time',
    '"^a"',
    '"^(a+)+$"',
    'a.yaml:42:40: pattern "^(a+)+$" may take more than quadratic time | write it without a repetition inside or beside another one that takes the same characters, and without a backreference',
  ],
  [
    'a pattern property that does not compile',
    'Other: { type: object }',
    'Other: { patternProperties: { "[": {} } }',
    'a.yaml:47:35: pattern "[" does not compile: unterminated character class | write it as JavaScript does: \\p{L} and (?<name>…), but no \\A, \\Z, (?i) or possessive quantifier',
  ],
  [
    'an unknown format',
    'date-time',
    'datetime',
    'a.yaml:45:37: unknown format "datetime": nothing would be checked by it | did you mean date-time? or say what it means under formats in the config',
  ],
  [
    'a format of one vendor',
    'date-time',
    'repo.nwo',
    'a.yaml:45:37: unknown format "repo.nwo": nothing would be checked by it | say what it means under formats in the config, or state a pattern',
  ],
  [
    'a required name twice',
    '[name]',
    '[name, name]',
    'a.yaml:40:24: "name" is listed twice | remove one of them',
  ],
  [
    'required: true on a property',
    'maximum: 9',
    'required: true',
    'a.yaml:43:54: "required" is a boolean, not a list',
  ],
  [
    'properties as a list',
    'Other: { type: object }',
    'Other: { properties: [] }',
    'a.yaml:47:14: "properties" is a list, not an object',
  ],
  [
    'a schema that is text',
    'Other: { type: object }',
    'Other: { items: string }',
    'a.yaml:47:21: "items" is a string, not a schema',
  ],
  [
    'a reference to nowhere',
    'schemas/Thing"',
    'schemas/Thign"',
    'a.yaml:23:31: $ref "#/components/schemas/Thign" leads nowhere | did you mean /components/schemas/Thing?',
  ],
  [
    'a reference to another kind',
    '"#/components/responses/Failure"',
    '"#/components/schemas/Thing"',
    'a.yaml:26:26: a response is wanted here, and $ref leads into components/schemas | refer to components/responses; known: Failure',
  ],
  [
    'a reference to itself',
    'Other: { type: object }',
    'Other: { $ref: "#/components/schemas/Other" }',
    'a.yaml:47:20: this schema applies itself to the same value without end | remove the circle',
  ],
  [
    'a circle of allOf',
    'Other: { type: object }',
    'Other: { allOf: [{ anyOf: [{ $ref: "#/components/schemas/Other" }] }] }',
    'a.yaml:47:40: this schema applies itself to the same value without end | remove the circle',
  ],
  [
    'a reference by anchor',
    'schemas/Thing"',
    'schemas/Thing#x"',
    'a.yaml:23:31: $ref "#/components/schemas/Thing#x" leads nowhere | did you mean /components/schemas/Thing?',
  ],
  [
    'a field beside a reference that is no schema',
    '{ $ref: "#/components/responses/Failure" }',
    '{ $ref: "#/components/responses/Failure", content: {} }',
    'a.yaml:26:60: "content" beside $ref is ignored in a response | remove it, or write the object out',
  ],
  [
    '$vocabulary',
    'Other: { type: object }',
    'Other: { $vocabulary: {} }',
    'a.yaml:47:14: $vocabulary is not supported | remove it',
  ],
  [
    'another dialect',
    'info:',
    'jsonSchemaDialect: http://json-schema.org/draft-07/schema#\ninfo:',
    'a.yaml:2:20: the JSON Schema dialect "http://json-schema.org/draft-07/schema#" is not supported | remove it: OpenAPI 3.1 means draft 2020-12',
  ],
  [
    'an operationId twice',
    'operationId: listThings',
    'operationId: showThing',
    'a.yaml:29:20: operationId "showThing" is already used at a.yaml:8:20 | rename one of them; generated types are keyed by it',
  ],
  [
    'no operationId',
    '      operationId: listThings\n',
    '',
    'a.yaml:28:5: GET /things has no operationId | add one; generated types are keyed by it',
  ],
  [
    'a path parameter that the template lacks',
    '/things/{id}:',
    '/things/{ident}:',
    'a.yaml:7:5: {ident} of path "/things/{ident}" has no path parameter in GET | declare it: { name: ident, in: path, required: true, schema: { type: string } }',
    'a.yaml:10:11: path parameter "id" is not in the path "/things/{ident}"; it has ident | remove it, or write it into the path',
  ],
  [
    'two templates for the same requests',
    '  /things:\n',
    '  /things/{other}:\n',
    'a.yaml:27:3: path "/things/{other}" matches the same requests as "/things/{id}" at a.yaml:6:3 | declare the operations of both under one of them',
    'a.yaml:28:5: {other} of path "/things/{other}" has no path parameter in GET | declare it: { name: other, in: path, required: true, schema: { type: string } }',
  ],
  [
    'a path without its slash',
    '  /things:\n',
    '  things:\n',
    'a.yaml:27:3: path "things" does not start with a slash | write /things',
  ],
  [
    'a brace left open',
    '  /things:\n',
    '  /things/{x:\n',
    'a.yaml:27:3: path "/things/{x" has a brace without its counterpart, or an empty name',
  ],
  [
    'a query in a path',
    '  /things:\n',
    '  /things?x=1:\n',
    'a.yaml:27:3: path "/things?x=1" holds a query or a fragment; query parameters are declared under parameters',
  ],
  [
    'a path parameter that is not required',
    'required: true\n          schema',
    'schema',
    'a.yaml:10:11: path parameter "id" is not required | add required: true',
  ],
  [
    'a parameter in the body',
    'in: path\n',
    'in: body\n',
    'a.yaml:7:5: {id} of path "/things/{id}" has no path parameter in GET | declare it: { name: id, in: path, required: true, schema: { type: string } }',
    'a.yaml:11:15: a parameter in "body"; known: path, query, header, cookie',
  ],
  [
    'a parameter without a schema',
    '          required: true\n          schema: { type: string }',
    '          required: true',
    'a.yaml:10:11: parameter "id" has neither schema nor content | add a schema',
  ],
  [
    'a header without a schema',
    '{ schema: { type: integer } }',
    '{ description: x }',
    'a.yaml:20:13: this header has neither schema nor content | add a schema',
  ],
  [
    'an unknown security scheme',
    '- token: []',
    '- tokne: []',
    'a.yaml:15:11: unknown security scheme "tokne"; known: token | did you mean token?',
  ],
  [
    'a security scheme of no known type',
    'type: apiKey',
    'type: apikey',
    'a.yaml:34:20: unknown type "apikey" of security scheme; known: apiKey, http, mutualTLS, oauth2, openIdConnect | did you mean apiKey?',
  ],
  [
    'an apiKey without a name',
    ', name: X-Auth-Token',
    '',
    'a.yaml:34:5: "name" is missing in this security scheme of type apiKey | add name',
  ],
  [
    'an apiKey in the body',
    'in: header, name',
    'in: body, name',
    'a.yaml:34:32: a key in "body"; known: query, header, cookie',
  ],
  [
    'a status with a letter',
    '"204"',
    '20O',
    'a.yaml:31:9: "20O" is no response status | use a status such as 200, a range such as 4XX, or default',
  ],
  ['a range in lower case', '"204"', '2xx', 'a.yaml:31:9: "2xx" is no response status | did you mean 2XX?'],
  [
    'a status out of range',
    '"204"',
    '600',
    'a.yaml:31:9: "600" is no response status | use a status such as 200, a range such as 4XX, or default',
  ],
  [
    'a misspelt field of an operation',
    '      responses:\n        "204"',
    '      response:\n        "204"',
    'a.yaml:30:7: unknown field "response" in an operation | did you mean responses?',
  ],
  [
    'a misspelt method',
    '  /things:\n    get:',
    '  /things:\n    gte:',
    'a.yaml:28:5: unknown field "gte" in a path item | did you mean get?',
  ],
  [
    'no description of a response',
    '{ description: nothing }',
    '{}',
    'a.yaml:31:9: "description" is missing in a response | add description',
  ],
  [
    'a version that is a number',
    'version: "1"',
    'version: 1.0',
    'a.yaml:4:12: "version" is a number, not a string | put it in quotes: "1"',
  ],
  ['no info title', '  title: Things\n', '', 'a.yaml:2:1: "title" is missing in info | add title'],
  [
    'an example that breaks its schema',
    'size: 1 }',
    'size: 10 }',
    'a.yaml:25:48: example breaks its schema: expected at most 9, found 10 | correct the example or the schema',
  ],
  [
    'an example that lacks a property',
    '{ name: a, size: 1 }',
    '{ size: 1 }',
    'a.yaml:25:24: example breaks its schema: "name" is missing | correct the example or the schema',
  ],
  [
    'a default that breaks its schema',
    'maximum: 9',
    'maximum: 9, default: 12',
    'a.yaml:43:65: default breaks its schema: expected at most 9, found 12 | correct the example or the schema',
  ],
  [
    'an example of a schema',
    'enum: [big, small]',
    'enum: [big, small], examples: [huge]',
    'a.yaml:44:62: example breaks its schema: expected "big" or "small", found another string | correct the example or the schema',
  ],
  [
    'a mapping to no schema',
    'Other: { type: object }',
    'Other: { oneOf: [{ $ref: "#/components/schemas/Thing" }], discriminator: { propertyName: name, mapping: { t: Thign } } }',
    'a.yaml:47:114: the mapping of "t" leads to "Thign", which is no schema; known: Thing, Other | did you mean Thing?',
  ],
];

test.for(rows)('%s', async ([, from, to, ...expected]) => {
  expect(sound.split(from), 'the place to change is unique').toHaveLength(2);
  const strictly = { lint: 'strict' } as const;
  expect(await refusals({ 'a.yaml': sound.replace(from, () => to) }, strictly)).toEqual(expected);
});

const found = (text: string, options?: LoadOptions) =>
  inFolder({ 'a.yaml': text }, async (folder, main) => {
    const contract = await loadContract(main, options);
    const files = await generate(contract, { types: () => typesSource(structuredClone(contract.document)) });
    const names = contract.defects.map(({ kind, subject }) =>
      subject === '' ? kind : `${kind}: ${subject}`,
    );
    return { contract, files, names: names.map((name) => name.replaceAll(folder, '')) };
  });

test.for(rows)('%s: the contract is read all the same, and the mistake is named', async ([, from, to]) => {
  const { contract, files } = await found(sound.replace(from, () => to));
  expect(contract.defects).not.toEqual([]);
  expect(contract.defects.every(({ first }) => first.line !== undefined)).toBe(true);
  expect(files.map(({ path }) => path)).toContain('contract.js');
});

test.for<readonly [what: string, from: string, to: string, ...names: string[]]>([
  ['a type that nobody knows', '{ type: integer, minimum', '{ type: int, minimum', 'keyword: type "int"'],
  ['a type in upper case', '{ type: integer, minimum', '{ type: INTEGER, minimum', 'field-type'],
  ['a type in a list', 'type: [string, "null"]', 'type: [string, null]', 'field-type'],
  ['a keyword of nobody', 'maximum: 9', 'maximun: 9', 'keyword-unknown: maximun'],
  ['a bound in quotes', 'maximum: 9', 'maximum: "9"', 'field-type'],
  ['a bound that is none', 'maximum: 9', 'maximum: nine', 'keyword: maximum "nine"'],
  ['a bound that is null', 'maximum: 9', 'maximum:', 'field-type'],
  ['a multipleOf of zero', 'maximum: 9', 'multipleOf: 0', 'keyword: multipleOf 0'],
  ['a pattern of another language', '"^a"', '"(?x)a"', 'pattern: (?x)a'],
  ['a pattern without u', '"^a"', '"^a\\\\-?"', 'pattern-loose: ^a\\-?'],
  ['a pattern that may take long', '"^a"', '"^(a|a)*$"', 'pattern-slow: ^(a|a)*$'],
  [
    'a pattern without u that may take long',
    '"^a"',
    '"^(\\\\-+)+$"',
    'pattern-slow: ^(\\-+)+$',
    'pattern-loose: ^(\\-+)+$',
  ],
  ['a reference to nowhere', 'schemas/Thing"', 'schemas/Nothing"', 'reference: #/components/schemas/Nothing'],
  [
    'a response from nowhere',
    'responses/Failure" }',
    'responses/No" }',
    'reference: #/components/responses/No',
  ],
  [
    'a circle',
    'Other: { type: object }',
    'Other: { allOf: [{ $ref: "#/components/schemas/Other" }] }',
    'schema: /components/schemas/Other/allOf/0',
  ],
  [
    'a schema that is text',
    'Other: { type: object }',
    'Other: { properties: { a: text } }',
    'schema: /components/schemas/Other/properties/a',
  ],
  ['an empty list of PHP', 'Other: { type: object }', 'Other: { properties: [] }', 'field-type'],
  ['a flag of 3.0', 'maximum: 9', 'exclusiveMinimum: true', 'field-version: exclusiveMinimum'],
  ['a list of items', 'Other: { type: object }', 'Other: { type: array, items: [{}] }', 'field-version'],
  ['a version of tomorrow', 'openapi: 3.1.1\n', 'openapi: 3.3.0\n', 'dialect'],
])('%s is called by kind and subject', async ([, from, to, ...names]) => {
  expect(sound.split(from)).toHaveLength(2);
  expect((await found(sound.replace(from, () => to))).names).toEqual(names);
});

test('all mistakes are told at once, in the order of the text', async () => {
  const text = sound
    .replace('enum: [big', 'enmu: [big')
    .replace('maximum: 9', 'maximum: -1')
    .replace('- token: []', '- tokne: []');
  expect((await refusals({ 'a.yaml': text }, { lint: 'strict' })).map((line) => line.split(' ')[0])).toEqual([
    'a.yaml:15:11:',
    'a.yaml:43:41:',
    'a.yaml:44:31:',
  ]);
});

test('a format can be given a meaning', async () => {
  const text = sound.replace('date-time', 'repo.nwo');
  expect(
    await refusals({ 'a.yaml': text }, { lint: 'strict', formats: { 'repo.nwo': ['^\\w+/\\w+$', ''] } }),
  ).toEqual([]);
});

test('what is not a mistake', async () => {
  const text = sound
    .replace(
      'Other: { type: object }',
      `Other:
      x-anything: { type: arrray, enmu: [], $ref: nowhere }
      required: [undeclared]
      examples: [{ undeclared: 1, $ref: "#/nowhere" }]
      properties:
        nullable: { const: { $ref: "#/nowhere" } }
        example: true
        $ref: { type: string }
        next: { $ref: "#/components/schemas/Other", description: recursion through a property }
        __proto__: { type: string }`,
    )
    .replace(
      '  version: "1"',
      '  version: "1"\n  license: { name: MIT }\nservers: [{ url: "https://{h}", variables: { h: { default: a, description: the host } } }]',
    );
  expect(await refusals({ 'a.yaml': text }, { lint: 'strict' })).toEqual([]);
});

test.for<readonly [what: string, of: (next: object) => object]>([
  ['references', (next) => next],
  ['allOf', (next) => ({ allOf: [next] })],
  ['properties', (next) => ({ type: 'object', properties: { next } })],
  ['items', (next) => ({ type: 'array', items: next })],
])('a long chain of %s compiles', async ([, of]) => {
  const schemas = Object.fromEntries(
    Array.from({ length: 1500 }, (_, at) => [`S${at}`, of({ $ref: `#/components/schemas/S${at + 1}` })]),
  );
  const text = sound.replace(
    '    Other: { type: object }',
    () =>
      `    Other: { $ref: "#/components/schemas/S0" }\n    S1500: { type: string }\n${Object.entries(schemas)
        .map(([name, schema]) => `    ${name}: ${JSON.stringify(schema)}\n`)
        .join('')}`,
  );
  const used = text.replace(
    'schema: { $ref: "#/components/schemas/Thing" }',
    'schema: { $ref: "#/components/schemas/Other" }',
  );
  expect((await found(used)).names.filter((name) => !name.startsWith('example'))).toEqual([]);
});

test('the schema of an item is for sequences of items', async () => {
  const json = '            application/json:\n';
  const items = (key: string, schema: string) =>
    sound.replace(json, `            ${key}:\n              x-item-schema: ${schema}\n${json}`);
  expect(await refusals({ 'a.yaml': items('application/jsonl', '{ type: object }') })).toEqual([]);
  const both = '{ type: object }\n              schema: { type: string }';
  expect(await refusals({ 'a.yaml': items('application/jsonl', both) })).toEqual([
    'a.yaml:24:15: "schema" is of no array, and "x-item-schema" stands in its place | remove it, or describe the array of all items with it',
  ]);
  expect(await refusals({ 'a.yaml': items('application/xml', '{ type: object }') })).toEqual([
    'a.yaml:23:15: "x-item-schema" says nothing of application/xml, which is no sequence of items | describe the body with schema',
  ]);
  expect(await refusals({ 'a.yaml': items('text/event-stream', '{ type: arrray }') })).toHaveLength(1);
});
