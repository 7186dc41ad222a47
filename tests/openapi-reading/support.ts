import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LoadOptions, loadContract } from '../../src/contract/load.ts';
import type { Contract } from '../../src/contract/openapi.ts';
import { InputError, type InputProblem } from '../../src/lib/input-error.ts';
import { formatPlace } from '../../src/lib/location.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Runs with these files in a folder of their own; the first one is the contract. */
export async function inFolder<T>(
  files: Files,
  run: (folder: string, main: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'contract-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    return await run(folder, path.join(folder, Object.keys(files)[0] ?? ''));
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function load(files: Files, options?: LoadOptions): Promise<Contract> {
  return inFolder(files, (_, main) => loadContract(main, options));
}

/** Under lint: 'strict', each mistake as `file:line:col: what | fix`, with paths relative to the contract's folder. */
export function refusals(
  files: Files,
  options: LoadOptions = { lint: 'strict' },
): Promise<readonly string[]> {
  return inFolder(files, async (folder, main) => {
    const lines = await refusalsOf(main, options);
    return lines.map((line) => line.replaceAll(`${folder}/`, ''));
  });
}

export async function refusalsOf(
  main: string,
  options: LoadOptions = { lint: 'strict' },
): Promise<readonly string[]> {
  try {
    await loadContract(main, options);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const problems: readonly InputProblem[] = error.problems.length > 0 ? error.problems : [problemOf(error)];
    return problems.map(line);
  }
}

function problemOf({ place, message, fix }: InputError): InputProblem {
  return fix === undefined ? { place, message } : { place, message, fix };
}

function line({ place, message, fix }: InputProblem): string {
  const at = place === undefined ? '' : `${formatPlace(place)}: `;
  return `${at}${message}${fix === undefined ? '' : ` | ${fix}`}`;
}
