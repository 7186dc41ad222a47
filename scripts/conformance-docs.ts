// npm run conformance:docs -- FOLDER: pages with known facts and known contradictions, read and checked by src/page.
// FOLDER holds pages/*.md, facts/*.json, self-contradictions.json and seeded/*.md with expected.json.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { InputError } from '../src/lib/input-error.ts';
import { formatPlace } from '../src/lib/location.ts';
import type { PageIssue } from '../src/model.ts';
import { checkPage } from '../src/page/check-page.ts';
import { readPage } from '../src/page/read-page.ts';

type Expected = {
  readonly status: string;
  readonly pointer: string;
  readonly kind: string;
  readonly note?: string;
};

const kinds: Readonly<Record<string, string>> = {
  'docs-sample-property-undocumented': 'undocumented-field',
  'docs-sample-type-mismatch': 'type-mismatch',
  'docs-sample-enum-value-undocumented': 'enum-violation',
  'docs-sample-enum-value-case': 'enum-violation',
  'docs-sample-property-missing': 'missing-required',
  'docs-sample-malformed': 'invalid-example',
};

function readJson<T>(...path: readonly string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as T;
}

type Outline = Expected & { readonly count: number };

function outlineOf({ status, pointer, count, code }: PageIssue): Outline {
  const note = code === 'docs-sample-enum-value-case' ? { note: 'case-only' } : {};
  return { status, pointer, kind: kinds[code] ?? code, count, ...note };
}

/** As text, without the count where the expectation has none, so that two lists compare as sets. */
function lines(entries: readonly object[], keys: readonly string[]): string[] {
  return entries
    .map((entry) => keys.map((key) => String((entry as Record<string, unknown>)[key] ?? '')).join(' '))
    .sort();
}

function differences(got: readonly object[], want: readonly object[], keys: readonly string[]): string[] {
  const [left, right] = [lines(got, keys), lines(want, keys)];
  return [
    ...left.filter((line) => !right.includes(line)).map((line) => `too many: ${line}`),
    ...right.filter((line) => !left.includes(line)).map((line) => `missing: ${line}`),
  ];
}

/** By place and kind: the expectations do not tell the values of one list apart. */
function judged(issues: readonly PageIssue[]): readonly Outline[] {
  const outlines = issues.filter(({ code }) => code in kinds).map(outlineOf);
  const same = Map.groupBy(outlines, ({ status, pointer, kind, note }) =>
    JSON.stringify([status, pointer, kind, note]),
  );
  return [...same.values()].flatMap(([first, ...rest]) =>
    first === undefined
      ? []
      : [{ ...first, count: rest.reduce((sum, { count }) => sum + count, first.count) }],
  );
}

function attempt(name: string, check: () => readonly string[]): boolean {
  let found: readonly string[];
  try {
    found = check();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    found = [`refused: ${error.place ? formatPlace(error.place) : name}: ${error.message}`];
  }
  for (const line of found) console.log(`${name}: ${line}`);
  return found.length === 0;
}

function checkFacts(folder: string, name: string): readonly string[] {
  const { facts } = readPage(readFileSync(join(folder, 'pages', `${name}.md`), 'utf8'), `pages/${name}.md`);
  const want = readJson<Record<string, unknown>>(folder, 'facts', `${name}.json`);
  const got = JSON.parse(JSON.stringify(facts)) as Record<string, unknown>;
  return [...new Set([...Object.keys(got), ...Object.keys(want)])]
    .filter((key) => !isDeepStrictEqual(got[key], want[key]))
    .map((key) => `facts differ in ${key}`);
}

function checkItself(
  file: string,
  shown: string,
  want: readonly object[],
  keys: readonly string[],
): readonly string[] {
  return differences(judged(checkPage(readPage(readFileSync(file, 'utf8'), shown), shown)), want, keys);
}

function main(folder: string): boolean {
  const names = readdirSync(join(folder, 'pages'))
    .map((file) => file.replace(/\.md$/, ''))
    .sort();
  const known = readJson<readonly (Expected & { operationId: string })[]>(folder, 'self-contradictions.json');
  const seeded = readJson<readonly { file: string; expected: readonly Expected[] }[]>(
    folder,
    'seeded',
    'expected.json',
  );
  const started = process.cpuUsage();
  const facts = names.filter((name) => attempt(name, () => checkFacts(folder, name))).length;
  // Of this process, not of the clock: the machine may be busy with other things.
  const { user, system } = process.cpuUsage(started);
  const each = (user + system) / 1000 / Math.max(1, names.length);
  const itself = names.filter((name) =>
    attempt(name, () =>
      checkItself(
        join(folder, 'pages', `${name}.md`),
        `pages/${name}.md`,
        known.filter(({ operationId }) => operationId === name),
        ['status', 'pointer', 'kind', 'count', 'note'],
      ),
    ),
  ).length;
  const mutants = seeded.filter(({ file, expected }) =>
    attempt(file, () =>
      checkItself(join(folder, 'seeded', file), file, expected, ['status', 'pointer', 'kind']),
    ),
  ).length;
  console.log('| check | right | of |\n| --- | ---: | ---: |');
  console.log(`| facts of a page | ${facts} | ${names.length} |`);
  console.log(`| a page against itself | ${itself} | ${names.length} |`);
  console.log(`| a seeded page against itself | ${mutants} | ${seeded.length} |`);
  console.log(`${each.toFixed(1)} ms of processor time a page`);
  return names.length > 0 && facts + itself + mutants === 2 * names.length + seeded.length;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npm run conformance:docs -- FOLDER');
  process.exitCode = 2;
} else process.exitCode = main(folder) ? 0 : 1;
