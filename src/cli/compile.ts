// A contract without a fresh generated module: compiled once, then kept in node_modules/.cache by its content.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CompiledContract, ContractDetail } from '../model.ts';
import { type ContractModule, hashOfTexts, importModule } from './contract-module.ts';
import { writeWhole } from './files.ts';
import { version } from './version.ts';

type Options = { readonly cwd: string; readonly cache: boolean };
type Sources = { readonly contract: string; readonly detail: string };

export async function compileContract(file: string, options: Options): Promise<ContractModule> {
  const folder = options.cache ? cacheFolder(options.cwd) : undefined;
  if (folder === undefined) return inMemory(await compile(file));
  const kept = lookUp(folder, file);
  if (kept !== undefined) return fromFolder(kept, options.cwd);
  const sources = await compile(file);
  const { contract } = await importText<{ contract: CompiledContract }>(sources.contract);
  const place = store(folder, file, contract, sources);
  return place === undefined ? inMemory(sources) : fromFolder(place, options.cwd);
}

async function compile(file: string): Promise<Sources> {
  const [{ loadContract }, { compiledModules }] = await Promise.all([
    import('../contract/load.ts'),
    import('../generate/generate.ts'),
  ]);
  const files = await compiledModules(await loadContract(file));
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

/** node_modules/.cache of the project, where there is one. */
function cacheFolder(folder: string): string | undefined {
  if (existsSync(join(folder, 'node_modules'))) return join(folder, 'node_modules/.cache/driftgate');
  const parent = dirname(folder);
  return parent === folder || existsSync(join(folder, 'package.json')) ? undefined : cacheFolder(parent);
}

/** An index by path says which files belong to the contract; their content says which entry is theirs. */
function lookUp(folder: string, file: string): string | undefined {
  const index = indexOf(folder, file);
  if (!existsSync(index)) return undefined;
  const files = parseIndex(readFileSync(index, 'utf8'));
  const hash = files && hashOfTexts(files);
  if (hash === undefined) return undefined;
  const place = entryOf(folder, file, hash);
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
  file: string,
  contract: CompiledContract,
  sources: Sources,
): string | undefined {
  const place = entryOf(folder, file, contract.hash);
  try {
    mkdirSync(folder, { recursive: true });
    const draft = mkdtempSync(join(folder, 'draft-'));
    writeFileSync(join(draft, 'contract.mjs'), sources.contract);
    writeFileSync(join(draft, 'detail.mjs'), sources.detail);
    if (!moved(draft, place)) rmSync(draft, { recursive: true, force: true });
    writeWhole(indexOf(folder, file), JSON.stringify(contract.files ?? [contract.source]));
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

function indexOf(folder: string, file: string): string {
  return join(folder, `${digest(['index', version(), file])}.json`);
}

/** The file's name is part of it, since places inside the module name it. */
function entryOf(folder: string, file: string, hash: string): string {
  return join(folder, digest([version(), file, hash]));
}

function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
