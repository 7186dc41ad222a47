import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { inFolder } from '../openapi-reading/support.ts';
import { run } from './run.ts';

const home = process.cwd();

afterEach(() => {
  process.chdir(home);
});

const vendor = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } } }
components: { schemas: { Thing: { type: object, properties: { id: { type: integer } } } } }
`;
const fix = `overlay: 1.0.0
info: { title: ours, version: "1" }
actions:
  - target: $.components.schemas.Thing.properties
    update: { id: { type: string } }
`;

test('a compiled contract is fresh only with the overlays that the config names now', async () => {
  const config = (overlays: readonly string[]) =>
    JSON.stringify({
      contract: 'vendor.yaml',
      compiled: 'gen/contract.js',
      overlays,
      recordings: ['r.ndjson'],
    });
  const exchange = {
    request: { method: 'GET', url: '/things/1' },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: { id: 'x' } },
  };
  const own = {
    'vendor.yaml': vendor,
    'fix.yaml': fix,
    'driftgate.config.json': config(['fix.yaml']),
    'r.ndjson': `${JSON.stringify(exchange)}\n`,
  };
  await inFolder(own, async (folder) => {
    process.chdir(folder);
    const check = async () =>
      (await run(['check', '--no-cache'], { cwd: folder })).stdout.match(/\[[a-z-]+\]/g) ?? [];
    await run(['generate'], { cwd: folder });
    const generated = await readFile(path.join(folder, 'gen/contract.js'), 'utf8');
    expect(generated).toContain('"overlays": 1');
    expect(await check()).toStrictEqual([]);
    await writeFile(path.join(folder, 'driftgate.config.json'), config([]));
    expect(await check()).toStrictEqual(['[type-mismatch]']);
    await writeFile(path.join(folder, 'driftgate.config.json'), config(['fix.yaml']));
    await writeFile(path.join(folder, 'fix.yaml'), fix.replace('string', 'boolean'));
    expect(await check()).toStrictEqual(['[type-mismatch]']);
  });
});

test('the commands that a report proposes name the overlays of the command line', async () => {
  const exchange = {
    request: { method: 'GET', url: '/things/1' },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: { id: 1 } },
  };
  const files = { 'vendor.yaml': vendor, 'fix.yaml': fix, 'r.ndjson': `${JSON.stringify(exchange)}\n` };
  await inFolder(files, async (folder) => {
    process.chdir(folder);
    const words = 'r.ndjson --contract vendor.yaml --overlay fix.yaml';
    const { stdout } = await run(['check', ...words.split(' ')]);
    expect(stdout).toContain('[type-mismatch]');
    expect(stdout).toContain(`driftgate baseline update ${words} --fingerprint `);
    expect(stdout).toContain(`driftgate propose ${words};`);
  });
});
