// Tokens of known forms as names, path segments and values: no report of any command or format holds one, and equal ones stay equal.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { command as check } from '../../src/cli/commands/check.ts';
import { inOneFolder } from './folder.ts';
import { run } from './run.ts';

const GH = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2)}`.slice(0, 40);
const AWS = 'AKIAZ7QJ4MN2XK8PLT3V';
const JWT = `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiIxIn0'}.c2lnbmF0dXJlMQ`;
const SECRETS = [GH, AWS, JWT];

const contract = {
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {
    '/x/{id}': {
      get: {
        operationId: 'x',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        responses: {
          200: {
            description: '',
            content: {
              'application/json': {
                schema: { type: 'object', properties: { kind: { enum: ['a'] }, n: { type: 'integer' } } },
              },
            },
          },
        },
      },
    },
  },
};

const lines = SECRETS.flatMap((secret) => {
  const answer = (url: string, body: unknown, more = {}) => ({
    request: { method: 'GET', url, ...more },
    response: { status: 200, headers: { 'content-type': 'application/json', [`x-${secret}`]: '1' }, body },
  });
  return [
    answer('/x/1', { [secret]: 1, kind: secret, n: secret, deep: { [secret]: { [secret]: 1 } } }),
    answer(`/x/${secret}`, {}),
    answer(`/unknown/${secret}`, {}),
    answer('/x/1', {}, { method: secret }),
    { [secret]: 1, request: {}, response: {} },
    { request: { method: 'GET', url: '/x/1' }, response: { status: secret } },
  ];
});

inOneFolder(() => {
  writeFileSync('api.json', JSON.stringify(contract));
  writeFileSync('t.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));
});

const formats = check.options.find(({ name }) => name === 'format')?.choices?.names ?? [];
const rows = [
  ...formats.flatMap((format) => [
    `check --format ${format}`,
    `check --format ${format} -o report.${format}`,
  ]),
  'check --show-values --verbose --requests',
  'check --coverage coverage.json',
  'matrix',
  'propose',
  'baseline update --reason known',
];

test('there are formats', () => expect(formats.length).toBeGreaterThan(8));

test.each(rows)('%s', async (row) => {
  const [command = '', ...options] = row.split(' ');
  const words =
    command === 'baseline'
      ? [command, 'update', 't.ndjson', ...options.slice(1)]
      : [command, 't.ndjson', ...options];
  const { code, stdout, stderr } = await run([
    ...words,
    '--contract',
    'api.json',
    ...(command === 'check' ? ['--no-baseline'] : []),
  ]);
  expect(code).toBeLessThan(4);
  const files = readdirSync('.').filter((name) => !['api.json', 't.ndjson'].includes(name));
  const texts = [stdout, stderr, ...files.map((name) => readFileSync(name, 'utf8'))];
  for (const text of texts) for (const secret of SECRETS) expect(text).not.toContain(secret);
  expect(texts.join()).toContain('ghp_REDACTED_');
});

test('a masked partial report is joined, and its findings keep their identity', async () => {
  const { stdout } = await run([
    'check',
    't.ndjson',
    '--contract',
    'api.json',
    '--no-baseline',
    '--format',
    'partial',
  ]);
  writeFileSync('part.partial', stdout);
  const options = ['--contract', 'api.json', '--no-baseline', '--format', 'json'];
  const [joined, whole] = [
    await run(['merge', 'part.partial', ...options]),
    await run(['check', 't.ndjson', ...options]),
  ];
  const fingerprints = ({ stdout: text }: { stdout: string }) =>
    (JSON.parse(text) as { findings: { fingerprint: string }[] }).findings
      .map((one) => one.fingerprint)
      .sort();
  expect(fingerprints(joined)).toEqual(fingerprints(whole));
});
