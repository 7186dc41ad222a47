// Where reports go, and in which dress.
import { copyFileSync, linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyShared, inOneFolder } from '../folder.ts';
import { type Around, run } from '../run.ts';

inOneFolder(copyShared);

function check(words: string, around: Around = {}) {
  return run(
    ['check', 'drift.ndjson', '--contract', 'openapi.yaml', ...words.split(' ').filter(Boolean)],
    around,
  );
}

const ESCAPE = '\u001b[';

describe('colour', () => {
  const terminal = { columns: 80 };
  const rows: readonly [words: string, around: Around, colored: boolean][] = [
    ['', {}, false],
    ['', terminal, true],
    ['--color', {}, true],
    ['--no-color', terminal, false],
    ['--no-color --color', {}, true],
    ['', { ...terminal, env: { NO_COLOR: '1' } }, false],
    ['', { ...terminal, env: { NO_COLOR: '' } }, true],
    ['', { env: { FORCE_COLOR: '1' } }, true],
    ['', { ...terminal, env: { FORCE_COLOR: '0' } }, false],
    ['--color', { env: { NO_COLOR: '1' } }, true],
    ['', { ...terminal, env: { TERM: 'dumb' } }, false],
  ];
  test.each(rows)('%s %j', async (words, around, colored) => {
    expect((await check(words, around)).stdout.includes(ESCAPE)).toBe(colored);
  });
});

/** A line on the terminal while an operation compiles, which is only there where that takes a while. */
function withoutProgress(stderr: string): string {
  return stderr
    .replaceAll('\r', '')
    .split(`${ESCAPE}K`)
    .filter((line) => !line.startsWith('compiling '))
    .join('');
}

describe('machine formats are the same with and without a terminal', () => {
  test.each(['json', 'ndjson', 'sarif', 'junit', 'gitlab', 'markdown', 'html'])('%s', async (format) => {
    const plain = await check(`--format ${format}`);
    const terminal = await check(`--format ${format} --color`, { columns: 40, env: { FORCE_COLOR: '1' } });
    expect({ ...terminal, stderr: withoutProgress(terminal.stderr) }).toEqual(plain);
    expect(plain.code).toBe(1);
  });
});

describe('a report never goes over what it is made from', () => {
  /** By whatever path, link, glob or reference, in every command that writes a file. */
  const rows: readonly [what: string, argv: string, file: string, noun: string][] = [
    ['a recording', 'check drift.ndjson -o FILE', 'drift.ndjson', 'recording'],
    ['by another path', 'check drift.ndjson -o ./x/../FILE', 'drift.ndjson', 'recording'],
    ['by an absolute path', 'check drift.ndjson -o ABSOLUTE', 'drift.ndjson', 'recording'],
    ['in each format', 'check drift.ndjson --format ndjson -o FILE', 'drift.ndjson', 'recording'],
    ['a partial one', 'check drift.ndjson --format partial -o FILE', 'drift.ndjson', 'recording'],
    [
      'as one of several',
      'check drift.ndjson --format text --format json -o FILE',
      'drift.ndjson',
      'recording',
    ],
    ['behind a glob', 'check *.ndjson -o FILE', 'drift.ndjson', 'recording'],
    ['in a folder', 'check kept -o FILE', 'kept/a.ndjson', 'recording'],
    ['by a link', 'check drift.ndjson -o link', 'drift.ndjson', 'recording'],
    ['by a hard link', 'check drift.ndjson -o hard', 'drift.ndjson', 'recording'],
    ['the contract', 'check drift.ndjson -o FILE', 'openapi.yaml', 'contract'],
    ['what it refers to', 'check drift.ndjson --contract parts.yaml -o FILE', 'part.yaml', 'contract'],
    ['the baseline', 'check drift.ndjson --baseline b.json -o FILE', 'b.json', 'baseline'],
    ['the config', 'check drift.ndjson --config c.json -o FILE', 'c.json', 'config'],
    ['a partial report', 'merge a.partial -o FILE', 'a.partial', 'partial report'],
    ['the contract of a merge', 'merge a.partial -o FILE', 'openapi.yaml', 'contract'],
    ['a proposal', 'propose drift.ndjson -o FILE', 'openapi.yaml', 'contract'],
    [
      'a proposal, by reference',
      'propose drift.ndjson --contract parts.yaml -o FILE',
      'part.yaml',
      'contract',
    ],
    ['a proposal, over a recording', 'propose drift.ndjson -o FILE', 'drift.ndjson', 'recording'],
    ['a page', 'docs check page.html -o FILE', 'page.html', 'page'],
    ['a page in a folder', 'docs check pages -o FILE', 'pages/page.html', 'page'],
    ['a lock', 'docs check --lock lock.json -o FILE', 'lock.json', 'lock'],
    [
      'a contract by its pages',
      'docs check page.html --contract parts.yaml -o FILE',
      'part.yaml',
      'contract',
    ],
    ['a page that is compared', 'docs diff page.html -o FILE', 'page.html', 'page'],
    ['a bug report', 'propose drift.ndjson --report FILE', 'openapi.yaml', 'contract'],
  ];
  beforeAll(async () => {
    mkdirSync('kept');
    mkdirSync('pages');
    copyFileSync('page.html', 'pages/page.html');
    writeFileSync('lock.json', '{}');
    copyFileSync('drift.ndjson', 'kept/a.ndjson');
    symlinkSync('drift.ndjson', 'link');
    linkSync('drift.ndjson', 'hard');
    writeFileSync('b.json', '{"version":1,"findings":[]}');
    writeFileSync('c.json', '{}');
    writeFileSync('part.yaml', 'type: object\n');
    writeFileSync('parts.yaml', PARTS);
    await run([
      'check',
      'drift.ndjson',
      '--contract',
      'openapi.yaml',
      '--format',
      'partial',
      '-o',
      'a.partial',
    ]);
  });

  test.each(rows)('%s: %s', async (_what, words, file, noun) => {
    const before = readFileSync(file, 'utf8');
    const own = words.includes('--contract') ? '' : ' --contract openapi.yaml';
    const line = `${words.replace('ABSOLUTE', resolve(file)).replace('FILE', file)}${own}`;
    const { code, stderr } = await run(line.split(' '));
    expect(stderr).toContain(`would overwrite the ${noun}\n`);
    expect(code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('nor one report over another', async () => {
    const { code, stderr } = await check('--format json -o new.json --format text -o ./new.json');
    expect(stderr).toContain('the text report would overwrite the json report');
    expect(code).toBe(2);
  });
});

const PARTS = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { $ref: './part.yaml' } } }
`;

test('text is wrapped only for a terminal', async () => {
  const longest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));
  expect(longest((await check('--no-color', { columns: 60 })).stdout)).toBeLessThanOrEqual(80);
  expect(longest((await check('')).stdout)).toBeGreaterThan(80);
});

test('a file takes what its format wrote, without colour', async () => {
  const { stdout } = await check('--format text -o a/b/report.txt --format json', { columns: 80 });
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'findings' });
  expect(readFileSync('a/b/report.txt', 'utf8')).toBe((await check('')).stdout);
});

test('a file that can not be written is a message', async () => {
  writeFileSync('plain', '');
  const { code, stderr } = await check('-o plain/report.txt');
  expect(stderr).toMatch(/^plain\/report\.txt: error: could not be written: E/);
  expect(code).toBe(2);
});

describe('under GitHub Actions', () => {
  test('annotations go to standard error, the summary is appended, standard output stays', async () => {
    writeFileSync('summary.md', '# earlier step\n');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: resolve('summary.md') };
    const { stdout, stderr } = await check('', { env });
    expect(stdout).toBe((await check('')).stdout);
    expect(stderr).toMatch(/^::/m);
    const summary = readFileSync('summary.md', 'utf8');
    expect(summary.startsWith('# earlier step\n')).toBe(true);
    expect(summary).toContain('colour');
  });

  test('annotations that were asked for are not written twice', async () => {
    const { stdout, stderr } = await check('--format github', { env: { GITHUB_ACTIONS: 'true' } });
    expect(stdout).toBe('');
    expect(stderr).toBe((await check('--format github')).stderr);
  });
});

test('a slow reader holds the lines back', async () => {
  let [open, most] = [0, 0];
  const onWrite = async () => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, 5));
    open--;
  };
  writeFileSync('long.ndjson', readFileSync('clean.ndjson', 'utf8').repeat(2000));
  const { code, stdout } = await run(
    ['check', 'long.ndjson', '--contract', 'openapi.yaml', '--format', 'ndjson'],
    { onWrite },
  );
  expect(code).toBe(0);
  expect(stdout.split('\n')).toHaveLength(6001);
  expect(most).toBe(1);
});
