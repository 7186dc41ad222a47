// Everything in a fence is run, type-checked or parsed, so that nobody copies what does not work.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import { parseQuickly } from '../../src/cli/main.ts';
import { run } from '../cli/run.ts';
import { packagePaths } from '../package-entries.ts';
import { type Block, blocks, documents, fileNameOf, type Line, root, shellLine } from './blocks.ts';

const home = process.cwd();
const temporary: string[] = [];

afterEach(() => process.chdir(home));
afterAll(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

const known = ['sh', 'ts', 'json', 'yaml', 'text'];
const blocksIn = (file: string, ...languages: readonly string[]): readonly Block[] =>
  blocks.filter((block) => block.file === file && languages.includes(block.language));

test('every block says what it is', () => {
  const odd = blocks.filter(({ language }) => !known.includes(language));
  expect(odd.map(({ file, line, language }) => `${file}:${line}: ${language}`)).toEqual([]);
});

describe('JSON and YAML', () => {
  test.each(blocks.filter(({ language }) => language === 'json'))('$file:$line', ({ text }) => {
    expect(() => JSON.parse(text)).not.toThrow();
  });
  test.each(blocks.filter(({ language }) => language === 'yaml'))('$file:$line', ({ text }) => {
    expect(parseDocument(text).errors).toEqual([]);
  });
});

/** This repository's own contract for the READMEs, what `init` writes for all else. */
async function project(file: string): Promise<string> {
  const folder = emptyProject();
  if (file.startsWith('README')) {
    for (const name of ['openapi', 'tests/recordings', 'src/generated', 'driftgate.baseline.json'])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    cpSync(join(root, 'driftgate.config.ts'), join(folder, 'driftgate.config.ts'));
    return folder;
  }
  cpSync(join(root, 'tests/page/pages/english-list-books.md'), join(folder, 'page.md'));
  process.chdir(folder);
  expect((await run(['init'])).code).toBe(0);
  return folder;
}

function emptyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  temporary.push(folder);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'tsconfig.json'), '{}');
  mkdirSync(join(folder, 'node_modules')); // where compiled contracts are kept
  return folder;
}

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** What is not ours: held to names that are there. */
function checkForeign(words: readonly string[]): void {
  for (const part of words.join(' ').split(' && ')) {
    const script = /^npm (?:run )?([\w:]+)/.exec(part)?.[1];
    expect(
      script === 'ci' || script === 'install' || (script !== undefined && scripts[script] !== undefined),
      part,
    ).toBe(true);
  }
}

/** Commands that ask a service, wait for clients or read revisions: their words are parsed, their own tests run them. */
function needsMore([name, ...words]: readonly string[]): boolean {
  return (
    ['record', 'proxy', 'diff'].includes(name ?? '') || words.includes('--live') || words.includes('--watch')
  );
}

async function parses(words: readonly string[]): Promise<boolean> {
  const line = commands.find(({ name }) => words.slice(0, name.split(' ').length).join(' ') === name);
  if (line === undefined) return false;
  return parseQuickly((await line.load()).command, words.slice(line.name.split(' ').length)) !== undefined;
}

/** What the service of the README's example would have answered. */
function writeRecording(folder: string): void {
  const response = { status: 200, headers: { 'content-type': 'application/json' } };
  const body = { id: '42', owner: 'Ada', cents: 1250 };
  const request = { method: 'GET', url: 'https://bank.example.com/v1/accounts/42' };
  const exchange = { request, response: { ...response, body } };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'getAccount-200.ndjson'), `${JSON.stringify(exchange)}\n`);
}

async function runLine({ words, exit, stdin }: Line): Promise<void> {
  const [program, ...argv] = words;
  if (program !== 'driftgate') return checkForeign(words);
  if (needsMore(argv)) {
    expect(await parses(argv), words.join(' ')).toBe(true);
    if (argv[0] === 'record') writeRecording(argv.at(-1) ?? '');
    return;
  }
  if (argv[0] === 'init') process.chdir(emptyProject());
  const ran = await run(argv, stdin === undefined ? {} : { stdin });
  expect(ran.code, `${words.join(' ')}\n${ran.stdout}${ran.stderr}`).toBe(exit);
}

describe('shell', () => {
  test.each(documents.filter((file) => blocksIn(file, 'sh').length > 0))('%s', async (file) => {
    process.chdir(await project(file));
    for (const block of blocksIn(file, 'sh', 'ts', 'yaml')) {
      const name = fileNameOf(block);
      if (block.language !== 'sh') {
        if (name !== undefined) writeFileSync(name, block.text);
        continue;
      }
      for (const line of block.text.trim().split('\n')) await runLine(shellLine(line));
    }
  });
});

/** Commands in running text, in lists and tables: whether they parse. */
describe('commands between backticks', () => {
  test.each(documents)('%s', async (file) => {
    const text = readFileSync(join(root, file), 'utf8').replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
    const wrong: string[] = [];
    for (const [, inline = ''] of text.matchAll(
      /`(?:npx (?:--no-install )?)?driftgate ([a-z][^`|<[&>]*)`/g,
    )) {
      const { words } = shellLine(inline.replace(/CODE$/, 'status-undocumented'));
      const isGroup = commands.some(({ name }) => name.startsWith(`${words[0]} `)) && words.length === 1;
      if (!isGroup && !words.includes('--help') && !(await namesCommand(words))) wrong.push(inline);
    }
    expect(wrong).toEqual([]);
  });
});

/** A command may be spoken of without its required arguments. */
async function namesCommand(words: readonly string[]): Promise<boolean> {
  return (await parses(words)) || (await parses([...words, 'x']));
}

describe('TypeScript', () => {
  const typed = blocks.filter(({ language }) => language === 'ts');
  const names = typed.map((block, index) => join(root, 'tests/docs-text', `block-${index}-${block.line}.ts`));

  test('type-checks, with the package taken from src', () => {
    const texts = new Map(names.map((name, index) => [name, `${typed[index]?.text ?? ''}\nexport {};\n`]));
    expect(problemsOf(texts)).toEqual([]);
  }, 120_000);

  test('a block that does not is found', () => {
    const name = join(root, 'tests/docs-text/block-wrong.ts');
    const text =
      "import { defineConfig } from 'driftgate';\nexport default defineConfig({ contrakt: 'a' });\n";
    expect(problemsOf(new Map([[name, text]]))[0]).toContain('contrakt');
  }, 120_000);
});

function problemsOf(texts: ReadonlyMap<string, string>): readonly string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    paths: packagePaths(),
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  const { getSourceFile } = host;
  host.getSourceFile = (name, language, ...rest) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, language, ...rest)
      : ts.createSourceFile(name, text, language);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].flatMap((name) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) =>
        `${name.slice(root.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}

describe('links', () => {
  test.each(documents)('%s leads to files that are there', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
    const local = targets.filter((target) => !/^https?:/.test(target));
    expect(local.filter((target) => !existsSync(join(root, dirname(file), target)))).toEqual([]);
  });
});

test('both languages show the same commands and the same blocks of code', () => {
  for (const [english, chinese] of [
    ['README.md', 'README.zh-CN.md'],
    ['docs/concepts.md', 'docs/zh-CN/concepts.md'],
  ] as const) {
    const shape = (file: string): readonly string[] =>
      blocksIn(file, 'sh', 'ts', 'json').map(({ language }) => language);
    expect(shape(chinese)).toEqual(shape(english));
  }
});
