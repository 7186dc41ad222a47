// What nobody can compile is not judged, and the rest is; formats of one's own mean what the config says.
import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/openapi.ts';
import { contractCompiler } from '../../src/generate/compile.ts';
import { generate } from '../../src/generate/generate.ts';
import { typesSource } from '../../src/generate/types.ts';
import { load } from '../openapi-reading/support.ts';
import { bodyContract, imported } from '../verdict/compiled.ts';

async function contentOf(contract: Contract, options = {}) {
  const { contract: module } = await imported(contract, options);
  const content = module.operations[0]?.responses[0]?.content[0];
  if (content === undefined) throw new Error('no content');
  return content;
}

function loaded(schema: object, schemas: object = {}, options = {}): Promise<Contract> {
  const text = JSON.stringify(bodyContract(schema as never, schemas as never));
  return load({ 'contract.json': text }, options);
}

describe('a name with half of a surrogate pair', () => {
  const half = '\ud800';

  test.each([
    ['property', { type: 'object', properties: { [half]: { type: 'string' }, a: { type: 'string' } } }],
    [
      'name of a dependent schema',
      { type: 'object', dependentSchemas: { [half]: {} }, properties: { a: { type: 'string' } } },
    ],
  ])('%s: not judged, the others are', async (_, schema) => {
    const contract = await loaded(schema);
    expect(contract.defects.filter(({ outcome }) => outcome === 'not judged')).toEqual([
      expect.objectContaining({ kind: 'schema', subject: '\\ud800', places: 1 }),
    ]);
    const content = await contentOf(contract);
    expect(content.notJudged).toEqual(['schema: \\ud800']);
    expect(content.isNotJudged).toBeUndefined();
    expect(content.strict({ a: 'x', [half]: 1 })).toBe(true);
    expect(content.strict({ a: 1 })).toBe(false);
  });
});

describe('a schema that the compiler refuses', () => {
  const sound = { type: 'object', properties: { id: { type: 'string' } } };
  const at = '/components/schemas/Thing';

  /** Lint lets none through that is known, so the document breaks after it was read. */
  async function broken(lint?: 'strict'): Promise<Contract> {
    const ref = { $ref: '#/components/schemas/Thing' };
    const contract = await loaded(
      { type: 'object', properties: { name: { type: 'string' }, thing: ref } },
      { Thing: sound },
      { lint },
    );
    const document = structuredClone(contract.document) as unknown as {
      components: { schemas: { Thing: object } };
    };
    document.components.schemas.Thing = { type: 'object', properties: { '\ud800': {} } };
    return { ...contract, document } as unknown as Contract;
  }

  test('is a defect of what it was compiled from, and so is the next one', async () => {
    const schema = { type: 'object', properties: { broken: { type: 'string' } } };
    const document = bodyContract(schema as never, { Thing: schema } as never) as {
      paths: Record<string, unknown>;
    };
    const content = { 'application/json': { schema: { $ref: `#${at}` } } };
    document.paths['/more'] = { get: { operationId: 'more', responses: { 200: { content } } } };
    const contract = await load({ 'contract.json': JSON.stringify(document) });
    const brokenAnew = (whole: Contract): Contract => ({
      ...whole,
      document: JSON.parse(JSON.stringify(whole.document).replaceAll('"broken"', '"\\ud800"')),
      withoutSchemas: (refused) => brokenAnew(whole.withoutSchemas(refused)),
    });
    const compiler = contractCompiler(brokenAnew(contract));
    const subjects = compiler.outline.operations.map((operation) =>
      compiler
        .compile([operation])
        .contract.defects.filter(({ kind }) => kind === 'schema')
        .map(({ subject }) => subject),
    );
    const inline = '/paths/~1/get/responses/200/content/application~1json/schema';
    expect(subjects).toEqual([[inline], [at, inline]]);
  });

  test('is a defect, and its response is not judged', async () => {
    const contract = await broken();
    const content = await contentOf(contract);
    expect(content.isNotJudged).toBe(true);
    expect(content.strict({ name: 1 })).toBe(true);
  });

  test('alone leaves the schemas around it to be judged', async () => {
    const contract = (
      await loaded(
        { type: 'object', properties: { name: { type: 'string' }, thing: { $ref: `#${at}` } } },
        { Thing: sound },
      )
    ).withoutSchemas([{ pointer: at, message: 'too odd' }]);
    expect(contract.defects).toEqual([
      expect.objectContaining({ kind: 'schema', outcome: 'not judged', subject: at, places: 1 }),
    ]);
    const content = await contentOf(contract);
    expect(content.notJudged).toEqual([`schema: ${at}`]);
    expect(content.isNotJudged).toBeUndefined();
    expect(content.strict({ name: 'a', thing: 5 })).toBe(true);
    expect(content.strict({ name: 1, thing: 5 })).toBe(false);
    expect(typesSource(structuredClone(contract.document))).toContain('Thing: unknown;');
  });

  test('has unknown in the types that generate writes', async () => {
    const files = await generate(await broken(), {
      types: (document) => typesSource(structuredClone(document)),
    });
    const types = files.find(({ path }) => path === 'types.ts')?.text ?? '';
    expect(types).toContain('"application/json": unknown;');
  });

  test("stops under lint: 'strict'", async () => {
    await expect(broken('strict').then((contract) => generate(contract))).rejects.toThrow(
      'schema does not compile: URI malformed',
    );
  });
});

describe('formats of the config', () => {
  const schema = {
    type: 'object',
    properties: { at: { format: 'unix-time' }, code: { type: 'string', format: 'code' } },
  };
  const formats = {
    'unix-time': 'function (value) { return typeof value !== "number" || value > 0 }',
    code: ['^[A-Z]{2}$', 'u'],
  } as const;

  test('hold in the module that generate writes, as a function and as an expression', async () => {
    const contract = await loaded(schema, {}, { formats });
    expect(contract.defects).toEqual([]);
    const content = await contentOf(contract, { formats });
    expect(content.strict({ at: 5, code: 'AB' })).toBe(true);
    expect(content.strict({ at: -5 })).toBe(false);
    expect(content.strict({ code: 'ABC' })).toBe(false);
    expect(content.open({ code: 'ABC' })).toBe(false);
    expect(content.strict({ at: 'a text' })).toBe(true);
  });

  test('without a meaning they assert nothing and are told', async () => {
    const contract = await loaded(schema);
    expect(contract.defects.map(({ kind, subject, outcome }) => [kind, subject, outcome])).toEqual([
      ['format-unknown', 'code', 'told'],
      ['format-unknown', 'unix-time', 'told'],
    ]);
    expect((await contentOf(contract)).strict({ at: -5, code: 'ABC' })).toBe(true);
  });
});
