// A contract with every feature of OpenAPI 3.2 through the commands: lint, check, selftest. And one of 3.1 whose version alone changes.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inOneFolder } from './folder.ts';
import { run } from './run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
inOneFolder(() => cpSync(join(root, 'tests/openapi-3-2/contract.yaml'), 'openapi.yaml'));

const book = { kind: 'book', id: '1', pages: 3 };
const JSON_TYPE = { 'Content-Type': 'application/json' };

type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers?: object;
  readonly body?: unknown;
};

function line(asked: Asked, status: number, body?: unknown, headers: object = JSON_TYPE): string {
  const { method, url, headers: sent = {}, body: request } = asked;
  const key = { 'X-Key': 'k', ...(request === undefined ? {} : JSON_TYPE), ...sent };
  return JSON.stringify({
    request: {
      method,
      url: `https://shop.example.com/v1${url}`,
      headers: key,
      ...(request === undefined ? {} : { body: request }),
    },
    response: { status, headers: body === undefined ? {} : headers, ...(body === undefined ? {} : { body }) },
  });
}

/** Of a media type that describes its items. */
function items(bodyText: string): string {
  const url = 'https://shop.example.com/v1/search?%7B%22numbers%22%3A%5B1%5D%7D';
  const headers = { 'Content-Type': 'application/jsonl' };
  return JSON.stringify({
    request: { method: 'GET', url, headers: {} },
    response: { status: 200, headers, bodyText },
  });
}

const CLEAN = [
  line({ method: 'GET', url: '/items?page=1&tag=a&tag=b' }, 200, [
    book,
    { id: '2' },
    { id: '3', kind: 'poster' },
  ]),
  line({ method: 'QUERY', url: '/items', body: { where: 'pages > 2' } }, 200, [book]),
  line({ method: 'GET', url: '/items/1', headers: { Cookie: 'sid=a%2Cb; size=3' } }, 200, book),
  line({ method: 'PURGE', url: '/items/1' }, 204),
  line({ method: 'COPY', url: '/items/1', headers: { Destination: '/items/2' } }, 201, {
    kind: 'disc',
    id: '2',
    tracks: 9,
  }),
  items('{"kind":"book","id":"1","pages":3}\n{"id":"2"}\n'),
];

const DRIFTED = [
  line({ method: 'GET', url: '/items?page=0&sort=up' }, 200, [{ kind: 'book', id: '1', pages: '3' }]),
  line({ method: 'QUERY', url: '/items', body: {} }, 200, [{ kind: 'poster' }]),
  line({ method: 'GET', url: '/items/1', headers: { Cookie: 'sid=a%2Cbcdefg' } }, 200, book),
  line({ method: 'PURGE', url: '/items/1' }, 200, {}),
  line({ method: 'COPY', url: '/items/1' }, 201, book),
  line({ method: 'purge', url: '/items/1' }, 204),
  items('{"id":"2"}\n{"kind":"book","id":"1","pages":"3"}\n'),
];

async function check(lines: readonly string[], ...more: readonly string[]) {
  writeFileSync('trip.ndjson', `${lines.join('\n')}\n`);
  const ran = await run(['check', 'trip.ndjson', '--contract', 'openapi.yaml', '--requests', ...more], {});
  return { ...ran, report: JSON.parse(ran.stdout) };
}

test('lint finds nothing', async () => {
  expect(await run(['lint', '--contract', 'openapi.yaml'])).toMatchObject({
    code: 0,
    stderr: '',
  });
});

test('clean recordings pass, and coverage knows each operation', async () => {
  const { code, report } = await check(CLEAN, '--format', 'json');
  expect(report.findings).toEqual([]);
  expect(code).toBe(0);
  expect(
    report.coverage.byOperation.map(
      (one: Record<string, unknown>) => `${one.method} ${one.path} ${one.observed}`,
    ),
  ).toEqual([
    'GET /items 1',
    'QUERY /items 1',
    'GET /items/{id} 1',
    'PURGE /items/{id} 1',
    'COPY /items/{id} 1',
    'GET /search 1',
    'POST /uploads 0',
  ]);
});

test('drift is found in each', async () => {
  const { code, report } = await check(DRIFTED, '--format', 'json');
  const lines = report.findings.map(
    (one: Record<string, unknown>) => `${one.method} ${one.code} ${one.pattern} ${one.name ?? ''}`,
  );
  expect(code).toBe(1);
  expect(lines.map((one: string) => one.trim()).sort()).toMatchInlineSnapshot(`
    [
      "COPY request-parameter-missing  header Destination",
      "GET request-parameter-mismatch  cookie session",
      "GET request-parameter-mismatch  querystring filter",
      "GET request-parameter-undocumented  query sort",
      "GET type-mismatch /*/pages",
      "GET type-mismatch /*/pages",
      "PURGE status-undocumented",
      "QUERY property-missing /*/id id",
      "QUERY request-body-mismatch /where property-missing where",
    ]
  `);
});

test('selftest finds every mutation', async () => {
  const { code, stdout } = await run(['selftest', '--contract', 'openapi.yaml']);
  expect(stdout).not.toContain('missed');
  expect(code).toBe(0);
});

test('a contract of 3.1 that calls itself 3.2 changes no verdict', async () => {
  const recordings = join(root, 'tests/recordings/instance-details.har');
  const sample = join(root, 'tests/recordings/vendor-sample.har');
  const text = readFileSync(join(root, 'openapi/apig.yaml'), 'utf8');
  const reports = [];
  for (const version of ['3.1.1', '3.2.0']) {
    writeFileSync('apig.yaml', text.replace(/^openapi: 3\.1\.\d$/m, `openapi: ${version}`));
    const ran = await run([
      'check',
      recordings,
      sample,
      '--contract',
      'apig.yaml',
      '--requests',
      '--format',
      'json',
    ]);
    const { contract, ...report } = JSON.parse(ran.stdout);
    reports.push({ ...report, code: ran.code, title: contract.title });
  }
  expect(reports[1]).toEqual(reports[0]);
  expect(text).toMatch(/^openapi: 3\.1\.\d$/m);
});
