// What names of schemas become: references by JSON Pointer, and copies where a dynamic reference depends on the way.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withoutIdentifiers } from '../../src/contract/identifiers.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { JsonObject } from '../../src/lib/objects.ts';
import { imported, issuesOf, json } from '../verdict/compiled.ts';

function schemasOf(schemas: JsonObject): unknown {
  const document = { openapi: '3.1.1', info: {}, components: { schemas } };
  return (withoutIdentifiers(document, '3.1').document.components as JsonObject).schemas;
}

test.each<[name: string, schemas: JsonObject, expected: JsonObject]>([
  [
    'an anchor of the document',
    { A: { $anchor: 'a', type: 'string' }, B: { $ref: '#a' } },
    { A: { type: 'string' }, B: { $ref: '#/components/schemas/A' } },
  ],
  [
    'a schema by its URI, relative to the one around it',
    {
      A: { $id: 'https://x.test/s/a', $defs: { b: { $id: 'b', $anchor: 'in', type: 'null' } }, $ref: 'b' },
      C: {
        anyOf: [
          { $ref: 'https://x.test/s/b' },
          { $ref: 'https://x.test/s/b#in' },
          { $ref: 'https://x.test/s/a#/$defs/b' },
        ],
      },
    },
    {
      A: { $defs: { b: { type: 'null' } }, $ref: '#/components/schemas/A/$defs/b' },
      C: { anyOf: Array(3).fill({ $ref: '#/components/schemas/A/$defs/b' }) },
    },
  ],
  [
    'a pointer inside of a schema with a URI starts there',
    { A: { $id: 'urn:x:a', $defs: { 'a b': {} }, items: { $ref: '#/$defs/a%20b' } } },
    { A: { $defs: { 'a b': {} }, items: { $ref: '#/components/schemas/A/$defs/a%20b' } } },
  ],
  ['a name that nothing has stays', { A: { $ref: '#b', $anchor: 'a' } }, { A: { $ref: '#b' } }],
  [
    'properties of these names are data',
    { A: { properties: { $id: { type: 'string' }, $anchor: {} } } },
    { A: { properties: { $id: { type: 'string' }, $anchor: {} } } },
  ],
  [
    'a dynamic reference with one way to it',
    { Tree: { $dynamicAnchor: 'node', properties: { children: { items: { $dynamicRef: '#node' } } } } },
    { Tree: { properties: { children: { items: { $ref: '#/components/schemas/Tree' } } } } },
  ],
  [
    'a dynamic reference that is reached from elsewhere too',
    {
      Tree: { $id: 'tree', $dynamicAnchor: 'node', properties: { next: { $dynamicRef: '#node' } } },
      Strict: { $id: 'strict', $dynamicAnchor: 'node', $ref: 'tree', unevaluatedProperties: false },
    },
    {
      Tree: { properties: { next: { $ref: '#/components/schemas/Tree' } } },
      Strict: { $ref: '#/components/schemas/Tree.2', unevaluatedProperties: false },
      'Tree.2': { properties: { next: { $ref: '#/components/schemas/Strict' } } },
    },
  ],
])('%s', (_, schemas, expected) => {
  expect(schemasOf(schemas)).toEqual(expected);
});

test('in 3.0 there are no such names', () => {
  const document = { openapi: '3.0.3', components: { schemas: { A: { $anchor: 'a' } } } };
  expect(withoutIdentifiers(document, '3.0').document).toBe(document);
});

test('a contract with such names is judged, and what was copied keeps its place in the text', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'identifiers-')), 'openapi.yaml');
  writeFileSync(
    file,
    `openapi: 3.1.1
info: { title: t, version: '1' }
paths:
  /:
    get:
      operationId: get
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Strict' } } } } }
components:
  schemas:
    Tree:
      $id: https://x.test/tree
      $dynamicAnchor: node
      type: object
      properties:
        name: { $ref: '#name' }
        next: { $dynamicRef: '#node' }
      $defs: { name: { $anchor: name, type: string } }
    Strict: { $id: https://x.test/strict, $dynamicAnchor: node, $ref: tree, required: [name] }
`,
  );
  const contract = await loadContract(file);
  expect(contract.defects).toEqual([]);
  const subject = await imported(contract);
  expect(issuesOf(subject, { body: json({ name: 'a', next: { name: 'b' } }) })).toEqual([]);
  expect(issuesOf(subject, { body: json({ name: 'a', next: { next: { name: 1, more: 1 } } }) })).toEqual([
    'property-undocumented /next/next/more',
    'property-missing /next/name',
    'type-mismatch /next/next/name',
  ]);
  expect(contract.positionOf('/components/schemas/Tree.2/properties/name')?.[0]).toBe(15);
});
