// The examples as they stand, with the package's entries taken from src, against a server of our own.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceOf } from '../package-entries.ts';

const ROOT = join(import.meta.dirname, '../..');

let server: Server;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"instance_name":"demo","status":"Running","eip_id":"x"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.close();
});

async function run(example: string): Promise<readonly string[]> {
  const text = readFileSync(join(ROOT, 'examples/runtime', example), 'utf8').replaceAll(
    /'driftgate\/(\w+)'/g,
    (_, entry: string) => `'${pathToFileURL(sourceOf(`./${entry}`)).href}'`,
  );
  const file = join(mkdtempSync(join(tmpdir(), 'example-')), 'example.ts');
  writeFileSync(file, text);
  const APIG_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { stdout } = await promisify(execFile)(process.execPath, [file], {
    env: { ...process.env, APIG_ENDPOINT, NODE_NO_WARNINGS: '1' },
  });
  return stdout.trim().split('\n');
}

test('narrow.ts', async () => {
  expect(await run('narrow.ts')).toEqual([
    'demo is Running',
    'warning: undocumented property "eip_id" [property-undocumented]',
  ]);
});

test('watch.ts', async () => {
  expect(await run('watch.ts')).toEqual([
    'warning: ShowDetailsOfInstanceV2 200 /eip_id [property-undocumented]',
    ...Array.from({ length: 3 }, () => '200 instance_name status eip_id'),
  ]);
});

test.each(['narrow.ts', 'watch.ts'])('docs/runtime.md shows %s as it is', (example) => {
  const page = readFileSync(join(ROOT, 'docs/runtime.md'), 'utf8');
  expect(page).toContain(`\`\`\`ts\n${readFileSync(join(ROOT, 'examples/runtime', example), 'utf8')}\`\`\``);
});
