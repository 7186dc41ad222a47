// The files of the JSON-Schema-Test-Suite (https://github.com/json-schema-org/JSON-Schema-Test-Suite).
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { JsonSchema } from '../../src/model.ts';

export type SuiteTest = { readonly description: string; readonly data: unknown; readonly valid: boolean };
export type SuiteCase = {
  readonly description: string;
  readonly schema: JsonSchema;
  readonly tests: readonly SuiteTest[];
};
export type SuiteFile = { readonly name: string; readonly cases: readonly SuiteCase[] };

/** By the URL under which the suite expects them. */
export type Remotes = Readonly<Record<string, JsonSchema>>;

/** The required tests. */
export function readSuite(folder: string): readonly SuiteFile[] {
  return readFolder(join(folder, 'tests/draft2020-12'));
}

/** Those of formats, a file each. */
export function readFormats(folder: string): readonly SuiteFile[] {
  return readFolder(join(folder, 'tests/draft2020-12/optional/format'));
}

function readFolder(tests: string): readonly SuiteFile[] {
  return readdirSync(tests)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({ name: name.replace(/\.json$/, ''), cases: read<SuiteCase[]>(join(tests, name)) }));
}

export function readRemotes(folder: string): Remotes {
  const root = join(folder, 'remotes');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.json') && !/^(?:draft(?!2020-12)|v1)/.test(name),
  );
  const remotes = files
    .sort()
    .map((name) => [`http://localhost:1234/${name.replaceAll('\\', '/')}`, join(root, name)]);
  return Object.fromEntries(
    [...remotes, ...metaSchemas()].map(([url = '', file = '']) => [url, read<JsonSchema>(file)]),
  );
}

/** JSON Schema's own schemas, as ajv ships them. */
function metaSchemas(): string[][] {
  const { resolve } = createRequire(import.meta.url);
  const names = [
    'core',
    'applicator',
    'unevaluated',
    'validation',
    'meta-data',
    'format-annotation',
    'content',
  ];
  return ['schema', ...names.map((name) => `meta/${name}`)].map((name) => [
    `https://json-schema.org/draft/2020-12/${name}`,
    resolve(`ajv/dist/refs/json-schema-2020-12/${name}.json`),
  ]);
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
