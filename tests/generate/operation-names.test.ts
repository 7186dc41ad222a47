import { expect, test } from 'vitest';
import { operationNames } from '../../src/generate/operation-names.ts';
import type { CompiledOperation } from '../../src/model.ts';

const namesOf = (...ids: string[]) =>
  operationNames(ids.map((id) => ({ id, responses: [] }) as unknown as CompiledOperation));

test.each([
  ['getAccount', 'getAccount', 'get-account'],
  ['ShowDetailsOfInstanceV2', 'ShowDetailsOfInstanceV2', 'show-details-of-instance-v2'],
  ['listHTTPServers', 'listHTTPServers', 'list-http-servers'],
  ['apps/get-authenticated', 'appsGetAuthenticated', 'apps-get-authenticated'],
  ['Users#index', 'usersIndex', 'users-index'],
  ['a%20b', 'a20b', 'a-20b'],
  ['GET /things/{id}', 'gETThingsId', 'get-things-id'],
  ['2fa', 'operation2fa', '2fa'],
  ['获取', '获取', '获取'],
  ['delete', 'deleteOperation', 'delete'],
  ['is', 'isOperation', 'is'],
  ['__proto__', '__proto__Operation', 'proto'],
  ['con', 'con', 'con-operation'],
  ['COM1', 'COM1', 'com1-operation'],
  ['../../etc/passwd', 'etcPasswd', 'etc-passwd'],
  ['***', 'operationOperation', 'operation'],
])('%s is %s in %s.js', (id, name, file) => {
  expect(namesOf(id)).toEqual([{ name, file }]);
});

test.each([
  [['getThing', 'GetThing', 'get-thing', 'get_thing-2', 'get thing']],
  [['é', 'e\u0301', 'É']],
  [['a'.repeat(400), `${'a'.repeat(400)}b`, 'ä'.repeat(300)]],
  [['***', '###', 'operation']],
])('no two files of %j are one where case does not count', (ids) => {
  const names = namesOf(...ids);
  expect(new Set(names.map(({ file }) => file.normalize('NFD').toLowerCase())).size).toBe(ids.length);
  expect(new Set(names.map(({ name }) => name)).size).toBe(ids.length);
  for (const { file } of names) expect(Buffer.byteLength(`${file}.d.mts`)).toBeLessThan(256);
});

test('the module of a sequence exports its items, so no operation of one is called so', () => {
  const content = [{ mediaType: 'application/jsonl', items: { one: {} } }];
  const sequence = { id: 'items', responses: [{ status: '200', content, headers: [] }] };
  const [own] = operationNames([sequence as unknown as CompiledOperation]);
  expect(own?.name).toBe('itemsOperation');
  expect(namesOf('items')[0]?.name).toBe('items');
});
