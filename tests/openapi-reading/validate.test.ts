import { expect, test } from 'vitest';
import { refusals } from './support.ts';

// Mistakes that lint leaves to swagger-parser, and those of alternatives, whose complaints are many.
const rows: readonly (readonly [what: string, openapi: string, rest: string, ...refusals: string[]])[] = [
  [
    'a server variable without values',
    '3.1.0',
    'paths: {}\nservers: [{ url: a, variables: { x: { default: a, enum: [] } } }]',
    'a.yaml:4:51: "enum" must NOT have fewer than 1 items',
  ],
  [
    'no response',
    '3.0.3',
    'paths: { /a: { get: { operationId: a, responses: {} } } }',
    'a.yaml:3:39: "responses" must NOT have fewer than 1 properties',
  ],
  [
    'an empty list of required names in 3.0',
    '3.0.3',
    'paths: {}\ncomponents: { schemas: { A: { required: [] } } }',
    'a.yaml:4:31: "required" must NOT have fewer than 1 items',
  ],
  [
    'a bearer format without bearer in 3.0',
    '3.0.3',
    'paths: {}\ncomponents: { securitySchemes: { a: { type: http, scheme: basic, bearerFormat: x } } }',
    'a.yaml:4:34: "a" has none of the forms that OpenAPI knows here: "type" is none of apiKey, "scheme" is none of bearer, "type" is none of oauth2 and 1 more',
  ],
  [
    'nothing under paths or components',
    '3.1.0',
    'webhooks: {}',
    'a.yaml:1:1: the document has no paths: there is nothing to check against | add paths',
  ],
  [
    'example and examples',
    '3.1.0',
    'paths: {}\ncomponents: { parameters: { a: { name: a, in: query, schema: {}, example: 1, examples: {} } } }',
    'a.yaml:4:78: "example" and "examples" exclude each other | keep one of them',
  ],
  [
    'a component whose name has a space',
    '3.1.0',
    'paths: {}\ncomponents: { schemas: { a b: {} } }',
    'a.yaml:4:26: "a b" is no name for a component | use letters, digits, dots, hyphens and underscores only',
  ],
  ['a license with a name only', '3.1.2', 'paths: {}'],
  [
    'a description of a server variable',
    '3.1.1',
    'paths: {}\nservers: [{ url: a, variables: { x: { default: a, description: b } } }]',
  ],
];

test.for(rows)('%s', async ([, openapi, rest, ...expected]) => {
  const text = `openapi: ${openapi}\ninfo: { title: x, version: "1", license: { name: MIT } }\n${rest}\n`;
  expect(await refusals({ 'a.yaml': text })).toEqual(expected);
});
