// Which compiled contract a run uses: the generated one where it is fresh, which a hash tells; otherwise one that is compiled once and
// cached by content, an operation at a time. Only the second way loads a parser.
import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { Contract } from '../../contract/openapi.ts';
import { InputError } from '../../lib/input-error.ts';
import type { CompiledContract, ContractDetail } from '../../model.ts';
import type { Io } from '../command.ts';
import { loadOptionsOf, neededContract, type Settings } from '../config/settings.ts';
import { isFresh } from './freshness.ts';
import { type ContractModule, importModule } from './module.ts';

/** `contract`: where it was read already. */
export async function openContract(
  settings: Settings,
  io: Pick<Io, 'cwd' | 'stderr' | 'signal'>,
  contract?: Contract,
): Promise<ContractModule> {
  const { cwd, stderr, signal } = io;
  const { contract: file, compiled } = settings;
  if (compiled !== undefined && existsSync(compiled)) {
    const module = await importGenerated(compiled, settings.root, cwd);
    const { contract } = module;
    if (file === undefined && contract.isPart) throw partOnly(compiled);
    if (file === undefined || (!contract.isPart && isFresh(contract, settings.config, settings.cache)))
      return module;
  }
  if (file === undefined && compiled !== undefined)
    throw new InputError('no such file', {
      place: { file: compiled },
      fix: 'run driftgate generate, or name the contract in the config',
    });
  const source = neededContract(settings, 'no contract to check against');
  const { compileContract } = await import('./compile.ts');
  return compileContract(source, {
    cwd,
    cache: settings.cache,
    signal,
    load: loadOptionsOf(settings),
    contract,
    line: stderr.isTerminal ? (await import('./progress.ts')).statusLine(stderr) : undefined,
  });
}

function partOnly(file: string): InputError {
  return new InputError("is a part of a contract, which the gate can't check against", {
    place: { file },
    fix: 'name the contract in the config',
  });
}

async function importGenerated(file: string, root: string, cwd: string): Promise<ContractModule> {
  const { contract } = await importModule<{ contract?: CompiledContract }>(file, cwd);
  if (contract?.format !== 2) throw foreign(file);
  // Paths inside a generated module start at the config's folder; messages start at the working directory.
  const rebase = (path: string): string => join(root, path).replaceAll('\\', '/');
  const defects = contract.defects?.map(({ first, ...defect }) => ({
    ...defect,
    first: { ...first, file: rebase(first.file) },
  }));
  return {
    contract:
      root === ''
        ? contract
        : {
            ...contract,
            source: rebase(contract.source),
            files: contractFiles(contract).map(rebase),
            ...(defects && { defects }),
          },
    detail: async () => {
      const path = join(dirname(file), `detail${extname(file)}`);
      const { detail } = await importModule<{ detail?: ContractDetail }>(path, cwd);
      if (detail?.hash !== contract.hash) throw foreign(path);
      return root === '' ? detail : { ...detail, files: detail.files.map(rebase) };
    },
  };
}

function foreign(file: string): InputError {
  return new InputError('is no compiled contract of this version', {
    place: { file },
    fix: 'run driftgate generate',
  });
}

export function contractFiles(contract: Pick<CompiledContract, 'source' | 'files'>): readonly string[] {
  return contract.files ?? [contract.source];
}
