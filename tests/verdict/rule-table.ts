// What a table of one rule states: a contract, and what the rule says of exchanges. rules.test.ts reads every file of rules/ and asks the
// gate; tests/runtime/same-issues.test.ts asks the watcher, `check` and the matchers the same.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue } from '../../src/model.ts';
import type { JudgeOptions } from '../../src/verdict/judge.ts';
import { json, type Observed, text } from './compiled.ts';

/** `issues`: all that is found, in the words of `issuesOf`. */
export type Row = readonly [name: string, observed: Observed, ...issues: string[]];
type Rows = readonly [Row, ...Row[]];

export type RuleTable = {
  /** OpenAPI, as YAML or as an object. */
  readonly contract: string | object;
  readonly options?: JudgeOptions;
  /** The rule finds something; other rules may too. */
  readonly fails: Rows;
  /** What the rule looks at is right: nothing is found. */
  readonly passes: Rows;
  /** Not the business of this rule: it finds nothing, whatever others find. */
  readonly ignores: Rows;
  /** The whole of the rule's first issue in the first row of `fails`. */
  readonly issue: Issue;
};

const FOLDER = join(import.meta.dirname, 'rules');

/** Every table by its file's name. */
export async function readTables(): Promise<ReadonlyMap<string, RuleTable>> {
  const codes = readdirSync(FOLDER).map((file) => file.replace(/\.ts$/, ''));
  const tables = codes.map(async (code) => {
    const { table } = (await import(`./rules/${code}.ts`)) as { table: RuleTable };
    return [code, table] as const;
  });
  return new Map(await Promise.all(tables));
}

/** A response whose body is parsed already. */
export function body(value: unknown): Observed {
  return { body: json(value) };
}

/** A response whose body is this text. */
export function bodyText(content: string): Observed {
  return { body: text(content) };
}
