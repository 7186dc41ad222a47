// A compiled contract as a module on disk.
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { attempt } from '../../lib/attempt.ts';
import { hashOfFiles } from '../../lib/hash.ts';
import { InputError } from '../../lib/input-error.ts';
import type { CompiledContract, CompiledOperation, ContractDefect, ContractDetail } from '../../model.ts';
import { cannotRead } from '../files.ts';

export type ContractModule = {
  readonly contract: CompiledContract;
  /** What explains a failing response; loaded when one is met. Of operations that are compiled later, what they need is added then. */
  readonly detail: () => Promise<ContractDetail>;
  /** Where operations are compiled when they are first met: to be awaited before one is judged; undefined where it is ready. */
  readonly ready?: (operation: CompiledOperation) => Promise<void> | undefined;
};

/** For whoever asks all of a contract. */
export async function readyAll({ contract, ready }: ContractModule): Promise<void> {
  if (ready !== undefined) for (const operation of contract.operations) await ready(operation);
}

/** Some schemas are found not to compile only when an operation is met, here or in another part of the run. */
export function addDefects(contract: CompiledContract, more: readonly ContractDefect[]): void {
  const known = new Map((contract.defects ?? []).map((defect) => [sortKey(defect), defect]));
  const added = more.filter((defect) => !known.has(sortKey(defect)));
  if (added.length === 0) return;
  for (const defect of added) known.set(sortKey(defect), defect);
  const keys = [...known.keys()].sort();
  Object.assign(contract, { defects: keys.map((key) => known.get(key)) });
}

function sortKey({ outcome, kind, subject }: ContractDefect): string {
  return `${outcome}\n${kind}\n${subject}`;
}

export async function importModule<Module>(file: string, cwd: string): Promise<Module> {
  try {
    return (await import(pathToFileURL(isAbsolute(file) ? file : `${cwd}/${file}`).href)) as Module;
  } catch (error) {
    if (!existsSync(file)) throw cannotRead(file, Object.assign(new Error(), { code: 'ENOENT' }));
    throw new InputError(`could not be loaded: ${(error as Error).message.split('\n', 1)[0]}`, {
      place: { file },
      fix: 'run driftgate generate',
    });
  }
}

/** undefined where one of the files can't be read. */
export function hashOfTexts(files: readonly string[]): string | undefined {
  return attempt(() => hashOfFiles(files.map((file) => ({ file, text: readFileSync(file, 'utf8') }))));
}
