// Overlay actions -> the texts of the contract's files, and the proof that what was found is gone and nothing new appeared.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import type { Contract } from '../../contract/openapi.ts';
import { InputError } from '../../lib/input-error.ts';
import { applyOverlay, pointerAt } from '../../page/propose/apply-overlay.ts';
import type { OverlayAction, Proposal } from '../../page/propose/overlay.ts';
import { readText } from '../docs/lock-file.ts';

/** By file, in the order of the contract's. */
export type Texts = ReadonlyMap<string, string>;

export function textsOf(contract: Contract): Texts {
  return new Map(contract.files.map((file) => [file, readText(file)]));
}

/** A pointer into the bundled document is one into the file that it stands in. */
export function applied(texts: Texts, actions: readonly OverlayAction[], contract: Contract): Texts {
  const result = new Map(texts);
  const [main = ''] = contract.files;
  for (const action of actions) {
    const [line, column, index = 0] = contract.positionOf(action.pointer) ?? [];
    const file = contract.files[index] ?? main;
    const original = texts.get(file) ?? '';
    const pointer =
      index === 0 || line === undefined || column === undefined
        ? action.pointer
        : pointerAt(original, line, column);
    if (pointer === undefined)
      throw new InputError(`nothing to add to at ${action.pointer}`, {
        place: { file },
        fix: 'add it by hand',
      });
    result.set(file, applyOverlay(result.get(file) ?? '', [{ ...action, pointer }], file));
  }
  return result;
}

/** The fingerprints of what a contract of these texts leaves to be found. */
export type Findings = (contract: string) => Promise<ReadonlySet<string>>;

/** Keeps the actions that do what they are for; the others are left to people, each with its reason. */
export async function proven(
  proposal: Proposal,
  contract: Contract,
  before: ReadonlySet<string>,
  findings: Findings,
): Promise<Proposal> {
  const texts = textsOf(contract);
  const attempt = async (actions: readonly OverlayAction[]): Promise<string | undefined> => {
    try {
      const after = await inCopy(applied(texts, actions, contract), findings);
      const remaining = actions.find((action) => after.has(action['x-evidence'].fingerprint));
      if (remaining !== undefined) return 'the finding would remain';
      return [...after].every((each) => before.has(each)) ? undefined : 'something else would be found then';
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return `the contract would be wrong then: ${error.message}`;
    }
  };
  if (proposal.actions.length === 0 || (await attempt(proposal.actions)) === undefined) return proposal;
  const kept: OverlayAction[] = [];
  const left = [...proposal.left];
  for (const action of proposal.actions) {
    const problem = await attempt([...kept, action]);
    if (problem === undefined) kept.push(action);
    else
      left.push(
        `${action.target}, ${action.description}: ${problem}; a rule of the contract may name it too`,
      );
  }
  return { actions: kept, left };
}

async function inCopy(texts: Texts, findings: Findings): Promise<ReadonlySet<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'driftgate-propose-'));
  try {
    const files = [...texts.keys()].map((file) => resolve(file));
    const root = commonFolder(files);
    for (const [file, text] of texts) {
      const copy = join(folder, relative(root, resolve(file)));
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, text);
    }
    return await findings(join(folder, relative(root, files[0] ?? '')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function commonFolder(files: readonly string[]): string {
  let folder = dirname(files[0] ?? '');
  while (files.some((file) => relative(folder, file).startsWith('..')) && dirname(folder) !== folder)
    folder = dirname(folder);
  return folder;
}
