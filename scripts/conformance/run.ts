// One file of the suite: each schema compiled as the gate compiles a response's, and as it stands by plain ajv.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { schemaBook } from '../../src/contract/schema-book.ts';
import { validatorSource } from '../../src/generate/validators.ts';
import type { JsonSchema, Validate } from '../../src/model.ts';
import { explainValue } from '../../src/schema/explain.ts';
import type { Remotes, SuiteCase, SuiteFile } from './suite.ts';
import { asDocument, hasOwnResources, SCHEMA_POINTER } from './wrap.ts';

export type FileResult = {
  readonly name: string;
  readonly tests: number;
  readonly passed: number;
  readonly plain: number;
  /** Of `tests`, those in which the explainer finds something exactly where the schema does not hold. */
  readonly explained: number;
  readonly failures: readonly string[];
};

type Judges = { readonly own: Validate; readonly plain: Validate; readonly explains: Validate };

/** Schemas that are resources of their own, or refer to such, are counted apart. */
export async function runFile({ name, cases }: SuiteFile, remotes: Remotes): Promise<FileResult[]> {
  const local = cases.filter(({ schema }) => !hasOwnResources(schema));
  const byUrl = cases.filter(({ schema }) => hasOwnResources(schema));
  const results = [await runCases(name, local, remotes), await runCases(`${name}, by $id`, byUrl, remotes)];
  return results.filter(({ tests }) => tests > 0);
}

async function runCases(name: string, cases: readonly SuiteCase[], remotes: Remotes): Promise<FileResult> {
  const failures: string[] = [];
  const counts = { tests: 0, passed: 0, plain: 0, explained: 0 };
  for (const one of cases) {
    const judges = await judgesOf(one, remotes);
    for (const { description, data, valid } of one.tests) {
      counts.tests += 1;
      const passed = verdict(judges.own, data) === valid;
      counts.passed += passed ? 1 : 0;
      counts.plain += verdict(judges.plain, data) === valid ? 1 : 0;
      counts.explained += verdict(judges.explains, data) === valid ? 1 : 0;
      if (!passed) failures.push(`${name}: ${one.description}: ${description}`);
    }
  }
  return { name, ...counts, failures };
}

/** A validator that throws is wrong in each of its tests. */
function verdict(validate: Validate, data: unknown): boolean | undefined {
  try {
    return validate(data);
  } catch {
    return undefined;
  }
}

async function judgesOf({ schema }: SuiteCase, remotes: Remotes): Promise<Judges> {
  const plain = plainAjv(schema, remotes);
  try {
    return { plain, ...(await ownJudges(asDocument(schema, remotes))) };
  } catch (error) {
    const refuses = (): never => {
      throw error;
    };
    return { plain, own: refuses, explains: refuses };
  }
}

async function ownJudges(document: object): Promise<Pick<Judges, 'own' | 'explains'>> {
  const open = schemaBook(document, false);
  const strict = schemaBook(document, true);
  const root = open.use(SCHEMA_POINTER, 'response');
  strict.use(SCHEMA_POINTER, 'response');
  const books = { open: open.book, strict: strict.book };
  const source = validatorSource(books, (reading) => reading, { lenient: true });
  source.grow();
  source.add(root);
  const text = `${source.parts.map(({ text }) => text).join('\n')}\nexport const validate = open;\n`;
  const { validate } = (await import(
    `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
  )) as { readonly validate: Validate };
  const detail = { schemas: open.book.schemas, formats: {} };
  return { own: validate, explains: (data) => explainValue(detail, root, data).violations.length === 0 };
}

function plainAjv(schema: JsonSchema, remotes: Remotes): Validate {
  try {
    const ajv = new Ajv2020({ strict: false, ownProperties: true, validateFormats: false, logger: false });
    for (const [url, remote] of Object.entries(remotes))
      if (ajv.getSchema(url) === undefined) ajv.addSchema(remote, url);
    return ajv.compile(schema);
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
