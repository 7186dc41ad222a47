// Text from outside, through every command, format and option that there is: nothing of it is obeyed by a terminal, an editor, a log runner, a
// Markdown page or a browser. The rows are made from the list of commands, so that a new command or format is in it by itself.
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import rehypeParse from 'rehype-parse';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { codeWords } from '../../src/cli/codes.ts';
import type { Command, OptionSpec } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands.ts';
import { run } from './run.ts';

const ESC = '\u001b';
const PAYLOADS = [
  ...['[2J', '[31m', '[1;1H', '[6n', 'c', '(0', '[?25l', '[?1049h', '[8m', '#8', 'P1$r', '_x', '^x'].map(
    (end) => ESC + end,
  ),
  `${ESC}]8;;https://x.example${ESC}\\text${ESC}]8;;${ESC}\\`,
  `${ESC}]52;c;aGk=\u0007`,
  `${ESC}]0;title\u0007`,
  ...['\u009b31m', '\u009d52;c;aGk=\u009c', '\u0090x\u009c', '\u0085', '\u008d'],
  ...['\u0000', '\u0007', '\b\b\b', '\u000b', '\f', '\u000e', '\u007f', '\rover'],
  ...['\u202e', '\u202a', '\u2066', '\u2069', '\u200e', '\u061c'],
  ...['\u200b', '\u200d', '\ufeff', '\u00ad', '\u2060', '\u{e0041}', '\ufff9', '\ufffe', '\ud800'],
  ...['\u2028', '\u2029', '\n', '\r\n'].map((end) => `${end}::error::x`),
  '\n::add-mask::x',
  '\n  ::set-output name=x::y',
  '\n::stop-commands::x',
  '##[error]x',
  '##[add-path]x',
  '##vso[task.setvariable variable=x]y',
  '\n##teamcity[message]',
  '[text](https://x.example)',
  '![image](https://x.example/i.png)',
  'https://auto.example/x',
  '<https://x.example>',
  '@octocat and #1 and GH-1',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</code></td></style></script><a href="javascript:alert(1)">x</a>',
  '`</code>`` ```\n```\n# heading',
  '*/ alert(1) /*',
  '$\u007balert(1)}`"\'\\',
  '| a | b |\n| --- | --- |',
].map((payload, index) => `kq${index}x${payload}`);
/** As one word of a command line, which can't hold a NUL. */
const ALL = PAYLOADS.join(' ').replaceAll('\0', '');

/** What a terminal, an editor or a log runner may obey. */
const OBEYED = /[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|(?![\t\n]|\r\n)\p{Cc}|##(?:\w*\[)/u;
const COMMAND = /^\s*::/m;
const ANNOTATION = /^::(?:error|warning|notice) (?:file=|title=)[^\n]*$/gm;

const OWN_COLOUR = new RegExp(`(?<!kq\\d+x)${ESC}\\[\\d+m`, 'g');

const home = process.cwd();
let fixture = '';
let folder = '';

beforeAll(async () => {
  fixture = mkdtempSync(join(tmpdir(), 'door-'));
  folder = mkdtempSync(join(tmpdir(), 'door-'));
  process.chdir(fixture);
  writeFileSync('api.json', JSON.stringify(api()));
  writeFileSync('traffic.ndjson', traffic());
  writeFileSync('few.ndjson', exchange('/things/1', { id: ALL, [`new ${ALL}`]: ALL }));
  writeFileSync('page.md', page());
  writeFileSync('package.json', JSON.stringify({ name: ALL.toWellFormed(), type: 'module' }));
  const live = { endpoint: 'https://127.0.0.1:9', limits: { connect: 50 }, parameters: { id: 'x' } };
  writeFileSync(
    'driftgate.config.json',
    JSON.stringify({ contract: 'api.json', recordings: ['traffic.ndjson'], live }),
  );
  await run(['docs', 'accept', 'page.md', '--reason', 'r', ...REASONS]);
  const { stdout } = await run(['check', '--format', 'partial']);
  writeFileSync('part.ndjson', stdout);
});
afterAll(() => {
  process.chdir(home);
  for (const each of [fixture, folder]) rmSync(each, { recursive: true, force: true });
});

function api(): object {
  const named = (value: (payload: string, index: number) => unknown) =>
    Object.fromEntries(
      PAYLOADS.map((payload, index) => [`${payload.toWellFormed()} ${index}`, value(payload, index)]),
    );
  const schema = {
    title: ALL,
    description: ALL,
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string', enum: PAYLOADS, description: ALL },
      ...named((payload) => ({ type: 'integer', description: payload, title: payload })),
    },
  };
  const operation = {
    operationId: 'getThing',
    summary: ALL,
    description: ALL,
    parameters: [{ name: 'id', in: 'path', required: true, description: ALL, schema: { type: 'string' } }],
    responses: { 200: { description: ALL, content: { 'application/json': { schema } } } },
  };
  return {
    openapi: '3.1.0',
    info: { title: ALL, version: '1', description: ALL },
    paths: { '/things/{id}': { get: operation } },
  };
}

function exchange(url: string, body: object, headers: object = {}): string {
  const response = { status: 200, headers: { 'content-type': 'application/json', ...headers }, body };
  return `${JSON.stringify({ request: { method: 'GET', url }, response })}\n`;
}

function traffic(): string {
  const drift = [
    ...PAYLOADS.map((payload) => exchange('/things/1', { id: `other ${payload}` }, { 'x-new': payload })),
    exchange('/things/1', {
      id: ALL,
      ...Object.fromEntries(PAYLOADS.map((payload) => [`new ${payload}`, payload])),
    }),
    exchange('/things/1', {
      id: ALL,
      ...Object.fromEntries(
        PAYLOADS.map((payload, index) => [`${payload.toWellFormed()} ${index}`, payload]),
      ),
    }),
  ];
  const unknown = PAYLOADS.map((payload) => exchange(`/${payload}`, {}));
  const unreadable = PAYLOADS.map((payload) => `${JSON.stringify({ request: payload })}\n`);
  return [...drift, ...unknown, ...unreadable].join('');
}

function page(): string {
  // With other characters it would be no text.
  const text = PAYLOADS.map((payload) => payload.toWellFormed().replaceAll(/[\n|\0]/g, ' '));
  // Several in a row: each row is a proposal to be tried.
  const several = Array.from({ length: 8 }, (_, row) => text.filter((_, at) => at % 8 === row).join(' '));
  const rows = several.map((payload, index) => `| name_${index} | String | ${payload} |`);
  const odd = several.map((payload) => `| ${payload} | ${payload} | ${payload} |`);
  const sample = JSON.stringify(
    { id: 1, ...Object.fromEntries(PAYLOADS.map((payload) => [payload, payload])) },
    undefined,
    2,
  );
  return `# Show a thing ${text.join(' ')}

[API Explorer](https://apiexplorer.example.com/apiexplorer/doc?product=THINGS&api=getThing)

## URI

GET /things/{id}

**Table 1** Path Parameters

| Parameter | Mandatory | Type | Description |
| --- | --- | --- | --- |
| id | Yes | String | Which thing ${text.join(' ')} |

## Response Parameters

**Status code: 200**

**Table 2** Response body parameters

| Parameter | Type | Description |
| --- | --- | --- |
| id | String | Its identifier<br>Enumeration values:<ul>${text.map((payload) => `<li>**${payload}**</li>`).join('')}</ul> |
${[...rows, ...odd].join('\n')}

## Example Responses

**Status code: 200**

\`\`\`
${sample}
\`\`\`

## Status Codes

| Status Code | Description |
| --- | --- |
| 200 | OK ${text.join(' ')} |
| 410 | Gone |

${'Plain words. '.repeat(2500)}
`;
}

/** Values under which a command gets on; every other option gets the payloads themselves. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  recording: 'traffic.ndjson',
  page: 'page.md',
  partial: 'part.ndjson',
  shell: 'bash',
  code: 'type-mismatch',
  contract: 'api.json',
  old: 'api.json',
  new: 'api.json',
};
const NEEDED: Readonly<Record<string, string>> = {
  reason: ALL,
  upstream: 'https://127.0.0.1:9',
  out: 'generated',
};
const FILES: Readonly<Record<string, string>> = {
  output: 'written.txt',
  report: 'written.md',
  baseline: 'written.json',
};

/** Of each kind of contradiction. */
const REASONS = codeWords
  .filter(({ code }) => code.startsWith('docs-'))
  .flatMap(({ code }) => ['--reason', `${code}=${ALL}`]);

type Row = {
  readonly words: readonly string[];
  readonly format?: string;
  readonly runs?: true;
  readonly works?: true;
};

function rowsOf(name: string, command: Command): Row[] {
  // It tries each change that it proposes.
  const usual: Readonly<Record<string, string>> =
    name === 'propose' ? { ...ARGUMENTS, recording: 'few.ndjson' } : ARGUMENTS;
  const given = command.arguments.map((argument) => usual[argument.name] ?? ALL);
  const needed = command.options.flatMap((option) => {
    const value = NEEDED[option.name];
    return value === undefined ? [] : [`--${option.name}`, value];
  });
  const base = [...name.split(' '), ...given, ...needed, ...(name === 'docs accept' ? REASONS : [])];
  const output = command.options.some((option) => option.name === 'output')
    ? ['-o', 'written.txt']
    : undefined;
  return [
    { words: base, works: true },
    { words: [...base, `--${ALL}`] },
    ...(command.arguments.length === 0 ? [] : [{ words: [...name.split(' '), ALL, ...needed] }]),
    ...(output === undefined ? [] : [{ words: [...base, ...output] }]),
    ...command.options.flatMap((option) => rowsOfOption(base, option, output)),
  ];
}

function rowsOfOption(
  base: readonly string[],
  option: OptionSpec,
  output: readonly string[] | undefined,
): Row[] {
  const flag = `--${option.name}`;
  if (option.value === undefined)
    return [{ words: [...base, flag], ...(option.name === 'watch' ? { runs: true } : {}) }];
  if (option.choices === undefined) {
    const file = FILES[option.name];
    return [
      { words: [...base, flag, ALL] },
      ...(file === undefined ? [] : [{ words: [...base, flag, file] }]),
    ];
  }
  return option.choices.names.flatMap((choice): Row[] => {
    const words = [...base, flag, choice];
    const row = option.name === 'format' ? { words, format: choice } : { words };
    return output === undefined || option.name !== 'format'
      ? [row]
      : [row, { ...row, words: [...words, ...output] }];
  });
}

const rows = await Promise.all(
  commands.map(async ({ name, load }) => [name, rowsOf(name, (await load()).command)] as const),
);

describe.each(rows)('%s', (name, ofCommand) => {
  test.each(ofCommand.map((row) => [row.words.join(' ').replaceAll(ALL, 'PAYLOADS'), row] as const))(
    '%s',
    async (_, row) => {
      rmSync(folder, { recursive: true, force: true });
      cpSync(fixture, folder, { recursive: true });
      process.chdir(folder);
      // Each proposal is tried: those that the page brings would take minutes.
      if (name === 'propose' && !row.words.includes('--report')) rmSync('api.page.json');
      if (name === 'init') rmSync('driftgate.config.json');
      const ran = await run(row.words, { signal: signalFor(name, row) });
      if (row.works) expect(ran.code, ran.stderr.slice(0, 500)).not.toBe(2);
      expect(ran.code, ran.stderr.slice(0, 300) + ran.stderr.slice(-1500)).not.toBe(70);
      expectInert(ran.stdout, row);
      expectInert(ran.stderr, row);
      for (const file of newFiles('.')) expectInert(readFileSync(file, 'utf8'), { ...row, file });
      for (const path of ['written.txt', 'written.md'].filter((path) => existsSync(path)))
        expectMeaning(readFileSync(path, 'utf8'), path.endsWith('.md') ? 'markdown' : row.format);
      expectMeaning(ran.stdout, row.format);
    },
  );
});

/** A proxy or a watch ends when it is interrupted only. */
function signalFor(name: string, row: Row): AbortSignal {
  if (name === 'proxy') return AbortSignal.abort();
  return AbortSignal.timeout(row.runs ? 1000 : 60_000);
}

function newFiles(at: string): string[] {
  return readdirSync(at).flatMap((name) => {
    const path = join(at, name);
    if (statSync(path).isDirectory()) return newFiles(path);
    return existsSync(join(fixture, path)) ? [] : [path];
  });
}

function expectInert(text: string, { format, ...row }: Row & { readonly file?: string }): void {
  const plain = format === 'github' ? text.replaceAll(ANNOTATION, '') : text;
  const rest = row.words.includes('--color') ? plain.replaceAll(OWN_COLOUR, '') : plain;
  expect({ ...row, obeyed: around(rest, OBEYED), command: around(rest, COMMAND) }).toEqual({ ...row });
}

function around(text: string, what: RegExp): string | undefined {
  const at = text.search(what);
  return at < 0 ? undefined : JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
}

/** In Markdown the payloads stand in code only, in HTML in text only; JSON and YAML are read. */
function expectMeaning(text: string, format: string | undefined): void {
  if (text === '') return;
  if (format === 'json' || format === 'sarif' || format === 'gitlab') JSON.parse(text);
  if (format === 'markdown')
    expect(outOfCode(unified().use(remarkParse).use(remarkGfm).parse(text))).toEqual([]);
  if (format === 'html') expect(activeParts(unified().use(rehypeParse).parse(text))).toEqual([]);
}

type Node = {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly tagName?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly children?: readonly unknown[];
};

function outOfCode(node: unknown): string[] {
  const { type, value = '', url = '', children = [] } = node as Node;
  if (type === 'code' || type === 'inlineCode') return [];
  const own = /kq\d+x/.test(value + url) ? [`${type}: ${value}${url}`] : [];
  return [...own, ...children.flatMap(outOfCode)];
}

function activeParts(node: unknown): string[] {
  const { tagName, properties = {}, children = [] } = node as Node;
  const { href } = properties;
  const isActive =
    Object.keys(properties).some((name) => /^on/i.test(name)) ||
    (href !== undefined && !String(href).startsWith('#')) ||
    ['img', 'iframe', 'object', 'link', 'base'].includes(tagName ?? '') ||
    (tagName === 'script' && JSON.stringify(children).includes('alert'));
  return [
    ...(isActive ? [`${tagName} ${JSON.stringify(properties)}`] : []),
    ...children.flatMap(activeParts),
  ];
}

describe('a mistake of our own', () => {
  test.each(PAYLOADS)('%j', async (payload) => {
    process.chdir(fixture);
    const around = {
      get today(): string {
        throw new Error(payload);
      },
    };
    const ran = await run(['check'], around);
    expect(ran.code).toBe(70);
    expectInert(ran.stderr, { words: [] });
  });
});

test('the overlay and the draft say what the payloads say', async () => {
  process.chdir(fixture);
  rmSync('api.page.json');
  const overlay = await run(['propose', 'few.ndjson']);
  expect(JSON.stringify(parse(overlay.stdout))).toContain(JSON.stringify(ALL).slice(1, -1));
  const draft = await run(['docs', 'scaffold', 'page.md']);
  const read = JSON.stringify(parse(draft.stdout));
  const shown = PAYLOADS.filter((payload) => read.includes(JSON.stringify(payload).slice(1, -1)));
  expect(shown.length).toBeGreaterThan(PAYLOADS.length / 2);
});
