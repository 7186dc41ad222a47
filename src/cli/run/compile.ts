// A contract without a fresh generated module: compiled once, then cached by its content.
import { createHash } from 'node:crypto';
import type { LoadOptions } from '../../contract/load.ts';
import type { CompiledContract, ContractDetail } from '../../model.ts';
import type { Cache } from '../cache.ts';
import { type ContractModule, hashOfTexts, importModule } from './module.ts';

type Options = { readonly cwd: string; readonly cache: Cache | undefined; readonly load: LoadOptions };
type Sources = { readonly contract: string; readonly detail: string };

export async function compileContract(file: string, options: Options): Promise<ContractModule> {
  const { cache, cwd, load } = options;
  if (cache === undefined) return inMemory(await compile(file, load));
  // The places in a compiled contract name the file as it was given, and the options decide what compiles.
  const names = namesOf(cache, [file, load], cwd);
  const cached = await fromCache(cache, names, options);
  if (cached !== undefined) return cached;
  const sources = await compile(file, load);
  const module = await inMemory(sources);
  const { hash, files, source } = module.contract;
  cache.write(names.entry(hash, 'contract'), sources.contract);
  cache.write(names.entry(hash, 'detail'), sources.detail);
  cache.write(names.index, JSON.stringify(files ?? [source]));
  return module;
}

async function compile(file: string, load: LoadOptions): Promise<Sources> {
  const [{ loadContract }, { generate }, { valueKeywords }] = await Promise.all([
    import('../../contract/load.ts'),
    import('../../generate/generate.ts'),
    import('../../verdict/rules.ts'),
  ]);
  const { formats = {} } = load;
  const files = await generate(await loadContract(file, load), { formats, valueRules: valueKeywords() });
  const textOf = (path: string): string => files.find((generated) => generated.path === path)?.text ?? '';
  return { contract: textOf('contract.js'), detail: textOf('detail.js') };
}

async function inMemory(sources: Sources): Promise<ContractModule> {
  const { contract } = await importText<{ contract: CompiledContract }>(sources.contract);
  const detail = async (): Promise<ContractDetail> =>
    (await importText<{ detail: ContractDetail }>(sources.detail)).detail;
  return { contract, detail };
}

function importText<Module>(text: string): Promise<Module> {
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`) as Promise<Module>;
}

/** undefined as well where what is there can't be used: then it is compiled anew. */
async function fromCache(cache: Cache, names: Names, { cwd }: Options): Promise<ContractModule | undefined> {
  const files = parseIndex(cache.read(names.index)?.toString('utf8'));
  const hash = files && hashOfTexts(files);
  if (hash === undefined) return undefined;
  const [contractFile, detailFile] = [
    cache.find(names.entry(hash, 'contract')),
    cache.find(names.entry(hash, 'detail')),
  ];
  if (contractFile === undefined || detailFile === undefined) return undefined;
  try {
    const { contract } = await importModule<{ contract: CompiledContract }>(contractFile, cwd);
    const { detail } = await importModule<{ detail: ContractDetail }>(detailFile, cwd);
    if (contract.hash !== hash || detail.hash !== hash) return undefined;
    return { contract, detail: async () => detail };
  } catch {
    return undefined;
  }
}

function parseIndex(text: string | undefined): readonly string[] | undefined {
  try {
    const files: unknown = JSON.parse(text ?? '');
    return Array.isArray(files) && files.every((file) => typeof file === 'string') ? files : undefined;
  } catch {
    return undefined;
  }
}

type Names = {
  /** Lists the files that belong to the contract: their content tells which entry is theirs. */
  readonly index: string;
  readonly entry: (hash: string, part: 'contract' | 'detail') => string;
};

function namesOf({ build }: Cache, key: readonly unknown[], cwd: string): Names {
  return {
    index: `${digest([build, cwd, ...key])}.json`,
    entry: (hash, part) => `${digest([build, hash, ...key])}.${part}.mjs`,
  };
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
