// Patterns that take quadratic time at worst are not tried on long texts: those are counted as not judged, wherever they stand.
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inNewFolders } from '../folder.ts';
import { run } from '../run.ts';

inNewFolders();

const LONG = 'a'.repeat(1025);
const SHORT = 'a'.repeat(1024);
const SLOW = '^.*,.*$';
const text = { type: 'string', pattern: SLOW };
const object = (schema: unknown) => ({ type: 'object', properties: { a: schema } });

function contractWith(schema: unknown, more: object = {}): object {
  return {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {
      '/x': {
        post: {
          operationId: 'x',
          ...more,
          responses: { 200: { description: '', content: { 'application/json': { schema } } } },
        },
      },
    },
    components: { schemas: { Text: text } },
  };
}

async function check(
  contract: object,
  exchange: object,
  more = '',
): Promise<{ code: number; stdout: string }> {
  writeFileSync('api.json', JSON.stringify(contract));
  writeFileSync('all.json', JSON.stringify({ allow: ['pattern-long: *'] }));
  writeFileSync('t.ndjson', JSON.stringify(exchange));
  return run(`check t.ndjson --contract api.json --no-baseline ${more}`.trim().split(' '));
}

function answer(body: unknown, more: object = {}): object {
  return {
    request: { method: 'POST', url: 'https://a.example/x' },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body, ...more },
  };
}

type Row = readonly [what: string, schema: unknown, body: unknown, code: number];
test.each<Row>([
  ['a long text', object(text), { a: LONG }, 3],
  ['a long text that fits', object(text), { a: `${LONG},` }, 3],
  ['a short text that does not fit', object(text), { a: SHORT }, 1],
  ['a short text that fits', object(text), { a: ',' }, 0],
  ['characters of two units, not many', object(text), { a: `,${'\u{1f600}'.repeat(400)}` }, 0],
  ['a long text elsewhere', { ...object(text), additionalProperties: true }, { b: LONG }, 0],
  ['a long text that maxLength refuses', object({ ...text, maxLength: 1024 }), { a: LONG }, 1],
  ['a long text that maxLength allows', object({ ...text, maxLength: 5000 }), { a: LONG }, 3],
  ['behind a reference', object({ $ref: '#/components/schemas/Text' }), { a: LONG }, 3],
  ['in a union', object({ anyOf: [{ type: 'integer' }, text] }), { a: LONG }, 3],
  ['in an array', { type: 'array', items: text }, [',', LONG], 3],
  ['a value of a map', { type: 'object', additionalProperties: text }, { a: LONG }, 3],
  ['a name of patternProperties', { type: 'object', patternProperties: { [SLOW]: {} } }, { [LONG]: 1 }, 3],
  ['short names of patternProperties', { type: 'object', patternProperties: { [SLOW]: {} } }, { ',': 1 }, 0],
  ['propertyNames', { type: 'object', propertyNames: text, additionalProperties: true }, { [LONG]: 1 }, 3],
  ['a short name', { type: 'object', propertyNames: text, additionalProperties: true }, { a: 1 }, 1],
  ['in what not excludes', object({ type: 'string', not: text }), { a: LONG }, 3],
  ['a short text that not excludes', object({ type: 'string', not: text }), { a: ',' }, 1],
  ['in two branches of oneOf', object({ oneOf: [text, { type: 'string', minLength: 9 }] }), { a: LONG }, 3],
  [
    'a short text in two branches of oneOf',
    object({ oneOf: [text, { type: 'string', minLength: 9 }] }),
    { a: ',123456789' },
    1,
  ],
  [
    'deep inside two branches of oneOf',
    { oneOf: [object(text), object({ type: 'string' })] },
    { a: LONG },
    3,
  ],
  [
    'in a condition',
    object(JSON.parse(`{"if":${JSON.stringify(text)},"then":{"maxLength":5}}`)),
    { a: LONG },
    3,
  ],
  [
    'a long name that its pattern may not match',
    { type: 'object', patternProperties: { [SLOW]: { type: 'integer' } } },
    { [LONG]: 'x' },
    3,
  ],
  ['a long text beside real drift', object({ type: 'string', not: text }), { a: LONG, b: 1 }, 1],
  ['a pattern that is linear', object({ type: 'string', pattern: '^a*$' }), { a: LONG }, 0],
])('%s', async (_, schema, body, code) => {
  const contract = contractWith(schema);
  const judged = await check(contract, answer(body));
  expect(judged).toMatchObject({ code });
  if (code === 1) expect(judged.stdout).not.toContain('[^]');
  if (code !== 3) return;
  expect(judged.stdout).toContain(
    `${SLOW}: values were observed where the contract can not be judged [pattern-long]`,
  );
  expect(await check(contract, answer(body), '--config all.json')).toMatchObject({ code: 0 });
});

test('a header that is long', async () => {
  const contract = contractWith({ type: 'object' });
  const withHeader = structuredClone(contract) as {
    paths: Record<string, Record<string, { responses: Record<string, object> }>>;
  };
  Object.assign(withHeader.paths['/x']?.post?.responses[200] ?? {}, { headers: { 'X-A': { schema: text } } });
  const headers = (value: string) => ({ headers: { 'content-type': 'application/json', 'X-A': value } });
  expect(await check(withHeader, answer({}, headers(LONG)))).toMatchObject({ code: 3 });
  expect(await check(withHeader, answer({}, headers(',')))).toMatchObject({ code: 0 });
});

test('lint tells the pattern where no maxLength stands beside it', async () => {
  await check(contractWith(object(text)), answer({}));
  expect((await run(['lint', 'api.json'])).stdout).toContain('pattern "^.*,.*$" may take quadratic time');
  expect((await run(['lint', 'api.json'])).stdout).toContain('2 mistakes, 2 not judged');
  await check(contractWith(object({ ...text, maxLength: 1024 })), answer({}));
  expect((await run(['lint', 'api.json'])).stdout).toContain('1 mistake, 1 not judged');
});

const many = (text: string, times: number): string[] => Array.from({ length: times }, () => text);
const list = (schema: unknown) => object({ type: 'array', items: schema });

test.each<Row>([
  ['texts that take the most steps together', list(text), { a: many(`,${'a'.repeat(1023)}`, 4) }, 0],
  ['one text more', list(text), { a: many(`,${'a'.repeat(1023)}`, 5) }, 3],
  ['many short texts', list(text), { a: many(`,${'a'.repeat(60)}`, 2000) }, 3],
  ['many texts that no such pattern judges', { type: 'object' }, { a: many(SHORT, 2000) }, 0],
  [
    'many texts that maxLength allows',
    list({ ...text, maxLength: 1024 }),
    { a: many(SHORT.replace('a', ','), 9) },
    3,
  ],
  ['drift before the steps are used up', list(text), { a: [...many('a', 3), ...many(SHORT, 9)] }, 1],
  ['drift beside many texts', list(text), { a: many(`,${SHORT}`.slice(1), 9), b: 1 }, 1],
  ['many texts that not excludes', list({ type: 'string', not: text }), { a: many('a'.repeat(60), 2000) }, 3],
  [
    'many texts in two branches of oneOf',
    list({ oneOf: [text, { type: 'string', minLength: 1 }] }),
    { a: many('a'.repeat(60), 2000) },
    3,
  ],
  [
    'many names of patternProperties',
    {
      type: 'object',
      patternProperties: { [SLOW]: { type: 'string' } },
      additionalProperties: { type: 'integer' },
    },
    Object.fromEntries(many('', 2000).map((_, index) => [`${'a'.repeat(60)}${index}`, index])),
    3,
  ],
])('in one body: %s', async (_, schema, body, code) => {
  const judged = await check(contractWith(schema), answer(body));
  expect(judged).toMatchObject({ code });
  if (code !== 3) return;
  expect(judged.stdout).toContain(
    `${SLOW}: values were observed where the contract can not be judged [pattern-long]`,
  );
  expect(await check(contractWith(schema), answer(body), '--config all.json')).toMatchObject({ code: 0 });
});
