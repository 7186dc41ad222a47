// One table for each rule, each run in the same way.
import { describe, expect, test } from 'vitest';
import { readRequest } from '../../src/verdict/requests.ts';
import { describeRules, optionalRules, rules as usualRules } from '../../src/verdict/rules.ts';
import { compiled, issuesOf, verdictOn } from './compiled.ts';
import { type RuleTable, readTables } from './rule-table.ts';

const tables = await readTables();
const rules = [...usualRules, ...optionalRules];
const kindOf = new Map(rules.map(({ code, kind }) => [code, kind]));

test('each rule has a table, words, and no code twice; each table has a rule', () => {
  const codes = rules.map(({ code }) => code);
  expect(
    [...tables.keys()].sort(),
    'each rule of src/verdict/rules.ts has its table in tests/verdict/rules/<code>.ts, and each table its rule',
  ).toEqual(codes.toSorted());
  expect(
    describeRules()
      .map(({ code }) => code)
      .sort(),
    'each rule has its words in describeRules() of src/verdict/rules.ts',
  ).toEqual(codes.toSorted());
  expect(new Set(codes).size).toBe(codes.length);
});

test('the rules that are off are those of optionalRules, which no application runs', () => {
  const off = rules.filter(({ level }) => level === 'off').map(({ code }) => code);
  expect(off).toEqual(optionalRules.map(({ code }) => code));
});

describe.each([...tables])('%s', (code, table) => {
  const { contract, fails, passes, ignores, issue } = table;
  const options = optionsOf(code, table);
  const subject = compiled(contract);

  for (const [name, observed, ...issues] of fails)
    test(`finds: ${name}`, async () => {
      expect(issuesOf(await subject, observed, options)).toEqual(issues);
      expect(issues.some((line) => isOf(code, line))).toBe(true);
    });

  for (const [name, observed, ...issues] of passes)
    test(`passes: ${name}`, async () => {
      expect(issuesOf(await subject, observed, options)).toEqual([]);
      expect(issues).toEqual([]);
    });

  for (const [name, observed, ...issues] of ignores)
    test(`is not about: ${name}`, async () => {
      expect(issuesOf(await subject, observed, options)).toEqual(issues);
      expect(issues.filter((line) => isOf(code, line))).toEqual([]);
    });

  test('has a row of each kind, and says the whole of what it finds', async () => {
    expect([fails, passes, ignores].map((rows) => rows.length > 0)).toEqual([true, true, true]);
    const { issues } = verdictOn(await subject, fails[0][1], options);
    const first = issues.find((each) => each.code === code);
    expect(first && { ...first, declaredAt: first.declaredAt && withinSchema(first.declaredAt) }).toEqual(
      issue,
    );
  });
});

function optionsOf(code: string, { options = {} }: RuleTable): RuleTable['options'] {
  const isOff = optionalRules.some((rule) => rule.code === code);
  return {
    ...(kindOf.get(code) === 'request' && { readRequest }),
    ...(isOff && { rules }),
    ...options,
  };
}

function isOf(code: string, line: string): boolean {
  return line === code || line.startsWith(`${code} `);
}

/** `response/properties/a`: the pointer in the strict schema without the way to it. */
function withinSchema(pointer: string): string {
  return pointer.replace(/^\/\$defs\/.* \((response|request)\)/, '$1');
}
