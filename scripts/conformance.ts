// npm run conformance -- FOLDER: the JSON-Schema-Test-Suite for draft 2020-12, each schema as that of a response. FOLDER holds tests/ and
// remotes/. Beside the validators' number stands plain ajv's, and how often the explainer agrees. Ends with 1 below the bar.
import { existsSync } from 'node:fs';
import { argv, exit, stderr, stdout } from 'node:process';
import { hasFormat, stringFormats } from '../src/generate/formats.ts';
import { type FileResult, runFile } from './conformance/run.ts';
import { readFormats, readRemotes, readSuite, type SuiteFile } from './conformance/suite.ts';

/** Keywords that schemas of OpenAPI responses use: nothing less than all of their tests will do. */
const MUST = new Set(
  `additionalProperties allOf anyOf boolean_schema const contains default dependentRequired dependentSchemas enum exclusiveMaximum
exclusiveMinimum if-then-else infinite-loop-detection items maxContains maxItems maxLength maxProperties maximum minContains minItems
minLength minProperties minimum multipleOf not oneOf pattern patternProperties prefixItems properties propertyNames ref required type
uniqueItems`.split(/\s+/),
);

function row({ name, tests, passed, plain, explained }: FileResult): string {
  const mark = passed === tests ? '' : MUST.has(name) ? ' MISSED' : '';
  return `| ${name}${mark} | ${tests} | ${passed} | ${plain} | ${explained} |`;
}

function sum(results: readonly FileResult[]): FileResult {
  const of = (key: 'tests' | 'passed' | 'plain' | 'explained'): number =>
    results.reduce((total, result) => total + result[key], 0);
  return {
    name: 'all',
    tests: of('tests'),
    passed: of('passed'),
    plain: of('plain'),
    explained: of('explained'),
    failures: [],
  };
}

/** How many of the tests of asserted formats are judged right, with those that are not, and the formats that are not asserted. */
function formatsReport(files: readonly SuiteFile[]): string {
  const asserted = files.filter(({ name }) => stringFormats[name] !== undefined);
  const tests = asserted.flatMap(({ name, cases }) =>
    cases.flatMap((one) => one.tests.map((test) => ({ name, ...test }))),
  );
  const wrong = tests.filter(
    ({ name, data, valid }) => (typeof data !== 'string' || hasFormat(name, data) === true) !== valid,
  );
  const others = files.filter((file) => !asserted.includes(file)).map(({ name }) => name);
  const share = (100 * (1 - wrong.length / tests.length)).toFixed(1);
  return [
    `formats that are asserted: ${tests.length - wrong.length} of ${tests.length}, ${share} %; not asserted: ${others.join(', ')}`,
    ...wrong.map(({ name, description }) => `format ${name}: ${description}`),
  ].join('\n');
}

async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined || !existsSync(`${folder}/tests/draft2020-12`)) {
    stderr.write(
      'usage: npm run conformance -- FOLDER, the JSON-Schema-Test-Suite with tests/draft2020-12 and remotes\n',
    );
    return 2;
  }
  const remotes = readRemotes(folder);
  const results: FileResult[] = [];
  for (const file of readSuite(folder)) results.push(...(await runFile(file, remotes)));
  const total = sum(results);
  stdout.write('| file | tests | driftgate | plain ajv | explainer |\n|---|---|---|---|---|\n');
  stdout.write(`${[...results, total].map(row).join('\n')}\n`);
  for (const failure of results.flatMap(({ failures }) => failures)) stdout.write(`${failure}\n`);
  stdout.write(`\n${formatsReport(readFormats(folder))}\n`);
  const missed = results.filter(({ name, tests, passed }) => MUST.has(name) && passed < tests);
  return total.passed < total.plain || missed.length > 0 ? 1 : 0;
}

exit(await main(argv[2]));
