// A contract without a fresh generated module. Its operations are listed at once; each is compiled when it is first met. The list and each
// operation are cache entries of their own, so that the next run reads neither the document's structure nor what it does not need.
import { createHash } from 'node:crypto';
import { compileFunction, createContext, Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import type { LoadOptions } from '../../contract/load.ts';
import type { Contract } from '../../contract/openapi.ts';
import type { CompiledSource, ContractCompiler } from '../../generate/compile.ts';
import type { operationText } from '../../generate/module-text.ts';
import { attempt } from '../../lib/attempt.ts';
import { type Interrupt, Stopped } from '../../lib/interrupt.ts';
import type {
  CompiledContract,
  CompiledOperation,
  CompiledSchema,
  ContractDefect,
  ContractDetail,
} from '../../model.ts';
import type { Cache } from '../cache.ts';
import { addDefects, type ContractModule, hashOfTexts } from './module.ts';
import type { StatusLine } from './progress.ts';

type Options = {
  readonly cwd: string;
  readonly cache: Cache | undefined;
  readonly load: LoadOptions;
  /** Of this file, where it was read already. */
  readonly contract?: Contract | undefined;
  /** Told of what takes time. */
  readonly line: StatusLine | undefined;
  readonly signal?: Interrupt | undefined;
};

export async function compileContract(file: string, options: Options): Promise<ContractModule> {
  const { cache, cwd, load } = options;
  // The places in a compiled contract name the file as it was given, and the options decide what compiles.
  const entries = cache && entriesOf(cache, [cwd, file, load]);
  const cached = entries?.outline();
  if (cached !== undefined) {
    // Only of a contract without mistakes is it known what it means: others are read with their mistakes.
    const soundHash = cached.defects === undefined ? cached.hash : undefined;
    let opened: Promise<Opened> | undefined;
    const open = (): Promise<Opened> => {
      opened ??= openCompiler(file, { ...options, load: { ...load, soundHash } });
      return opened;
    };
    return lazyModule(cached, { ...options, entries, open });
  }
  const opened = await openCompiler(file, options);
  entries?.keepOutline(opened.compiler.outline);
  return lazyModule(opened.compiler.outline, { ...options, entries, open: async () => opened });
}

type Opened = { readonly compiler: ContractCompiler; readonly textOf: typeof operationText };

async function openCompiler(file: string, { load, line, ...options }: Options): Promise<Opened> {
  line?.show(() => `reading ${file}`);
  const [{ loadContract }, { contractCompiler }, { operationText: textOf }, { valueKeywords }] =
    await Promise.all([
      import('../../contract/load.ts'),
      import('../../generate/compile.ts'),
      import('../../generate/module-text.ts'),
      import('../../verdict/rules.ts'),
    ]);
  const { formats = {} } = load;
  const contract = options.contract ?? (await loadContract(file, load));
  line?.hide();
  return { compiler: contractCompiler(contract, { formats, valueRules: valueKeywords() }), textOf };
}

/** An operation that was compiled alone: the body of a function that gives it, and what explains it, as JSON. */
type OperationSource = { readonly text: string; readonly detail: string };

/** `defects`: schemas of the operation that do not compile. */
type Explaining = ContractDetail & { readonly defects: readonly ContractDefect[] };

type Made = { readonly operation: CompiledOperation; readonly formats: ContractDetail['formats'] };

type Lazy = Options & { readonly entries: Entries | undefined; readonly open: () => Promise<Opened> };

/** Validators of an operation throw until it is ready, and what explains it is not in the detail. */
function lazyModule(outline: CompiledContract, options: Lazy): ContractModule {
  const contract = { ...outline, operations: outline.operations.map(withoutValidators) };
  const detail = {
    hash: outline.hash,
    files: outline.files ?? [outline.source],
    schemas: { $defs: {} },
    formats: {},
    places: {},
    examples: {},
  };
  const positions = new Map(contract.operations.map((operation, index) => [operation, index]));
  const ready = new Set<CompiledOperation>();
  const loading = new Map<CompiledOperation, Promise<void>>();
  const stoppable = options.signal === undefined ? <Result>(work: () => Result) => work() : createStoppable();

  function use(operation: CompiledOperation, { text, detail: json }: OperationSource): void {
    const { defects, ...more } = JSON.parse(json) as Explaining;
    const made = compileFunction(text)() as Made;
    fill(operation, made.operation);
    Object.assign(detail.schemas.$defs, more.schemas.$defs);
    Object.assign(detail.formats, made.formats);
    for (const part of ['places', 'examples'] as const) Object.assign(detail[part], more[part]);
    addDefects(contract, defects);
    ready.add(operation);
  }

  /** Where what is there can't be used, it is compiled anew. */
  function isKept(operation: CompiledOperation, position: number): boolean {
    const source = options.entries?.operation(outline.hash, position);
    if (source !== undefined) attempt(() => use(operation, source));
    return ready.has(operation);
  }

  async function compile(operation: CompiledOperation, position: number): Promise<void> {
    const { compiler, textOf } = await options.open();
    options.line?.show(() => `compiling ${operation.id}`);
    // An interrupt that came before the longer part begins is heard. The first turn may be busy with what was written: one that comes then is
    // heard in the second, which is idle.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    if (options.signal?.aborted) throw new Stopped('interrupted');
    try {
      stoppable(() => {
        const compiled = compiler.compile([operation]);
        const explaining: Explaining = { ...compiled.detail, defects: refusedIn(compiled) };
        const source = { text: textOf(compiled), detail: JSON.stringify(explaining) };
        options.entries?.keepOperation(outline.hash, position, source);
        use(operation, source);
      });
    } finally {
      options.line?.hide();
    }
    loading.delete(operation);
  }

  return {
    contract,
    detail: async () => detail,
    ready: (operation) => {
      if (ready.has(operation)) return undefined;
      const position = positions.get(operation) ?? 0;
      const pending = loading.get(operation);
      if (pending !== undefined) return pending;
      if (isKept(operation, position)) return undefined;
      const compiling = compile(operation, position);
      loading.set(operation, compiling);
      return compiling;
    },
  };
}

/** Every schema of an operation, always in the same order. */
function schemasOf({ parameters, requestBody, responses }: CompiledOperation): readonly CompiledSchema[] {
  return [
    ...parameters,
    ...(requestBody?.content ?? []),
    ...responses.flatMap(({ content, headers }) => [...content, ...headers]),
  ];
}

function refusedIn({ operations, contract }: CompiledSource): readonly ContractDefect[] {
  const names = new Set(operations.flatMap(schemasOf).flatMap(({ notJudged = [] }) => notJudged));
  return contract.defects.filter(({ kind, subject }) => kind === 'schema' && names.has(`schema: ${subject}`));
}

/** A copy with schemas of its own, which are filled later. */
function withoutValidators(operation: CompiledOperation): CompiledOperation {
  const copies = <Schema extends CompiledSchema>(schemas: readonly Schema[]): readonly Schema[] =>
    schemas.map((schema) => ({ ...schema, strict: notCompiled, open: notCompiled, unbounded: true }));
  const { parameters, requestBody, responses } = operation;
  return {
    ...operation,
    parameters: copies(parameters),
    ...(requestBody && { requestBody: { ...requestBody, content: copies(requestBody.content) } }),
    responses: responses.map((response) => ({
      ...response,
      content: copies(response.content),
      headers: copies(response.headers),
    })),
  };
}

function notCompiled(): never {
  throw new Error('an operation is asked before it was made ready');
}

function fill(outlined: CompiledOperation, compiled: CompiledOperation): void {
  const sources = schemasOf(compiled);
  for (const [index, target] of schemasOf(outlined).entries()) {
    const source = sources[index];
    if (source === undefined || source.schema !== target.schema)
      throw new Error(`${outlined.id} was compiled to another operation`);
    Object.assign(target, { unbounded: false, ...source });
  }
}

type Entries = {
  /** undefined where none is kept of what the files say now. */
  readonly outline: () => CompiledContract | undefined;
  readonly keepOutline: (outline: CompiledContract) => void;
  readonly operation: (hash: string, position: number) => OperationSource | undefined;
  readonly keepOperation: (hash: string, position: number, source: OperationSource) => void;
};

function entriesOf(cache: Cache, key: readonly unknown[]): Entries {
  // Lists the files that belong to the contract: their content tells which entries are theirs.
  const index = `${digest([cache.build, ...key])}.json`;
  const outlineName = (hash: string): string => `${digest([cache.build, hash, ...key])}.outline.json`;
  const operationName = (hash: string, position: number): string =>
    `${digest([cache.build, hash, ...key, position])}.operation`;
  return {
    outline: () => {
      const files = parsed<readonly string[]>(cache.read(index));
      const hash = Array.isArray(files) ? hashOfTexts(files) : undefined;
      const outline =
        hash === undefined ? undefined : parsed<CompiledContract>(cache.read(outlineName(hash)));
      return outline?.hash === hash ? outline : undefined;
    },
    keepOutline: (outline) => {
      cache.write(outlineName(outline.hash), JSON.stringify(outline));
      cache.write(index, JSON.stringify(outline.files ?? [outline.source]));
    },
    operation: (hash, position) => {
      const name = operationName(hash, position);
      const [text, detail] = [cache.read(`${name}.js`), cache.read(`${name}.json`)];
      return text && detail && { text: text.toString('utf8'), detail: detail.toString('utf8') };
    },
    keepOperation: (hash, position, { text, detail }) => {
      const name = operationName(hash, position);
      cache.write(`${name}.js`, text);
      cache.write(`${name}.json`, detail);
    },
  };
}

function parsed<Value>(text: Buffer | undefined): Value | undefined {
  return text && attempt(() => JSON.parse(text.toString('utf8')) as Value);
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** Runs synchronous work that Ctrl-C can end: listeners of signals run between two tasks only, but V8 can stop a script in the middle of one. */
function createStoppable(): <Result>(work: () => Result) => Result {
  let inside: { readonly context: { work?: () => unknown }; readonly script: Script } | undefined;
  return <Result>(work: () => Result): Result => {
    // Where nobody listens to SIGINT, it ends the process as usual.
    if (!isMainThread || process.listenerCount('SIGINT') === 0) return work();
    inside ??= { context: createContext({}), script: new Script('work()') };
    inside.context.work = work;
    try {
      return inside.script.runInContext(inside.context, { breakOnSigint: true, displayErrors: false });
    } catch (error) {
      if ((error as { code?: unknown } | undefined)?.code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error;
      // The signal ended the script instead of reaching its listeners.
      process.emit('SIGINT', 'SIGINT');
      throw new Stopped('interrupted');
    }
  };
}
