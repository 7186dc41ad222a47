import { expect, test } from 'vitest';
import { loadContract } from '../../src/contract/load.ts';
import { valueAt } from '../../src/lib/pointer.ts';
import { inFolder, load, refusals } from './support.ts';

const files = {
  'openapi.yaml': `openapi: 3.1.1
info: { title: Pets, version: "1" }
paths:
  /pets/{id}:
    $ref: paths/pet.yaml
  /pets:
    get:
      operationId: listPets
      responses:
        default: { $ref: "common.yaml#/responses/Failure" }
components:
  schemas:
    Pet: { $ref: schemas/pet.yaml }
    Name: { type: integer }
`,
  'paths/pet.yaml': `parameters:
  - { name: id, in: path, required: true, schema: { type: string } }
get:
  operationId: getPet
  responses:
    "200":
      description: one
      content: { application/json: { schema: { $ref: ../schemas/pet.yaml } } }
`,
  'schemas/pet.yaml': `type: object
discriminator: { propertyName: kind, mapping: { dog: dog.yaml, pet: Pet } }
oneOf: [{ $ref: dog.yaml }]
properties:
  friends: { type: array, items: { $ref: pet.yaml } }
  home: { $ref: "../common.json#/a~1b" }
`,
  'schemas/dog.yaml': `properties: { name: { $ref: "#/$defs/Name" } }
$defs: { Name: { type: string, minLength: 1 } }
`,
  'common.yaml': `responses:
  Failure:
    description: bad
    content: { application/json: { schema: { $ref: "openapi.yaml#/components/schemas/Pet" } } }
`,
  'common.json': '{"a/b": {"type": "object",\n "properties": {"x": {"type": "string"}}}}',
};

test('several files become one document with local references', async () => {
  const { document } = await load(files);
  expect(document.paths?.['/pets/{id}']?.get?.responses?.['200']).toHaveProperty(
    ['content', 'application/json', 'schema', '$ref'],
    '#/components/schemas/Pet',
  );
  expect(document.paths?.['/pets']?.get?.responses).toEqual({
    default: { $ref: '#/components/responses/Failure' },
  });
  expect(document.components?.schemas).toEqual({
    Pet: {
      type: 'object',
      discriminator: { propertyName: 'kind', mapping: { dog: '#/components/schemas/dog', pet: 'Pet' } },
      oneOf: [{ $ref: '#/components/schemas/dog' }],
      properties: {
        friends: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
        home: { $ref: '#/components/schemas/a_b' },
      },
    },
    Name: { type: 'integer' },
    dog: {
      properties: { name: { $ref: '#/components/schemas/Name_2' } },
      $defs: { Name: { type: 'string', minLength: 1 } },
    },
    a_b: { type: 'object', properties: { x: { type: 'string' } } },
    Name_2: { type: 'string', minLength: 1 },
  });
});

const places: readonly (readonly [pointer: string, place: string])[] = [
  ['/info/title', 'openapi.yaml:2:16'],
  ['/paths/~1pets~1{id}', 'openapi.yaml:4:3'],
  ['/paths/~1pets~1{id}/get/operationId', 'paths/pet.yaml:4:16'],
  ['/components/schemas/Pet/properties/friends/type', 'schemas/pet.yaml:5:20'],
  ['/components/schemas/Name_2/minLength', 'schemas/dog.yaml:2:43'],
  ['/components/schemas/a_b/properties/x', 'common.json:2:17'],
  ['/components/responses/Failure/description', 'common.yaml:3:18'],
];

test.for(places)('%s stands at %s', async ([pointer, place]) => {
  await inFolder(files, async (folder, main) => {
    const contract = await loadContract(main);
    expect(valueAt(contract.document, pointer)).toBeDefined();
    const [line, column, file] = contract.positionOf(pointer) ?? [];
    expect(`${contract.files[file ?? -1]}:${line}:${column}`).toBe(`${folder}/${place}`);
  });
});

test('the hash follows every file, and not the folder', async () => {
  const { hash } = await load(files);
  expect((await load(files)).hash).toBe(hash);
  expect((await load({ ...files, 'common.yaml': `${files['common.yaml']}\n` })).hash).not.toBe(hash);
  expect((await load({ ...files, 'unused.yaml': '' })).hash).toBe(hash);
});

const main = (schema: string) =>
  `openapi: 3.1.1\ninfo: { title: x, version: "1" }\npaths: {}\ncomponents:\n  schemas:\n    A: ${schema}\n`;
const copy = "copy it into the contract's folder and refer to it there";

const refused: readonly (readonly [what: string, schema: string, refusal: string])[] = [
  [
    'the network',
    '{ $ref: "https://example.com/a.yaml" }',
    `a.yaml:6:16: $ref "https://example.com/a.yaml" leads to another machine or scheme | ${copy}`,
  ],
  [
    'a file address',
    '{ $ref: "file:///etc/passwd" }',
    `a.yaml:6:16: $ref "file:///etc/passwd" leads to another machine or scheme | ${copy}`,
  ],
  [
    'another host',
    '{ $ref: "//example.com/a.yaml" }',
    `a.yaml:6:16: $ref "//example.com/a.yaml" leads to another machine or scheme | ${copy}`,
  ],
  [
    'an absolute path',
    '{ $ref: /etc/passwd }',
    `a.yaml:6:13: $ref "/etc/passwd" leads out of the contract's folder | ${copy}`,
  ],
  [
    'a parent folder',
    '{ $ref: ../a.yaml }',
    `a.yaml:6:13: $ref "../a.yaml" leads out of the contract's folder | ${copy}`,
  ],
  [
    'a parent folder in disguise',
    '{ $ref: "x/%2E%2E/../../b.yaml" }',
    `a.yaml:6:13: $ref "x/%2E%2E/../../b.yaml" leads out of the contract's folder | ${copy}`,
  ],
  [
    'a missing file',
    '{ $ref: b.yaml }',
    'a.yaml:6:13: $ref "b.yaml": no such file | it is looked for at b.yaml',
  ],
  ['a folder', '{ $ref: sub }', 'a.yaml:6:13: $ref "sub": this is a folder | it is looked for at sub'],
  ['broken percent-encoding', '{ $ref: "%zz" }', 'a.yaml:6:13: $ref "%zz" is not percent-encoded rightly'],
  [
    'an anchor',
    '{ $ref: "#here" }',
    'a.yaml:6:13: $ref "#here" names an anchor | refer by JSON Pointer: #/components/...',
  ],
  ['the whole contract', '{ $ref: "#" }', 'a.yaml:6:13: $ref to the whole contract | name a component of it'],
  [
    'nowhere in another file',
    '{ $ref: "c.yaml#/nwo" }',
    'a.yaml:6:13: $ref "c.yaml#/nwo" leads nowhere | did you mean /now?',
  ],
  [
    'a mistake in another file',
    '{ $ref: "c.yaml#/now" }',
    'c.yaml:2:9: unknown type "strnig"; known: string, number, integer, boolean, object, array, null | did you mean string?',
  ],
  [
    'bad text in another file',
    '{ $ref: "d.yaml" }',
    'd.yaml:1:6: flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  [
    'a bad reference in another file',
    '{ $ref: "e.yaml" }',
    `e.yaml:2:9: $ref "http://x/" leads to another machine or scheme | ${copy}`,
  ],
];

test.for(refused)('a reference to %s', async ([, schema, refusal]) => {
  const others = {
    'c.yaml': 'now:\n  type: strnig\n',
    'd.yaml': 'a: [1',
    'sub/f.yaml': '',
    'e.yaml': 'not:\n  $ref: "http://x/"\n',
  };
  const [only, ...more] = await refusals({ 'a.yaml': main(schema), ...others });
  expect(more).toEqual([]);
  expect(only?.replace(/^a\.yaml:6:1[36]/, 'at')).toBe(refusal.replace(/^a\.yaml:6:1[36]/, 'at'));
});

test('a path item that contains itself', async () => {
  const text =
    'openapi: 3.1.1\ninfo: { title: x, version: "1" }\npaths:\n  /a: { $ref: "#/paths/~1b" }\n  /b: { $ref: "#/paths/~1a" }\n';
  const lines = await refusals({ 'a.yaml': text });
  expect(new Set(lines.map((line) => line.replace(/^.*?: /, '')))).toEqual(
    new Set(['this path item contains itself']),
  );
});

test('a path item that stands elsewhere in the document is put where it is used', async () => {
  const text = `openapi: 3.1.0
info: { title: x, version: "1" }
paths:
  /a: { $ref: "#/components/pathItems/A", summary: mine }
components:
  pathItems:
    A: { summary: theirs, get: { operationId: a, responses: { "200": { description: ok } } } }
`;
  const { document, positionOf } = await load({ 'a.yaml': text });
  expect(document.paths).toEqual({
    '/a': { summary: 'mine', get: { operationId: 'a', responses: { '200': { description: 'ok' } } } },
  });
  expect([positionOf('/paths/~1a/get/operationId'), positionOf('/paths/~1a/summary')]).toEqual([
    [7, 47, 0],
    [4, 52, 0],
  ]);
});

test('a field that stands both here and there', async () => {
  const text = `openapi: 3.1.0
info: { title: x, version: "1" }
paths:
  /a:
    $ref: b.yaml
    get: { operationId: a, responses: { "200": { description: ok } } }
`;
  expect(await refusals({ 'a.yaml': text, 'b.yaml': 'get: { operationId: b, responses: {} }' })).toEqual([
    'a.yaml:6:5: "get" stands both here and in the path item that $ref names',
  ]);
});

test('a reference to a missing example is told: nothing is judged by one', async () => {
  const text = `openapi: 3.0.3
info: { title: T, version: "1" }
paths:
  /a:
    get:
      operationId: a
      responses:
        "200":
          description: one
          content:
            application/json:
              schema: { type: string }
              examples: { one: { $ref: "#/components/examples/None" }, two: { $ref: none.json } }
`;
  const { defects } = await load({ 'openapi.yaml': text });
  expect(defects.map(({ outcome, kind, places }) => [outcome, kind, places])).toEqual([
    ['told', 'example-broken', 2],
  ]);
});
