// What schemas/exchange.schema.json says of a line, and what the reader says of it.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { forty } from './forty.ts';
import { readAll } from './reading.ts';
import { writers } from './writers.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/exchange.schema.json', import.meta.url), 'utf8'),
);
const fits = new Ajv2020({ strict: false }).compile(schema);

test.each(writers.filter(({ format }) => format === 'ndjson'))('$variant: each line fits', ({ write }) => {
  const lines = write(forty)
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  expect(lines).toHaveLength(40);
  for (const line of lines) expect(fits(JSON.parse(line)), line).toBe(true);
});

const request = { method: 'GET', url: '/a' };
const response = { status: 200 };

test.each<readonly [string, unknown, boolean]>([
  ['the least', { request, response }, true],
  ['further members', { request: { ...request, x: 1 }, response, uuid: 'x' }, true],
  ['no response', { request }, false],
  ['no method', { request: { url: '/a' }, response }, false],
  ['an empty url', { request: { method: 'GET', url: '' }, response }, false],
  ['a status as text', { request, response: { status: '200' } }, false],
  ['a status beyond three digits', { request, response: { status: 1000 } }, false],
  ['a startedAt that is no text', { startedAt: 1, request, response }, false],
  ['two bodies', { request, response: { status: 200, body: 1, bodyText: '1' } }, false],
  ['two spellings', { request, response: { status: 200, bodyText: '1', bodyBase64: 'MQ==' } }, false],
  ['one of them null', { request, response: { status: 200, bodyText: '1', bodyBase64: null } }, true],
  ['a body that is null', { request, response: { status: 200, body: null } }, true],
  ['a body text that is none', { request, response: { status: 200, bodyText: {} } }, false],
  [
    'headers by name',
    { request, response: { status: 200, headers: { A: 'b', C: ['d', 1], E: null } } },
    true,
  ],
  ['headers as a list', { request, response: { status: 200, headers: [{ name: 'A', value: 'b' }] } }, true],
  ['headers as pairs', { request, response: { status: 200, headers: ['A', 'b', 'C', 'd'] } }, true],
  ['headers without a name', { request, response: { status: 200, headers: [{ value: 'b' }] } }, false],
  ['headers whose value is an object', { request, response: { status: 200, headers: { A: {} } } }, false],
  ['headers as text', { request, response: { status: 200, headers: 'A: b' } }, false],
])('%s: the reader agrees', async (_, record, isExchange) => {
  expect(fits(record)).toBe(isExchange);
  const lead = JSON.stringify({ request, response });
  const [, read] = await readAll(`${lead}\n${JSON.stringify(record)}\n`);
  expect(read !== undefined && 'response' in read).toBe(isExchange);
});
