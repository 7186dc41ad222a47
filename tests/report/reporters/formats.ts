// Each format read back by a parser of its own, and what must hold of any report in it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import rehypeParse from 'rehype-parse';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect } from 'vitest';
import { validateXML } from 'xmllint-wasm';

type Tree = {
  readonly type: string;
  readonly tagName?: string;
  readonly value?: string;
  readonly children?: readonly Tree[];
  readonly properties?: Readonly<Record<string, unknown>>;
};

const requireHere = createRequire(import.meta.url);

function jsonFile(path: string | URL): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}

export const reportSchema = jsonFile(new URL('../../../schemas/report.schema.json', import.meta.url));

/** The OASIS schema, as the jest matchers of Microsoft's SARIF SDK ship it; SARIF_SCHEMA names another edition. */
const sarifSchema = jsonFile(
  process.env.SARIF_SCHEMA ?? requireHere.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
);

const draft04 = new AjvDraft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(draft04);
const isSarif = draft04.compile(sarifSchema);

const ajv2020 = new Ajv2020({ allErrors: true, strictTypes: false });
const isReport = ajv2020.compile(closed(reportSchema) as Record<string, unknown>);

/** Closes every object, so that a member of the model that the schema forgot is an error here. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const members = Object.fromEntries(
    // A condition says more of an object that is closed already.
    Object.entries(schema).map(([key, member]) => [key, key === 'then' ? member : closed(member)]),
  );
  return 'properties' in members ? { ...members, unevaluatedProperties: false } : members;
}

const isGitlab = ajv2020.compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string' },
      check_name: { type: 'string' },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!\\./)' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
});

/** JUNIT_XSD names Jenkins' own junit-10.xsd. */
const junitXsd = readFileSync(process.env.JUNIT_XSD ?? new URL('./junit.xsd', import.meta.url), 'utf8');

// What a terminal or an editor would obey, other than the line feed.
const OBEYED = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;

export function expectInertCharacters(text: string): void {
  expect(OBEYED.exec(text)?.[0].codePointAt(0)?.toString(16)).toBeUndefined();
  expect(text).not.toMatch(/##\w*\[/);
}

export function expectNoCommand(text: string): void {
  expect(text.split('\n').filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
}

export function expectReport(text: string): void {
  isReport(JSON.parse(text));
  expect(isReport.errors ?? []).toEqual([]);
}

export function expectSarif(text: string): void {
  isSarif(JSON.parse(text));
  expect(isSarif.errors ?? []).toEqual([]);
}

export function expectGitlab(text: string): void {
  isGitlab(JSON.parse(text));
  expect(isGitlab.errors ?? []).toEqual([]);
}

export async function expectJunit(text: string): Promise<void> {
  const { valid, errors } = await validateXML({
    xml: { fileName: 'report.xml', contents: text },
    schema: { fileName: 'junit.xsd', contents: junitXsd },
  });
  expect(errors.map(({ message }) => message)).toEqual([]);
  expect(valid).toBe(true);
}

/** The command, its properties and its message as the runner undoes them; one a line. */
export function githubCommands(
  text: string,
): { level: string; properties: Record<string, string>; message: string }[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const parts = /^::(error|warning|notice) ([^:]*)::(.*)$/u.exec(line);
      expect(parts, line).not.toBeNull();
      const properties = Object.fromEntries(
        (parts?.[2] ?? '').split(',').map((pair) => pair.split(/=(.*)/s, 2)),
      );
      return { level: parts?.[1] ?? '', properties, message: parts?.[3] ?? '' };
    });
}

/** Everything that Markdown turned into more than text, code and our own structure. */
export function expectInertMarkdown(text: string): void {
  const tree = unified().use(remarkParse).use(remarkGfm).parse(text) as Tree;
  const nodes = [...walk(tree)];
  const allowed = new Set([
    'root',
    'heading',
    'paragraph',
    'text',
    'inlineCode',
    'code',
    'strong',
    'list',
    'listItem',
    'html',
  ]);
  expect(nodes.filter((node) => !allowed.has(node.type)).map((node) => node.type)).toEqual([]);
  const html = nodes.filter((node) => node.type === 'html').map((node) => node.value ?? '');
  expect(
    html.filter(
      (tag) => !/^(<details><summary>[a-z ,:]+\d+(?:; fix: [a-z -]+)?<\/summary>|<\/details>)$/.test(tag),
    ),
  ).toEqual([]);
  const prose = nodes.filter((node) => node.type === 'text').map((node) => node.value ?? '');
  expect(prose.filter((words) => /[@<]|#\d|evil|https?:|www\./.test(words))).toEqual([]);
}

const TAGS = new Set(
  'html head meta title style body header div svg circle rect line text h1 h2 h3 h4 h5 span p code b strong small nav a main section ul li form label input select option fieldset legend button article details summary dl dt dd table caption thead tbody tr th td br footer script'.split(
    ' ',
  ),
);

/** Only our elements, no handler, no style attribute, no target outside the page. */
export function expectInertHtml(text: string): void {
  const nodes = [...walk(unified().use(rehypeParse).parse(text) as Tree)].filter(
    ({ type }) => type === 'element',
  );
  expect(nodes.filter(({ tagName }) => !TAGS.has(tagName ?? '')).map(({ tagName }) => tagName)).toEqual([]);
  expect(nodes.filter(({ tagName }) => tagName === 'script' || tagName === 'style')).toHaveLength(2);
  const attributes = nodes.flatMap(({ properties = {} }) => Object.entries(properties));
  expect(attributes.filter(([name]) => /^(on|style$|src|action|formAction)/.test(name))).toEqual([]);
  const links = attributes.filter(([name]) => name === 'href').map(([, target]) => String(target));
  expect(links.filter((target) => !/^#[\w%.~!*'()-]*$/.test(target))).toEqual([]);
}

function* walk(node: Tree): Generator<Tree> {
  yield node;
  for (const child of node.children ?? []) yield* walk(child);
}
