// `driftgate diff` over revisions of a repository, and over recordings.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, test } from 'vitest';
import { contract, requestOf, responseOf } from '../../diff/compare.ts';
import { inFolder } from '../../openapi-reading/support.ts';
import { reportSchema } from '../../report/reporters/formats.ts';
import { run } from '../run.ts';

const home = process.cwd();

afterEach(() => {
  process.chdir(home);
});

const object = (properties: object) => ({ type: 'object', properties });
const old = contract(responseOf({ $ref: 'parts/thing.json#/Thing' }));
const part = (more: object) =>
  JSON.stringify({
    Thing: object({ state: { enum: ['on', 'off', ...Object.keys(more)] }, name: { type: 'string' } }),
  });

function git(folder: string, ...args: readonly string[]): void {
  execFileSync(
    'git',
    ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'commit.gpgsign=false', ...args],
    { cwd: folder, stdio: 'ignore' },
  );
}

/** A contract in api/, committed; then its part has a value more. */
function repository(folder: string): void {
  mkdirSync(join(folder, 'api/parts'), { recursive: true });
  writeFileSync(join(folder, 'api/openapi.json'), JSON.stringify(old));
  writeFileSync(join(folder, 'api/parts/thing.json'), part({}));
  writeFileSync(join(folder, 'driftgate.config.json'), JSON.stringify({ contract: 'api/openapi.json' }));
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'one');
  writeFileSync(join(folder, 'api/parts/thing.json'), part({ idle: 1 }));
  process.chdir(folder);
}

const inRepository = (use: (folder: string) => Promise<void>) =>
  inFolder({}, async (folder) => {
    repository(folder);
    await use(folder);
  });

describe('revisions', () => {
  test.each([
    ['a revision alone, against the contract as it is', ['main']],
    ['a path from the root', ['HEAD:api/openapi.json', 'api/openapi.json']],
    ['a path from here', ['HEAD:./api/openapi.json', 'api/openapi.json']],
    ['the index', [':api/openapi.json', 'api/openapi.json']],
  ])('%s', (_name, words) =>
    inRepository(async () => {
      const { code, stdout, stderr } = await run(['diff', ...words, '--quiet']);
      expect(stderr).toBe('');
      expect(stdout).toMatch(
        /^api\/parts\/thing.json:1:\d+: error: value "idle" is new \[diff-response-enum-value-added\]/,
      );
      expect(code).toBe(1);
    }),
  );

  test('both places, also below the root', () =>
    inRepository(async (folder) => {
      process.chdir(join(folder, 'api'));
      const { stdout } = await run(['diff', 'HEAD', '--format', 'json'], { cwd: join(folder, 'api') });
      const [finding] = JSON.parse(stdout).findings;
      expect(finding.where[0].place).toMatchObject({ file: '../api/parts/thing.json', line: 1 });
      expect(finding.declared.place).toMatchObject({ file: 'HEAD:./parts/thing.json', line: 1 });
    }));

  test('two revisions are equal', () =>
    inRepository(async () => {
      expect((await run(['diff', 'main', 'HEAD'])).code).toBe(0);
    }));

  test.each([
    [['gone', 'main'], 'no file and no revision is called gone'],
    [['gone:api/openapi.json', 'main'], 'git knows no revision gone here'],
    [['main:api/gone.json', 'main'], 'main:api/gone.json: error: no such file in main'],
    [['main:api', 'main'], 'main:api: error: no such file in main'],
    [['--', '-x:api/openapi.json', 'main'], 'git knows no revision -x here'],
    [[], 'no contract is named'],
  ])('%j is told', (words, message) =>
    inRepository(async () => {
      const { code, stderr } = await run(['diff', ...words]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    }),
  );
});

test.each([
  ['a revision and a path', 'main:api.json', "main can't be read: this folder is in no git repository"],
  ['the index', ':api.json', "the index can't be read: this folder is in no git repository"],
  ['a word', 'main', 'no file is called main, and this folder is in no git repository'],
])('outside of a repository: %s', (_name, word, message) =>
  inFolder({ 'api.json': JSON.stringify(old) }, async (folder) => {
    process.chdir(folder);
    const { code, stderr } = await run(['diff', word, 'api.json'], {
      env: { PATH: process.env.PATH ?? '', GIT_CEILING_DIRECTORIES: tmpdir() },
    });
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  }),
);

describe('streams', () => {
  const chunk = (more: object) =>
    object({ id: { type: 'string' }, kind: { enum: ['a', 'b', ...Object.keys(more)] } });
  const chat = (more: object) => {
    const stream = { type: 'string', contentMediaType: 'application/json', contentSchema: chunk(more) };
    const events = [{ data: { const: '[DONE]' } }, { data: stream }].map((properties) => ({
      ...object(properties),
      required: ['data'],
    }));
    const content = {
      'application/json': { schema: object({ id: { type: 'string' } }) },
      'text/event-stream': { itemSchema: { oneOf: events } },
    };
    const responses = { 200: { description: 'ok', content } };
    return JSON.stringify({
      openapi: '3.2.0',
      info: { title: 'Chat', version: '1' },
      servers: [{ url: 'https://chat.example' }],
      paths: { '/chat': { post: { operationId: 'chat', responses } } },
    });
  };
  const recorded = [
    ['text/event-stream', 'data: {"id":"1","kind":"a"}\n\ndata: {"id":"2","kind":"b"}\n\ndata: [DONE]\n\n'],
    ['application/json', { id: 'whole' }],
  ].map(([type, text]) => ({
    request: { method: 'POST', url: 'https://chat.example/chat', headers: [] },
    response: { status: 200, headers: { 'content-type': type }, body: text },
  }));
  const files = {
    'old.json': chat({}),
    'new.json': chat({ c: 1 }),
    't.ndjson': recorded.map((each) => `${JSON.stringify(each)}\n`).join(''),
  };

  test('what was observed in the JSON of events is said of a change', () =>
    inFolder(files, async (folder) => {
      process.chdir(folder);
      const { stdout } = await run(['diff', 'old.json', 'new.json', '--traffic', 't.ndjson']);
      expect(stdout).toContain('in:         chat 200 text/event-stream at /*/data/kind');
      expect(stdout).toContain('observed:   never, in 2 responses');
    }));

  test('the matrix has the JSON of events, also beside a body that is no stream', () =>
    inFolder(files, async (folder) => {
      process.chdir(folder);
      const { stdout } = await run(['matrix', 't.ndjson', '--contract', 'old.json']);
      const rows = stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/ {2,}/));
      expect(rows.map(([, property, , , contract, traffic]) => [property, contract, traffic])).toEqual(
        expect.arrayContaining([
          ['/id', 'string', '1 of 2'],
          ['/*/data = [DONE]', 'yes', '1 of 2'],
          ['/*/data/id', 'string', '1 of 2'],
          ['/*/data/kind = b', 'yes', '1 of 2'],
        ]),
      );
      expect(stdout).not.toContain('the contract does not');
    }));
});

describe('--traffic', () => {
  const parameter = (name: string) => ({ name, in: 'query', schema: { type: 'string' } });
  const first = {
    parameters: [parameter('page'), parameter('sort')],
    ...requestOf(object({ a: { type: 'string' } })),
    responses: {
      ...(responseOf(
        object({
          state: { enum: ['on', 'off', 'idle'] },
          old: { type: 'string' },
          never: { type: 'string' },
        }),
      ).responses as object),
      404: { description: '' },
      410: { description: '' },
    },
  };
  const after = { responses: responseOf(object({ state: { enum: ['on', 'idle'] } })).responses };
  const exchange = (query: string, status: number, body: unknown) =>
    JSON.stringify({
      request: { method: 'GET', url: `/things/1${query}`, headers: {}, body: { a: 'x' } },
      response: { status, headers: { 'content-type': 'application/json' }, body },
    });

  test('each change says what was ever observed of it', () =>
    inFolder(
      {
        'old.json': JSON.stringify(contract(first)),
        'new.json': JSON.stringify(contract(after)),
        'traffic.ndjson': [
          exchange('?page=2', 200, { state: 'off', old: 'x' }),
          exchange('', 200, { state: 'on' }),
          exchange('', 404, {}),
        ].join('\n'),
      },
      async (folder) => {
        process.chdir(folder);
        const { stdout } = await run([
          'diff',
          'old.json',
          'new.json',
          '--traffic',
          'traffic.ndjson',
          '--format',
          'json',
        ]);
        const report = JSON.parse(stdout);
        const seen = report.findings.map(
          (finding: {
            code: string;
            name?: string;
            pointer: string;
            status: string;
            observed?: { count: number; outOf: number };
          }) => [
            [finding.code.replace('diff-', ''), finding.status, finding.pointer, finding.name]
              .filter(Boolean)
              .join(' '),
            finding.observed && `${finding.observed.count} of ${finding.observed.outOf}`,
          ],
        );
        expect(Object.fromEntries(seen)).toEqual({
          'parameter-removed request query page': '1 of 3',
          'parameter-removed request query sort': '0 of 3',
          'request-body-removed request': '3 of 3',
          'response-enum-value-removed 200 /state "off"': '1 of 2',
          'response-property-removed 200 /never': '0 of 2',
          'response-property-removed 200 /old': '1 of 2',
          'status-removed 404': '1 of 3',
          'status-removed 410': '0 of 3',
        });
        expect(report.counts).toMatchObject({ recordings: 1, exchanges: 3 });
      },
    ));

  test('an operation that was never called', () =>
    inFolder(
      {
        'old.json': JSON.stringify({
          ...contract(first),
          paths: {
            ...(contract(first).paths as object),
            '/others': { get: { operationId: 'listOthers', responses: { 200: { description: '' } } } },
          },
        }),
        'new.json': JSON.stringify(contract(first)),
        'traffic.ndjson': exchange('', 404, {}),
      },
      async (folder) => {
        process.chdir(folder);
        const { stdout } = await run(['diff', 'old.json', 'new.json', '--traffic', 'traffic.ndjson']);
        expect(stdout).toContain('GET /others is gone');
        expect(stdout).toContain('observed:   never, in 1 request\n');
      },
    ));
});

test('what is accepted fails no more, and still counts for the version', () =>
  inFolder(
    {
      'old.json': JSON.stringify(contract(responseOf({ type: 'string' }))),
      'new.json': JSON.stringify(contract(responseOf({ type: 'integer' }))),
    },
    async (folder) => {
      process.chdir(folder);
      expect(
        (await run(['baseline', 'update', '--diff', 'old.json', 'new.json', '--reason', 'announced'])).stdout,
      ).toContain('1 added');
      const { code, stdout } = await run([
        'diff',
        'old.json',
        'new.json',
        '--baseline',
        'driftgate.baseline.json',
      ]);
      expect([code, stdout]).toEqual([0, expect.stringContaining('version: major')]);
      expect(
        (await run(['diff', 'old.json', 'old.json', '--baseline', 'driftgate.baseline.json'])).stdout,
      ).toContain('1 stale');
    },
  ));

test('a note fails nothing, in any format', () =>
  inFolder(
    {
      'old.json': JSON.stringify(contract(responseOf(object({ a: { type: 'string' } })))),
      'new.json': JSON.stringify(
        contract(responseOf(object({ a: { type: 'string' }, b: { type: 'string' } }))),
      ),
    },
    async (folder) => {
      process.chdir(folder);
      const told = async (format: string) => run(['diff', 'old.json', 'new.json', '--format', format]);
      const texts = Object.fromEntries(
        await Promise.all(
          ['text', 'json', 'html', 'markdown', 'sarif', 'junit', 'gitlab'].map(async (format) => {
            const { code, stdout } = await told(format);
            expect([format, code]).toEqual([format, 0]);
            return [format, stdout];
          }),
        ),
      );
      expect(texts.text).toContain('passed: 0 errors, 0 warnings, 1 note;');
      expect(texts.junit).toContain('failures="0"');
      expect(texts.junit).toContain('<skipped type="diff-response-property-added"');
      expect(texts.sarif).toContain('"level": "note"');
      expect(texts.gitlab).toContain('"severity": "info"');
      expect(texts.html).toContain('data-level="note"');
      expect((await told('github')).stderr).toContain('::notice file=new.json,line=1');
      const validate = new Ajv2020().compile(reportSchema as object);
      expect(validate(JSON.parse(texts.json ?? '')) || validate.errors).toBe(true);
    },
  ));
