// No command writes over what it reads, nor over what the package manager keeps, whatever the file is called on the command line.
import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyShared, inNewFolders } from '../folder.ts';
import { run } from '../run.ts';

const overlay = `overlay: 1.1.0
info: { title: ours, version: "1" }
actions: [{ target: $.info, update: { description: corrected } }]
`;
inNewFolders(() => {
  copyShared();
  for (const name of ['package.json', 'package-lock.json', 'yarn.lock']) writeFileSync(name, '{}');
  writeFileSync('fix.yaml', overlay);
});

/** The same file by another name. */
const spellings: Readonly<Record<string, (file: string) => string>> = {
  'its path': (file) => file,
  'a path with ..': (file) => `./x/../${file}`,
  'an absolute path': (file) => resolve(file),
  'a hard link': (file) => {
    linkSync(file, 'hard');
    return 'hard';
  },
  'a symbolic link': (file) => {
    symlinkSync(file, 'symbolic');
    return 'symbolic';
  },
  'a link to a link': (file) => {
    symlinkSync(file, 'first');
    mkdirSync('deep');
    symlinkSync('../first', 'deep/second');
    return 'deep/second';
  },
  'a path through a linked folder': (file) => {
    symlinkSync('.', 'here');
    return `here/${file}`;
  },
};

const contract = '--contract openapi.yaml';
const rows: readonly [words: string, file: string, message: string][] = [
  [`check drift.ndjson ${contract} -o FILE`, 'drift.ndjson', 'overwrite the recording'],
  [`check drift.ndjson ${contract} -o FILE`, 'package.json', "overwrite the project's package.json"],
  [
    `check drift.ndjson ${contract} --format ndjson -o FILE`,
    'yarn.lock',
    "overwrite the project's yarn.lock",
  ],
  [`merge a.partial ${contract} -o FILE`, 'a.partial', 'overwrite the partial report'],
  [`merge a.partial ${contract} -o FILE`, 'package.json', "overwrite the project's package.json"],
  [`propose drift.ndjson ${contract} -o FILE`, 'openapi.yaml', 'overwrite the contract'],
  [`check drift.ndjson ${contract} --overlay fix.yaml -o FILE`, 'fix.yaml', 'overwrite the overlay'],
  [`propose drift.ndjson ${contract} --overlay fix.yaml -o FILE`, 'fix.yaml', 'overwrite the overlay'],
  [
    `propose drift.ndjson ${contract} --report FILE`,
    'package-lock.json',
    "overwrite the project's package-lock.json",
  ],
  [`docs check page.html ${contract} -o FILE`, 'page.html', 'overwrite the page'],
  [`docs check page.html ${contract} -o FILE`, 'package.json', "overwrite the project's package.json"],
  [`docs diff page.html ${contract} -o FILE`, 'page.html', 'overwrite the page'],
  [`docs accept page.html --reason r ${contract} --lock FILE`, 'page.html', 'overwrite the page'],
  [`docs accept page.html --reason r ${contract} --lock FILE`, 'openapi.yaml', 'overwrite the contract'],
  [
    `docs accept page.html --reason r ${contract} --lock FILE`,
    'package.json',
    "overwrite the project's package.json",
  ],
  [
    `baseline update drift.ndjson --reason r ${contract} --baseline FILE`,
    'drift.ndjson',
    'overwrite the recording',
  ],
  [
    `baseline update drift.ndjson --reason r ${contract} --baseline FILE`,
    'openapi.yaml',
    'overwrite the contract',
  ],
  [
    `baseline update drift.ndjson --reason r ${contract} --baseline FILE`,
    'package.json',
    "overwrite the project's package.json",
  ],
  ['docs scaffold page.html -o FILE', 'page.html', 'is there already'],
  ['docs scaffold page.html -o FILE', 'package.json', 'is there already'],
  ['docs layout page.html -o FILE', 'page.html', 'is there already'],
];

describe.each(Object.keys(spellings))('by %s', (spelling) => {
  test.each(rows)('%s: %s', async (words, file, message) => {
    copyFileSync('clean.ndjson', 'a.partial');
    const before = readFileSync(file, 'utf8');
    const name = spellings[spelling]?.(file) ?? '';
    const { code, stderr } = await run(words.replace('FILE', name).split(' '));
    expect(stderr).toContain(message);
    expect(code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(before);
    if (/symbolic|link to/.test(spelling)) expect(lstatSync(name).isSymbolicLink()).toBe(true);
  });
});

describe('generate leaves what it did not write', () => {
  test.each(Object.keys(spellings))('by %s', async (spelling) => {
    mkdirSync('out');
    const before = readFileSync('openapi.yaml', 'utf8');
    if (spelling === 'a hard link') linkSync('openapi.yaml', 'out/types.ts');
    else symlinkSync('../openapi.yaml', 'out/types.ts');
    const out = /link$/.test(spelling) ? 'out' : spellings[spelling]?.('out');
    const { code, stderr } = await run(['generate', '--contract', 'openapi.yaml', '--out', out ?? '']);
    expect(stderr).toContain('was not written by driftgate generate');
    expect(code).toBe(2);
    expect(readFileSync('openapi.yaml', 'utf8')).toBe(before);
  });

  test('and replaces what it wrote', async () => {
    const words = ['generate', '--contract', 'openapi.yaml', '--out', 'out'];
    expect((await run(words)).code).toBe(0);
    writeFileSync('out/types.ts', `${readFileSync('out/types.ts', 'utf8')}// stale\n`);
    expect((await run(words)).code).toBe(0);
    expect(readFileSync('out/types.ts', 'utf8')).not.toContain('// stale');
  });
});

describe('a baseline that is not there yet', () => {
  test('no report takes its place, by a link from either side', async () => {
    writeFileSync('driftgate.config.json', '{"contract":"openapi.yaml","baseline":"known.json"}');
    symlinkSync('known.json', 'to-known');
    const forth = await run(['check', 'drift.ndjson', '-o', 'to-known']);
    expect(forth.stderr).toContain('the text report would overwrite the baseline');
    symlinkSync('far/away.json', 'known.json');
    const back = await run(['check', 'drift.ndjson', '-o', 'far/away.json']);
    expect(back.stderr).toContain('the text report would overwrite the baseline');
    expect([forth.code, back.code]).toEqual([2, 2]);
    expect(existsSync('far/away.json')).toBe(false);
  });

  test('behind a link it is written where the link leads', async () => {
    symlinkSync('far/away.json', 'known.json');
    const words = `baseline update drift.ndjson --reason r ${contract} --baseline known.json`;
    expect((await run(words.split(' '))).code).toBe(0);
    expect(lstatSync('known.json').isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync('far/away.json', 'utf8'))).toHaveProperty('findings');
  });
});

test('a draft does not take the place of a link that leads nowhere', async () => {
  symlinkSync('nowhere.yaml', 'draft.yaml');
  const { code, stderr } = await run(['docs', 'scaffold', 'page.html', '-o', 'draft.yaml']);
  expect(stderr).toContain('is there already');
  expect(code).toBe(2);
});

test('recordings go into a folder, not over a file', async () => {
  const words = 'proxy --record --upstream https://a.example --contract openapi.yaml --into package.json';
  const { code, stderr } = await run(words.split(' '));
  expect(stderr).toContain('package.json: error: is a file; recordings go into a folder');
  expect(code).toBe(2);
});
