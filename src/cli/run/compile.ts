// A contract without a fresh generated module: compiled once, then kept in node_modules/.cache by its content.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadOptions } from '../../contract/load.ts';
import type { CompiledContract, ContractDetail } from '../../model.ts';
import { cacheFolder } from '../cache.ts';
import { writeWhole } from '../files.ts';
import { version } from '../package.ts';
import { type ContractModule, hashOfTexts, importModule } from './module.ts';

type Options = { readonly cwd: string; readonly cache: boolean; readonly load: LoadOptions };
type Sources = { readonly contract: string; readonly detail: string };

export async function compileContract(file: string, options: Options): Promise<ContractModule> {
  const folder = options.cache ? cacheFolder(options.cwd) : undefined;
  if (folder === undefined) return inMemory(await compile(file, options.load));
  // Places inside name the file, and the formats decide what compiles: both are part of the entry's name.
  const name = JSON.stringify([file, options.load]);
  const kept = lookUp(folder, name);
  if (kept !== undefined) return fromFolder(kept, options.cwd);
  const sources = await compile(file, options.load);
  const { contract } = await importText<{ contract: CompiledContract }>(sources.contract);
  const place = store(folder, name, contract, sources);
  return place === undefined ? inMemory(sources) : fromFolder(place, options.cwd);
}

async function compile(file: string, load: LoadOptions): Promise<Sources> {
  const [{ loadContract }, { generate }] = await Promise.all([
    import('../../contract/load.ts'),
    import('../../generate/generate.ts'),
  ]);
  const files = await generate(await loadContract(file, load), { allowFormats: load.allowFormats ?? [] });
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

async function fromFolder(folder: string, cwd: string): Promise<ContractModule> {
  const { contract } = await importModule<{ contract: CompiledContract }>(join(folder, 'contract.mjs'), cwd);
  const detail = async (): Promise<ContractDetail> =>
    (await importModule<{ detail: ContractDetail }>(join(folder, 'detail.mjs'), cwd)).detail;
  return { contract, detail };
}

/** An index by path says which files belong to the contract; their content says which entry is theirs. */
function lookUp(folder: string, name: string): string | undefined {
  const index = indexOf(folder, name);
  if (!existsSync(index)) return undefined;
  const files = parseIndex(readFileSync(index, 'utf8'));
  const hash = files && hashOfTexts(files);
  if (hash === undefined) return undefined;
  const place = entryOf(folder, name, hash);
  return existsSync(join(place, 'detail.mjs')) ? place : undefined;
}

function parseIndex(text: string): readonly string[] | undefined {
  try {
    return JSON.parse(text) as readonly string[];
  } catch {
    return undefined;
  }
}

/** Two processes may do this at once: each writes its own folder, and the first rename stays. */
function store(
  folder: string,
  name: string,
  contract: CompiledContract,
  sources: Sources,
): string | undefined {
  const place = entryOf(folder, name, contract.hash);
  try {
    mkdirSync(folder, { recursive: true });
    const draft = mkdtempSync(join(folder, 'draft-'));
    writeFileSync(join(draft, 'contract.mjs'), sources.contract);
    writeFileSync(join(draft, 'detail.mjs'), sources.detail);
    if (!moved(draft, place)) rmSync(draft, { recursive: true, force: true });
    writeWhole(indexOf(folder, name), JSON.stringify(contract.files ?? [contract.source]));
    return existsSync(join(place, 'detail.mjs')) ? place : undefined;
  } catch {
    // A read-only or full disk costs time, not the answer.
    return undefined;
  }
}

function moved(draft: string, place: string): boolean {
  try {
    renameSync(draft, place);
    return true;
  } catch {
    return false;
  }
}

function indexOf(folder: string, name: string): string {
  return join(folder, `${digest(['index', version(), name])}.json`);
}

function entryOf(folder: string, name: string, hash: string): string {
  return join(folder, digest([version(), name, hash]));
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
