import { chmod, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseSource } from '../../src/contract/files.ts';
import { inFolder, refusals, refusalsOf } from './support.ts';

const give = 'give the path of an OpenAPI document in YAML or JSON';
const first = 'give an OpenAPI document; its first line is usually `openapi: 3.1.1`';
const html = 'give the address of the OpenAPI file itself, in YAML or JSON';
const supported = '3.0.0 to 3.0.4, 3.1.0 to 3.1.2 and 3.2.x';

type Row = readonly [what: string, name: string, text: string | Uint8Array, refusal: string];

const rows: readonly Row[] = [
  ['nothing', 'a.yaml', '', `a.yaml: the file is empty | ${give}`],
  ['blank lines', 'a.yaml', '\n \n', `a.yaml: the file is empty | ${give}`],
  [
    'only a comment',
    'a.yaml',
    '# later\n',
    `a.yaml:1:1: not an OpenAPI document: nothing, not an object | ${first}`,
  ],
  [
    'an HTML page',
    'a.yaml',
    '\n<!doctype html>\n<html>',
    `a.yaml:2:1: this is HTML or XML, not an OpenAPI document | ${html}`,
  ],
  [
    'an HTML page called JSON',
    'a.json',
    '<html>',
    `a.json:1:1: this is HTML or XML, not an OpenAPI document | ${html}`,
  ],
  [
    'plain text',
    'a.yaml',
    'Not Found',
    `a.yaml:1:1: not an OpenAPI document: a string, not an object | ${first}`,
  ],
  ['a list', 'a.json', '[]', `a.json:1:1: not an OpenAPI document: a list, not an object | ${first}`],
  [
    'another document',
    'a.json',
    '{"log":{"entries":[]}}',
    `a.json:1:1: not an OpenAPI document: it has no field "openapi" | ${first}`,
  ],
  [
    'Swagger 1',
    'a.yaml',
    'info: {}\nswagger: "1.2"',
    `a.yaml:2:10: Swagger 1.2 is not supported, Swagger 2.0 and OpenAPI ${supported} are | convert it, for example with https://converter.swagger.io`,
  ],
  [
    'OpenAPI 3.3',
    'a.yaml',
    'openapi: 3.3.0',
    `a.yaml:1:10: OpenAPI "3.3.0" is not supported, ${supported} are | write \`openapi: 3.1.1\` where the document keeps to that version`,
  ],
  [
    'a version without its patch',
    'a.yaml',
    'openapi: "3.1"',
    `a.yaml:1:10: OpenAPI "3.1" is not supported, ${supported} are | write \`openapi: 3.1.1\` where the document keeps to that version`,
  ],
  [
    'a version that is a number',
    'a.yaml',
    'openapi: 3.1',
    'a.yaml:1:10: openapi is a number, not a string | write `openapi: "3.1.1"`',
  ],
  ['UTF-16', 'a.yaml', new Uint8Array([0xff, 0xfe, 0x6f, 0]), `a.yaml: the text is not UTF-8 | ${give}`],
  ['a tab', 'a.yaml', 'info:\n\ttitle: x', 'a.yaml:2:1: a tab indents this line | indent YAML with spaces'],
  [
    'a bracket left open',
    'a.yaml',
    'a: [1,\nb: 2',
    'a.yaml:2:1: flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  [
    'a trailing comma in JSON',
    'a.json',
    '{"a": 1,}',
    'a.json:1:9: expected a key in double quotes, found "}"',
  ],
  ['cut JSON', 'a.json', '{"a": [1', 'a.json:1:9: expected "," or "]", found the end'],
  ['JSON with text after it', 'a.json', '{} x', 'a.json:1:4: expected the end, found "x"'],
  ['a string in JSON that does not end', 'a.json', '{"a": "x}', 'a.json:1:10: the text ends inside a string'],
  [
    'two documents',
    'a.yaml',
    'a: 1\n---\nb: 2',
    'a.yaml:2:1: a second YAML document starts here | keep one document a file',
  ],
  [
    'an infinite number',
    'a.yaml',
    'a: .inf',
    'a.yaml:1:4: .inf is no JSON number | OpenAPI is JSON: leave it out',
  ],
  ['an unknown alias', 'a.yaml', 'a: *b', 'a.yaml:1:4: alias *b has no anchor that ends before it'],
  [
    'an alias inside its anchor',
    'a.yaml',
    'a: &b { c: *b }',
    'a.yaml:1:12: alias *b has no anchor that ends before it',
  ],
  ['deep nesting in YAML', 'a.yaml', '['.repeat(100_000), 'a.yaml:1:201: nested deeper than 200 levels'],
  [
    'deep nesting in JSON',
    'a.json',
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    'a.json:1:201: nested deeper than 200 levels',
  ],
  ['a list as a key', 'a.yaml', '? [a]\n: 1', 'a.yaml:1:3: this key is no string'],
];

test.for(rows)('%s', async ([, name, text, refusal]) => {
  expect(await refusals({ [name]: text })).toEqual([refusal]);
});

test('aliases that explode are refused', async () => {
  const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const lines = levels.map((name, at) => {
    const inner = at === 0 ? '1' : `*${levels[at - 1]}`;
    return `${name}: &${name} [${Array(10).fill(inner).join(', ')}]`;
  });
  expect(await refusals({ 'a.yaml': lines.join('\n') })).toEqual([
    'a.yaml:5:36: the aliases of this document stand for more than 100000 values',
  ]);
});

test('no file, a folder, an address', async () => {
  await inFolder({ 'a.yaml': '' }, async (folder) => {
    const missing = path.join(folder, 'b.yaml');
    expect(await refusalsOf(missing)).toEqual([`${missing}: no such file | ${give}`]);
    expect(await refusalsOf(folder)).toEqual([`${folder}: this is a folder | ${give}`]);
  });
  expect(await refusalsOf('https://example.com/openapi.yaml')).toEqual([
    'https://example.com/openapi.yaml: a contract is read from a file, not from an address | download it and give its path',
  ]);
});

test('a link out of the folder', async () => {
  const ref =
    'openapi: 3.1.1\ninfo: { title: x, version: "1" }\npaths: {}\ncomponents: { schemas: { A: { $ref: in/link.yaml } } }\n';
  await inFolder({ 'contract/a.yaml': ref, 'secret.yaml': 'type: object' }, async (folder, main) => {
    await mkdir(path.join(folder, 'contract/in'));
    await symlink(path.join(folder, 'secret.yaml'), path.join(folder, 'contract/in/link.yaml'));
    const lines = await refusalsOf(main);
    expect(lines.map((line) => line.replaceAll(`${folder}/`, ''))).toEqual([
      'contract/a.yaml:4:37: $ref "in/link.yaml": a link out of the contract\'s folder | it is looked for at contract/in/link.yaml',
    ]);
  });
});

test.skipIf(process.getuid?.() === 0)('a file that may not be read (root may read any)', async () => {
  await inFolder({ 'a.yaml': 'a: 1' }, async (_, main) => {
    await chmod(main, 0);
    expect(await refusalsOf(main)).toEqual([`${main}: no permission to read this file | ${give}`]);
  });
});

const yaml = `\uFEFFa:
  b: 1
  c: [x, {d: y}]
base: &base
  e: f
more:
  <<: *base
  "~/": g
  200: h
`;

const json = '{\n  "a": {"b": 1,\n    "c": ["x", {"d": "y"}]}, "q\\"": {"": [\n]}}';

const places: readonly (readonly [text: string, pointer: string, value: string, key: string])[] = [
  [yaml, '', '1:1', '1:1'],
  [yaml, '/a', '1:1', '1:1'],
  [yaml, '/a/b', '2:6', '2:3'],
  [yaml, '/a/c', '3:3', '3:3'],
  [yaml, '/a/c/0', '3:7', '3:7'],
  [yaml, '/a/c/1/d', '3:14', '3:11'],
  [yaml, '/more/e', '5:6', '5:3'],
  [yaml, '/more/~0~1', '8:9', '8:3'],
  [yaml, '/more/200', '9:8', '9:3'],
  [yaml, '/a/nowhere/else', '1:1', '1:1'],
  [json, '', '1:1', '1:1'],
  [json, '/a/b', '2:14', '2:9'],
  [json, '/a/c', '3:5', '3:5'],
  [json, '/a/c/1/d', '3:22', '3:17'],
  [json, '/q"/', '3:38', '3:38'],
];

const quoted = "a:\n  b: \"one\n\n two \\\"\nthree\"\n  c: 'it''s\nmore'\nd: 1\n";

test.each<[string, string, string, unknown, readonly string[]]>([
  ['a duplicate key', 'a.yaml', 'a: 1\nb: 3\na: 2', { a: 2, b: 3 }, ['3:1 duplicate key "a"']],
  ['a duplicate key in JSON', 'a.json', '{"b": 1,\n "\\u0062": 2}', { b: 2 }, ['2:2 duplicate key "b"']],
  ['a tag that YAML knows', 'a.yaml', 'a: !!binary eA==', { a: 'eA==' }, ['1:13 a YAML tag stands here']],
  ['another tag', 'a.yaml', 'a: !Ref thing', { a: 'thing' }, ['1:4 a YAML tag stands here']],
  [
    'quoted texts whose next lines are not indented',
    'a.yaml',
    quoted,
    { a: { b: 'one\ntwo " three', c: "it's more" }, d: 1 },
    ['4:1 this line of a quoted text is not indented', '7:1 this line of a quoted text is not indented'],
  ],
  [
    'the same with CRLF and a byte order mark',
    'a.yaml',
    `\uFEFF${quoted.replaceAll('\n', '\r\n')}`,
    { a: { b: 'one\ntwo " three', c: "it's more" }, d: 1 },
    ['4:1 this line of a quoted text is not indented', '7:1 this line of a quoted text is not indented'],
  ],
])('%s is told, and read as most parsers do', (_, name, text, value, told) => {
  const { value: read, mistakes } = parseSource(name, text);
  expect(read).toEqual(value);
  expect(mistakes.map(({ message, place: { line, column } }) => `${line}:${column} ${message}`)).toEqual(
    told,
  );
});

test('places behind lines that were indented are those of the text', () => {
  const source = parseSource('a.yaml', quoted);
  expect(['/a/b', '/a/c', '/d'].map((pointer) => source.lineOf(pointer).join(':'))).toEqual([
    '2:6',
    '6:6',
    '8:4',
  ]);
});

test("lint: 'strict' refuses what is told of the text", async () => {
  const text = 'openapi: 3.1.1\ninfo: { title: a, version: "1", title: b }\npaths: {}\n';
  expect(await refusals({ 'a.yaml': text })).toEqual([
    'a.yaml:2:33: duplicate key "title" | remove one of them',
  ]);
});

test.for(places)('places in %j: %s', ([text, pointer, value, key]) => {
  const source = parseSource('a.yaml', text);
  expect([source.lineOf(pointer).join(':'), source.keyLineOf(pointer).join(':')]).toEqual([value, key]);
});

test('YAML and JSON give the same value', () => {
  const value = { a: [1, -2.5e3, true, null, 'x: "y"', { '': {} }], b: { '404': 'é\u{1F600}\n' } };
  const text = 'a: [1, -2.5e3, true, ~, "x: \\"y\\"", {"": {}}]\nb:\n  404: "é\u{1F600}\\n"\n';
  expect(parseSource('a.yaml', text).value).toEqual(value);
  expect(parseSource('a.json', JSON.stringify(value, undefined, 3)).value).toEqual(value);
});

test('__proto__ is an ordinary key', () => {
  for (const text of ['__proto__: { x: 1 }', '{"__proto__": {"x": 1}}'])
    expect(Object.keys(parseSource('a.yaml', text).value as object)).toEqual(['__proto__']);
});
