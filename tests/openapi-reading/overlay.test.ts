import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseSource } from '../../src/contract/files.ts';
import { lintContract, loadContract } from '../../src/contract/load.ts';
import { placeOf } from '../../src/contract/origins.ts';
import { overlaid } from '../../src/contract/overlay.ts';
import { formatPlace } from '../../src/lib/location.ts';
import { valueAt } from '../../src/lib/pointer.ts';
import { inFolder, refusalsOf } from './support.ts';

const head = (version = '1.1.0') => `overlay: ${version}\ninfo: { title: ours, version: "1" }\nactions:\n`;

function applied(document: string, actions: string, version?: string): ReturnType<typeof overlaid> {
  return overlaid(parseSource('main.yaml', document), [parseSource('fix.yaml', head(version) + actions)]);
}

function failure(document: string, actions: string, version?: string): string {
  try {
    applied(document, actions, version);
    return 'none';
  } catch (error) {
    const { message, place } = error as Error & { place: Parameters<typeof formatPlace>[0] };
    return `${formatPlace(place)}: ${message}`;
  }
}

describe('an action changes the document as Overlay 1.1, Action Object, says', () => {
  test.each([
    ['adds a member', '{ a: { b: 1 } }', '{ target: $.a, update: { c: 2 } }', { a: { b: 1, c: 2 } }],
    [
      'replaces a scalar of an object',
      '{ a: { b: 1 } }',
      '{ target: $.a, update: { b: x } }',
      { a: { b: 'x' } },
    ],
    [
      'replaces a scalar by null',
      '{ a: { b: 1 } }',
      '{ target: $.a, update: { b: null } }',
      { a: { b: null } },
    ],
    ['replaces a scalar that is the target', '{ a: 1, b: 1 }', '{ target: $.a, update: 2 }', { a: 2, b: 1 }],
    [
      'merges objects inside',
      '{ a: { b: { c: 1 } } }',
      '{ target: $, update: { a: { b: { d: 2 } } } }',
      { a: { b: { c: 1, d: 2 } } },
    ],
    [
      'concatenates lists inside',
      '{ a: { b: [1] } }',
      '{ target: $.a, update: { b: [2, 3] } }',
      { a: { b: [1, 2, 3] } },
    ],
    ['concatenates with a list', '{ a: [1] }', '{ target: $.a, update: [2, 3] }', { a: [1, 2, 3] }],
    ['appends to a list', '{ a: [1] }', '{ target: $.a, update: { b: 2 } }', { a: [1, { b: 2 }] }],
    ['appends a list in 1.0', '{ a: [1] }', '{ target: $.a, update: [2] }', { a: [1, [2]] }, '1.0.0'],
    ['removes members of an object', '{ a: 1, b: 2 }', '{ target: $.a, remove: true }', { b: 2 }],
    [
      'removes items of a list',
      '{ a: [1, 2, 3, 4] }',
      '{ target: "$.a[?@ < 3]", remove: true }',
      { a: [3, 4] },
    ],
    ['removes and does not update', '{ a: 1, b: {} }', '{ target: $.a, remove: true, update: 5 }', { b: {} }],
    [
      'updates what is inside of another target',
      '{ a: { a: {} } }',
      '{ target: $..a, update: { x: 1 } }',
      { a: { a: { x: 1 }, x: 1 } },
    ],
    [
      'removes what is inside of another target',
      '{ a: { a: 1 }, b: 1 }',
      '{ target: $..a, remove: true }',
      { b: 1 },
    ],
    [
      'copies one node',
      '{ a: { x: 1 }, b: { y: 2 } }',
      '{ target: $.b, copy: $.a }',
      { a: { x: 1 }, b: { y: 2, x: 1 } },
    ],
    ['does nothing without a change', '{ a: 1 }', '{ target: $.a }', { a: 1 }],
    [
      'takes any name',
      '{ "__proto__": { a: 1 } }',
      '{ target: "$[\'__proto__\']", update: { b: 2 } }',
      JSON.parse('{"__proto__":{"a":1,"b":2}}'),
    ],
    [
      'changes one use of a YAML anchor alone',
      '{ a: &x { y: 1 }, b: *x }',
      '{ target: $.b, update: { y: 2 } }',
      { a: { y: 1 }, b: { y: 2 } },
    ],
  ] as const)('%s', (_, document, action, expected, version?: string) => {
    expect(applied(document, `  - ${action}\n`, version).value).toStrictEqual(expected);
  });

  test('actions follow one another', () => {
    const { value } = applied(
      '{ paths: { /a: { get: {} } } }',
      '  - { target: $.paths, update: { /b: {} } }\n  - { target: "$.paths[\'/b\']", copy: "$.paths[\'/a\']" }\n  - { target: "$.paths[\'/a\']", remove: true }\n',
    );
    expect(value).toStrictEqual({ paths: { '/b': { get: {} } } });
  });
});

describe('what can not be applied is an error at its place in the overlay', () => {
  test.each([
    ['{ a: 1 }', '{ target: $.b, update: 1 }', "fix.yaml:4:15: the action's target selects nothing: $.b"],
    [
      '{ a: 1 }',
      '{ target: "$.b[", remove: true }',
      /^fix.yaml:4:15: \$\.b\[ can not be used as a JSONPath query: /,
    ],
    [
      '{ a: 1 }',
      '{ target: /a, remove: true }',
      'fix.yaml:4:15: an action has a `target`, a JSONPath query, which begins with $',
    ],
    [
      '{ a: 1 }',
      '{ update: 1 }',
      'fix.yaml:4:5: an action has a `target`, a JSONPath query, which begins with $',
    ],
    [
      '{ a: { b: 1 } }',
      '{ target: $.a, update: { b: {} } }',
      'fix.yaml:4:20: an object can not be merged into a number at /a/b',
    ],
    [
      '{ a: { b: [] } }',
      '{ target: $.a, update: { b: 1 } }',
      'fix.yaml:4:20: a number can not be merged into a list at /a/b',
    ],
    [
      '{ a: {} }',
      '{ target: $.a, update: 1 }',
      'fix.yaml:4:28: a number can not be merged into an object at /a',
    ],
    ['{ a: {}, b: [] }', '{ target: $.*, update: 1 }', /a number can not be merged into an object at \/a$/],
    [
      '{ a: [], b: {} }',
      '{ target: $.*, update: 1 }',
      /selects lists and objects, and an update fits only one of them$/,
    ],
    [
      '{ a: {}, b: {} }',
      '{ target: $.a, copy: $.* }',
      'fix.yaml:4:26: copy selects 2 nodes, and must select one: $.*',
    ],
    ['{ a: 1 }', '{ target: $, remove: true }', 'fix.yaml:4:15: the action removes the whole document'],
    ['{ a: 1 }', '{ target: $.a, remvoe: true }', 'fix.yaml:4:28: "remvoe" is no field of an overlay here'],
    ['{ a: 1 }', '{ target: $.a, remove: yes please }', 'fix.yaml:4:28: `remove` is true or false'],
    ['{ a: 1 }', '{ target: $.a, copy: $.a, update: 1 }', /has both `update` and `copy`/],
    ['{ a: {} }', '{ target: $.a, copy: $.a }', 'fix.yaml:4:26: `copy` is of version 1.1', '1.0.0'],
    ['{ a: {} }', '{ target: $.a }', 'fix.yaml:1:10: no overlay of version 1.0 or 1.1', '2.0.0'],
  ] as const)('%s with %s', (document, action, expected, version?: string) => {
    const said = failure(document, `  - ${action}\n`, version);
    if (expected instanceof RegExp) expect(said).toMatch(expected);
    else expect(said).toBe(expected);
  });
});

const files = {
  'vendor.yaml': `openapi: 3.0.3
info: { title: Shop, version: "1" }
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - { name: x, in: query, schema: { type: string } }
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
components:
  schemas:
    Thing:
      type: object
      properties:
        id: { type: integer }
        name: { type: string }
`,
  'fix.yaml': `${head('1.0.0')}  - target: $.components.schemas.Thing.properties
    update:
      id: { type: string }
      color: { type: string, pattern: "(" }
  - target: $.paths['/things/{id}'].get.parameters[?@.name == 'x']
    remove: true
`,
};

test('places lead into the overlay for what it says, and into the document for the rest', async () => {
  await inFolder(files, async (folder, main) => {
    const overlays = [path.join(folder, 'fix.yaml')];
    const { positionOf, document, files: read } = await loadContract(main, { overlays });
    const place = (pointer: string) => {
      const [line, column, file = 0] = positionOf(pointer) ?? [];
      return `${path.basename(read[file] ?? '')}:${line}:${column}`;
    };
    const thing = '/components/schemas/Thing/properties';
    expect(valueAt(document, `${thing}/id`)).toStrictEqual({ type: 'string' });
    expect({
      'a scalar that was replaced': place(`${thing}/id/type`),
      'the object around it': place(`${thing}/id`),
      'an object that was added': place(`${thing}/color`),
      'inside of that': place(`${thing}/color/type`),
      'what nobody touched': place(`${thing}/name/type`),
      'an item behind one that was removed': place('/paths/~1things~1{id}/get/parameters/0/name'),
    }).toStrictEqual({
      'a scalar that was replaced': 'fix.yaml:6:19',
      'the object around it': 'vendor.yaml:17:9',
      'an object that was added': 'fix.yaml:7:7',
      'inside of that': 'fix.yaml:7:22',
      'what nobody touched': 'vendor.yaml:18:23',
      'an item behind one that was removed': 'vendor.yaml:9:19',
    });
    const [problem] = await lintContract(main, { overlays });
    expect(problem && formatPlace(problem.place)).toBe(`${overlays[0]}:7:39`);
  });
});

test('of a document of Swagger 2.0 an overlay changes what was written', async () => {
  const swagger = {
    'swagger.yaml': `swagger: "2.0"
info: { title: Shop, version: "1" }
paths:
  /things:
    get:
      operationId: listThings
      produces: [application/json]
      responses:
        "200": { description: ok, schema: { $ref: "#/definitions/Thing" } }
definitions:
  Thing: { type: object, properties: { id: { type: integer } } }
`,
    'fix.yaml': `${head()}  - { target: $.definitions.Thing.properties.id, update: { type: string } }\n`,
  };
  await inFolder(swagger, async (folder, main) => {
    const { positionOf, document } = await loadContract(main, { overlays: [path.join(folder, 'fix.yaml')] });
    const pointer = '/components/schemas/Thing/properties/id/type';
    expect([valueAt(document, pointer), positionOf(pointer)]).toStrictEqual(['string', [4, 66, 1]]);
  });
});

test('several overlays follow one another, and each keeps its places', () => {
  const one = parseSource('one.yaml', `${head()}  - { target: $, update: { a: { b: 1 } } }\n`);
  const two = parseSource('two.yaml', `${head()}  - { target: $.a, update: { b: 2, c: 3 } }\n`);
  const main = overlaid(parseSource('main.yaml', '{ x: 0 }'), [one, two]);
  const at = (pointer: string) => formatPlace(placeOf([main, one, two], { file: 0, pointer }));
  expect(main.value).toStrictEqual({ x: 0, a: { b: 2, c: 3 } });
  expect([at('/x'), at('/a'), at('/a/b'), at('/a/c')]).toStrictEqual([
    'main.yaml:1:6',
    'one.yaml:4:28',
    'two.yaml:4:33',
    'two.yaml:4:39',
  ]);
});

test('an action with many targets copies what lies around them once', () => {
  const paths = Object.fromEntries(
    Array.from({ length: 2000 }, (_, index) => [`/p${index}`, { get: { x: 1 } }]),
  );
  const main = parseSource('main.json', JSON.stringify({ paths }));
  const { value } = overlaid(main, [
    parseSource('fix.yaml', `${head()}  - { target: $.paths.*.get, update: { y: 2 } }\n`),
  ]);
  const changed = Object.values((value as { paths: Record<string, unknown> }).paths);
  expect(changed.every((item) => JSON.stringify(item) === '{"get":{"x":1,"y":2}}')).toBe(true);
});

test('an overlay that is not there is named', async () => {
  await inFolder(files, async (folder, main) => {
    const overlays = [path.join(folder, 'gone.yaml')];
    expect(await refusalsOf(main, { overlays })).toStrictEqual([
      `${overlays[0]}: no such file | give the path of an overlay in YAML or JSON`,
    ]);
  });
});
