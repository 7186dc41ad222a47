// From an inline contract to verdicts, the way that a user gets them: through the generated text.
import { parse } from 'yaml';
import type { Contract, OpenApiDocument } from '../../src/contract/openapi.ts';
import { type GenerateOptions, generate } from '../../src/generate/generate.ts';
import type {
  Body,
  CompiledContract,
  ContractDetail,
  Exchange,
  Headers,
  JsonSchema,
} from '../../src/model.ts';
import { explainValue } from '../../src/schema/explain.ts';
import { createExplainer } from '../../src/verdict/explain.ts';
import { createJudge, type JudgeOptions } from '../../src/verdict/judge.ts';
import { valueKeywords } from '../../src/verdict/rules.ts';
import { fits } from '../../src/verdict/value.ts';
import type { Verdict } from '../../src/verdict/verdict.ts';

export type Compiled = { readonly contract: CompiledContract; readonly detail: ContractDetail };

export function contractOf(document: unknown): Contract {
  return {
    source: 'contract.yaml',
    files: ['contract.yaml'],
    hash: 'hash',
    title: 'Test',
    document: document as OpenApiDocument,
    positionOf: () => [1, 1, 0],
    defects: [],
    withoutSchemas: (refused) => {
      throw new Error(refused.map(({ message }) => message).join('; '));
    },
    withUpdates: () => {
      throw new Error('this contract does not change');
    },
    version: '3.1',
    writtenAt: (pointer) => ({ file: 'contract.yaml', pointer, path: undefined }),
  };
}

/** The contract's two generated modules, imported from their text. */
export function compiled(document: string | object, options: GenerateOptions = {}): Promise<Compiled> {
  return imported(contractOf(typeof document === 'string' ? parse(document) : document), options);
}

export async function imported(source: Contract, options: GenerateOptions = {}): Promise<Compiled> {
  const files = await generate(source, { valueRules: valueKeywords(), ...options });
  const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? '';
  const [{ contract }, { detail }] = await Promise.all([
    importText<{ contract: CompiledContract }>(textOf('contract.js')),
    importText<{ detail: ContractDetail }>(textOf('detail.js')),
  ]);
  return { contract, detail };
}

export function importText<Module>(text: string): Promise<Module> {
  return import(
    /* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
  ) as Promise<Module>;
}

/** A contract of one operation, GET /, whose 200 has this body schema. */
export function bodyContract(schema: JsonSchema, schemas: Record<string, JsonSchema> = {}): object {
  return {
    openapi: '3.1.0',
    info: { title: 'Test', version: '1' },
    paths: {
      '/': {
        get: {
          operationId: 'get',
          responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } },
        },
      },
    },
    components: { schemas },
  };
}

export type Observed = {
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly headers?: Headers | undefined;
  readonly body?: Body;
  readonly request?: Partial<Pick<Exchange['request'], 'headers' | 'body'>>;
  readonly startedAt?: string;
};

export function exchange(observed: Observed): Exchange {
  return {
    source: 'test',
    index: 0,
    ...(observed.startedAt === undefined ? {} : { startedAt: observed.startedAt }),
    request: {
      method: observed.method ?? 'GET',
      url: observed.url ?? '/',
      headers: undefined,
      body: { kind: 'none' },
      ...observed.request,
    },
    response: {
      status: observed.status ?? 200,
      headers: 'headers' in observed ? observed.headers : { 'Content-Type': 'application/json' },
      body: observed.body ?? { kind: 'none' },
    },
  };
}

/** The verdict with its explanation. The validator decides and the explainer speaks: both have to agree on the judged value. */
export function verdictOn(
  { contract, detail }: Compiled,
  observed: Observed,
  options: JudgeOptions = {},
): Verdict {
  return judged({ contract, detail }, exchange(observed), options);
}

/** The same of a whole exchange. */
export function judged(
  { contract, detail }: Compiled,
  subject: Exchange,
  options: JudgeOptions = {},
): Verdict {
  const judge = createJudge(contract, options);
  const quick = judge(subject);
  const verdict = judge(subject, createExplainer(detail));
  if (verdict === undefined) throw new Error('no verdict although an explanation is at hand');
  if (quick !== undefined && JSON.stringify(quick) !== JSON.stringify(verdict))
    throw new Error('an explanation at hand changes a verdict that needs none');
  const { content, value } = verdict.judged ?? {};
  if (content?.schema === undefined) return verdict;
  const { violations } = explainValue(detail, content.schema, value);
  if (fits(content.strict, value) !== (violations.length === 0))
    throw new Error(
      `the validator says ${content.strict(value)}, the explainer ${JSON.stringify(violations)}`,
    );
  return verdict;
}

/** `code pointer` of each issue, with the name where it is of a header, media type or request; in the order of the rules. */
export function issuesOf(compiled: Compiled, observed: Observed, options: JudgeOptions = {}): string[] {
  const verdict = verdictOn(compiled, observed, options);
  const issues = verdict.issues.map(({ code, pointer, name }) =>
    /^(?:header|media|request)-/.test(code)
      ? `${code} ${name ?? ''}${pointer}`.trim()
      : `${code} ${pointer}`.trim(),
  );
  return verdict.outcome === 'unchecked' && verdict.unchecked !== undefined && verdict.operation !== undefined
    ? [...issues, `unchecked ${verdict.unchecked.reason}`]
    : issues;
}

export function json(value: unknown): Body {
  return { kind: 'json', value };
}

export function text(content: string): Body {
  return { kind: 'text', text: content };
}
